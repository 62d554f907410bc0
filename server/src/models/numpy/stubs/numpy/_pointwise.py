"""Functions that work element by element. Of plain numbers they give numbers, since sizes are computed with them."""
import math

from numpy._core import full, is_number, operand, to_array
from numpy._dtypes import as_dtype, bool_, float64, floating, int64, promote, with_number
from numpy._written import written as _written
from shapeline import ops

# Where an array is given for the result, the result is that array.
__handed__ = {"out": _written}

__all__ = [
    "abs", "absolute", "add", "allclose", "arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctan2", "arctanh",
    "around", "array_equal", "array_equiv", "bitwise_and", "bitwise_not", "bitwise_or", "bitwise_xor", "cbrt", "ceil",
    "clip", "conj", "conjugate", "cos", "cosh", "deg2rad", "degrees", "divide", "equal", "exp", "exp2", "expm1", "fabs",
    "fix", "float_power", "floor", "floor_divide", "fmax", "fmin", "fmod", "gcd", "greater", "greater_equal", "hypot",
    "imag", "invert", "isclose", "isfinite", "isinf", "isnan", "lcm", "left_shift", "less", "less_equal", "log",
    "log10", "log1p", "log2", "logaddexp", "logical_and", "logical_not", "logical_or", "logical_xor", "maximum",
    "minimum", "mod", "multiply", "nan_to_num", "negative", "not_equal", "positive", "power", "rad2deg", "radians",
    "real", "reciprocal", "remainder", "right_shift", "rint", "round", "round_", "sign", "signbit", "sin", "sinc",
    "sinh", "sqrt", "square", "subtract", "tan", "tanh", "true_divide", "trunc", "where",
]


def _common(first, second):
    if is_number(first):
        return with_number(second.dtype, first)
    return with_number(first.dtype, second) if is_number(second) else promote(first.dtype, second.dtype)


def combine(name, x1, x2, dtype=None):
    """`dtype` is known from the operation, or else from its operands."""
    first, second = operand(x1), operand(x2)
    if is_number(first) and is_number(second):
        first = full((), float64 if isinstance(first, float) else int64)
    return ops.as_array(ops.cast(ops.elementwise(name, first, second), _common(first, second) if dtype is None else dtype))


def divide(x1, x2, /, out=None, *, where=True, dtype=None):
    first, second = operand(x1), operand(x2)
    if is_number(first) and is_number(second):
        return first / second
    return combine("div", first, second, floating(_common(first, second)))


true_divide = divide


def _binary(name):
    def function(x1, x2, /, out=None, *, where=True, dtype=None):
        return combine(name, x1, x2, as_dtype(dtype))

    return function


add = _binary("add")
subtract = _binary("sub")
multiply = _binary("mul")
power = float_power = _binary("pow")
floor_divide = _binary("floor_divide")
mod = remainder = fmod = _binary("remainder")
bitwise_and = _binary("bitwise_and")
bitwise_or = _binary("bitwise_or")
bitwise_xor = _binary("bitwise_xor")
left_shift = _binary("bitwise_left_shift")
right_shift = _binary("bitwise_right_shift")
gcd = _binary("gcd")
lcm = _binary("lcm")
hypot = _binary("hypot")
arctan2 = _binary("arctan2")
logaddexp = _binary("logaddexp")


def maximum(x1, x2, /, out=None, **kwargs):
    return max(x1, x2) if is_number(x1) and is_number(x2) else combine("maximum", x1, x2)


def minimum(x1, x2, /, out=None, **kwargs):
    return min(x1, x2) if is_number(x1) and is_number(x2) else combine("minimum", x1, x2)


fmax = maximum
fmin = minimum


def _comparison(name):
    def function(x1, x2, /, out=None, **kwargs):
        return combine(name, x1, x2, bool_)

    return function


