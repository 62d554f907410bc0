"""Elementwise functions: unary ones keep the shape, binary ones broadcast, comparisons give booleans.

Families share one body each; what an operation does to dtype and meaning is the affair of the primitive.
"""
from collections import namedtuple

from shapeline import ops
from torch._written import written as _written

__public__ = "torch"

# PyTorch knows some of its parameters by NumPy's names too.
__keywords__ = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other"}

# Where a tensor is given for the result, the result is that tensor.
__handed__ = {"out": _written}

Frexp = namedtuple("frexp", "mantissa exponent")


def _unary(name):
    def function(input, *, out=None):
        return ops.unary(input, name)

    return function


def _of_numbers(name):
    def function(input, *, out=None):
        ops.require_dtype(input, "not-bool")
        return ops.unary(input, name)

    return function


def _binary(name):
    def function(input, other, *, out=None):
        return ops.elementwise(name, input, other)

    return function


def difference(left, right, in_place=False):
    """Booleans are not subtracted, nor from anything."""
    ops.require_dtype(left, "not-bool")
    ops.require_dtype(right, "not-bool")
    return ops.elementwise("sub", left, right, None, in_place)


acos = arccos = _unary("acos")
acosh = arccosh = _unary("acosh")
asin = arcsin = _unary("asin")
asinh = arcsinh = _unary("asinh")
atan = arctan = _unary("atan")
atanh = arctanh = _unary("atanh")
bitwise_not = _unary("bitwise_not")
ceil = _unary("ceil")
conj_physical = _unary("conj")
cos = _unary("cos")
cosh = _unary("cosh")
deg2rad = _unary("deg2rad")
digamma = _unary("digamma")
erf = _unary("erf")
erfc = _unary("erfc")
erfinv = _unary("erfinv")
exp = _unary("exp")
exp2 = _unary("exp2")
expm1 = _unary("expm1")
fix = trunc = _unary("trunc")
floor = _unary("floor")
frac = _unary("frac")
i0 = _unary("i0")
isneginf = _unary("isneginf")
isposinf = _unary("isposinf")
lgamma = _unary("lgamma")
log = _unary("log")
log10 = _unary("log10")
log1p = _unary("log1p")
log2 = _unary("log2")
logical_not = _unary("logical_not")
neg = negative = _of_numbers("neg")
rad2deg = _unary("rad2deg")
reciprocal = _unary("reciprocal")
rsqrt = _unary("rsqrt")
sgn = _unary("sgn")
sigmoid = _unary("sigmoid")
sign = _unary("sign")
signbit = _unary("signbit")
sin = _unary("sin")
sinc = _unary("sinc")
sinh = _unary("sinh")
sqrt = _unary("sqrt")
tan = _unary("tan")
tanh = _unary("tanh")


def _plain(name):
    def function(input):
        return ops.unary(input, name)

    return function


conj = _plain("conj")
detach = alias_copy = detach_copy = _plain("detach")
isfinite = _plain("isfinite")
isinf = _plain("isinf")
isnan = _plain("isnan")
isreal = _plain("isreal")
positive = _of_numbers("positive")
relu = _of_numbers("relu")
resolve_conj = _plain("resolve_conj")
resolve_neg = _plain("resolve_neg")
selu = _plain("selu")

arctan2 = atan2 = _binary("atan2")
bitwise_and = _binary("bitwise_and")
bitwise_left_shift = _binary("bitwise_left_shift")
bitwise_or = _binary("bitwise_or")
bitwise_right_shift = _binary("bitwise_right_shift")
bitwise_xor = _binary("bitwise_xor")
copysign = _binary("copysign")
eq = _binary("eq")
floor_divide = _binary("floor_divide")
fmax = _binary("fmax")
fmin = _binary("fmin")
fmod = _binary("fmod")
gcd = _binary("gcd")
ge = greater_equal = _binary("ge")
gt = greater = _binary("gt")
hypot = _binary("hypot")
igamma = _binary("igamma")
igammac = _binary("igammac")
lcm = _binary("lcm")
ldexp = _binary("ldexp")
le = less_equal = _binary("le")
logaddexp = _binary("logaddexp")
logaddexp2 = _binary("logaddexp2")
logical_and = _binary("logical_and")
logical_or = _binary("logical_or")
logical_xor = _binary("logical_xor")
lt = less = _binary("lt")
maximum = _binary("maximum")
minimum = _binary("minimum")
mul = multiply = _binary("mul")
ne = not_equal = _binary("ne")
nextafter = _binary("nextafter")
remainder = _binary("remainder")
true_divide = _binary("div")
xlogy = _binary("xlogy")


def add(input, other, *, alpha=1, out=None):
    return ops.elementwise("add", input, other)


def sub(input, other, *, alpha=1, out=None):
    return difference(input, other)


subtract = sub


def rsub(input, other, *, alpha=1):
    return difference(other, input)


def div(input, other, *, rounding_mode=None, out=None):
    return ops.elementwise("div" if rounding_mode is None else "floor_divide", input, other)