equal = _comparison("eq")
not_equal = _comparison("ne")
less = _comparison("lt")
less_equal = _comparison("le")
greater = _comparison("gt")
greater_equal = _comparison("ge")
logical_and = _comparison("logical_and")
logical_or = _comparison("logical_or")
logical_xor = _comparison("logical_xor")


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return combine("eq", a, b, bool_)


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return ops.unknown()


array_equal = array_equiv = allclose


def _number_function(name, compute):
    """A root, a logarithm: floating whatever went in."""

    def function(x, /, out=None, *, where=True, dtype=None):
        if is_number(x):
            return compute(x)
        array = to_array(x)
        return ops.as_array(ops.cast(ops.unary(array, name), floating(array.dtype) if dtype is None else as_dtype(dtype)))

    return function


sqrt = _number_function("sqrt", math.sqrt)
exp = _number_function("exp", math.exp)
log = _number_function("log", math.log)
log2 = _number_function("log2", math.log2)
log10 = _number_function("log10", math.log10)
sin = _number_function("sin", math.sin)
cos = _number_function("cos", math.cos)
tan = _number_function("tan", math.tan)
tanh = _number_function("tanh", math.tanh)
arcsin = _number_function("asin", math.asin)
arccos = _number_function("acos", math.acos)
arctan = _number_function("atan", math.atan)
sinh = _number_function("sinh", math.sinh)
cosh = _number_function("cosh", math.cosh)
log1p = _number_function("log1p", math.log1p)
expm1 = _number_function("expm1", math.expm1)
exp2 = cbrt = arcsinh = arccosh = arctanh = deg2rad = radians = rad2deg = degrees = sinc = _number_function("exp", float)


def _kept(name, compute):
    """The type stays."""

    def function(x, /, out=None, *, where=True, dtype=None):
        if is_number(x):
            return compute(x)
        array = to_array(x)
        return ops.as_array(ops.cast(ops.unary(array, name), array.dtype))

    return function


def _floor(number):
    return float(math.floor(number))


def _ceil(number):
    return float(math.ceil(number))


def _square(number):
    return number * number


floor = _kept("floor", _floor)
ceil = _kept("ceil", _ceil)
trunc = fix = _kept("trunc", int)
rint = _kept("round", round)
abs = absolute = fabs = _kept("abs", abs)
square = _kept("square", _square)
negative = _kept("neg", float)
positive = conj = conjugate = real = imag = _kept("positive", float)
sign = _kept("sign", float)
reciprocal = _kept("reciprocal", float)
invert = bitwise_not = _kept("bitwise_not", int)


def round(a, decimals=0, out=None):
    if is_number(a):
        return ops.unknown()
    array = to_array(a)
    return ops.as_array(ops.cast(ops.unary(array, "round"), array.dtype))


around = round_ = round


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    return ops.as_array(ops.like(to_array(x), None))


def _test(name):
    def function(x, /, out=None, **kwargs):
        if is_number(x):
            return ops.unknown()
        return ops.as_array(ops.cast(ops.unary(to_array(x), name), bool_))

    return function


isnan = _test("isnan")
isinf = _test("isinf")
isfinite = _test("isfinite")
signbit = _test("signbit")
logical_not = _test("logical_not")


def clip(a, a_min=None, a_max=None, out=None, *, min=None, max=None, **kwargs):
    """The bounds may be arrays; the shape is the array's where they are numbers."""
    array = to_array(a)
    return ops.as_array(ops.cast(ops.clamp(array, min if a_min is None else a_min, max if a_max is None else a_max), array.dtype))


def where(condition, x=None, y=None, /):
    test = to_array(condition)
    if x is None and y is None:
        found = ops.size("found")
        return tuple([full((found,), int64) for _ in range(test.ndim)])
    first, second = operand(x), operand(y)
    if is_number(first) and is_number(second):
        dtype = float64 if isinstance(first, float) or isinstance(second, float) else int64
    else:
        dtype = _common(first, second)
    return ops.as_array(ops.cast(ops.where(test, first, second), dtype))