divide = div


def pow(input, exponent, *, out=None):
    return ops.elementwise("pow", input, exponent)


def float_power(input, exponent, *, out=None):
    return ops.elementwise("float_power", input, exponent)


def heaviside(input, values, *, out=None):
    return ops.elementwise("heaviside", input, values)


float64 = ops.dtype("float64")
complex64 = ops.dtype("complex64")
complex128 = ops.dtype("complex128")


def square(input, *, out=None):
    return ops.elementwise("pow", input, 2)


def complex(real, imag, *, out=None):
    return _as_complex(ops.elementwise("complex", real, imag))


def polar(abs, angle, *, out=None):
    return _as_complex(ops.elementwise("polar", abs, angle))


def _as_complex(result):
    return ops.cast(result, complex128 if result.dtype == float64 else complex64)


def _part(name):
    """A real part of complex numbers; real ones stay as they are, but that an angle is a float."""

    def function(input, *, out=None):
        result = ops.unary(input, name)
        if input.dtype == complex64:
            return ops.cast(result, ops.dtype("float32"))
        return ops.cast(result, float64) if input.dtype == complex128 else result

    return function


abs = absolute = _part("abs")
real = _part("real")
imag = _part("imag")
angle = _part("angle")


def isclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    _alike(input, other)
    return ops.elementwise("isclose", input, other)


def allclose(input, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    isclose(input, other)
    return ops.unknown()


def _alike(input, other):
    """Closeness is of one dtype: nothing is promoted."""
    if ops.is_tensor(input) and ops.is_tensor(other):
        ops.require_same_dtype(other, input)


def equal(input, other):
    return ops.unknown()


def round(input, *, decimals=0, out=None):
    return ops.unary(input, "round")


def logit(input, eps=None, *, out=None):
    return ops.unary(input, "logit")


def nan_to_num(input, nan=None, posinf=None, neginf=None, *, out=None):
    return ops.unary(input, "nan_to_num")


def hardshrink(input, lambd=0.5, *, out=None):
    return ops.unary(input, "hardshrink")


def threshold(input, threshold, value, *, out=None):
    return ops.unary(input, "threshold")


def celu(input, alpha=1.0):
    return ops.unary(input, "celu")


def rrelu(input, lower=0.125, upper=0.3333333333333333, training=False, generator=None):
    return ops.unary(input, "rrelu")


def prelu(input, weight):
    return ops.prelu(input, weight)


def dropout(input, p, train):
    return ops.unary(input, "dropout")


alpha_dropout = feature_alpha_dropout = feature_dropout = dropout


def polygamma(n, input, *, out=None):
    return ops.unary(input, "polygamma")


def mvlgamma(input, p, *, out=None):
    return ops.unary(input, "mvlgamma")


def clamp(input, min=None, max=None, *, out=None):
    return ops.clamp(input, min, max)


clip = clamp


def clamp_min(input, min, *, out=None):
    return ops.clamp(input, min, None)


def clamp_max(input, max, *, out=None):
    return ops.clamp(input, None, max)


def laid_out(input, memory_format):
    """The same numbers in a memory format; another than row by row leaves their order unknown."""
    if memory_format == "contiguous_format":
        return ops.contiguous(input)
    return ops.unary(input, "laid_out")


def clone(input, *, memory_format=None):
    if memory_format is None or memory_format == "preserve_format":
        return ops.unary(input, "clone")
    return laid_out(input, memory_format)


def bernoulli(input, p=None, *, generator=None, out=None):
    return ops.unary(input, "bernoulli")


def poisson(input, generator=None):
    return ops.unary(input, "poisson")


def binomial(count, prob, generator=None):
    return ops.elementwise("binomial", count, prob)


def lerp(input, end, weight, *, out=None):
    return ops.elementwise("lerp", input, end, weight)


def addcmul(input, tensor1, tensor2, *, value=1, out=None):
    return ops.elementwise("addcmul", input, tensor1, tensor2)


def addcdiv(input, tensor1, tensor2, *, value=1, out=None):
    return ops.elementwise("addcdiv", input, tensor1, tensor2)


def frexp(input, *, out=None):
    return Frexp(ops.unary(input, "frexp"), ops.like(input, ops.dtype("int32")))


def fill(input, value):
    if ops.is_tensor(value):
        ops.require_rank(value, (0,))
    return ops.like(input, None)


def view_as_real(input):
    return ops.full((*input.shape, 2), float64 if input.dtype == complex128 else None)


view_as_real_copy = view_as_real


def view_as_complex(input):
    ops.require_equal(input.shape[-1], 2)
    return ops.full(input.shape[:-1], complex128 if input.dtype == float64 else complex64)


view_as_complex_copy = view_as_complex


def fake_quantize_per_tensor_affine(input, scale, zero_point, quant_min, quant_max):
    return ops.unary(input, "fake_quantize")


def fake_quantize_per_channel_affine(input, scale, zero_point, axis, quant_min, quant_max):
    return ops.unary(input, "fake_quantize")
