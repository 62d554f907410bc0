"""Functions that write their result into their first argument, PyTorch's names with a trailing underscore.

`ops.assign(tensor, result)` puts the result into the tensor and returns the tensor. That a broadcast result has the
tensor's own shape, as an in-place operator needs, is required by `ops.elementwise` itself.
"""
from shapeline import ops
from torch._functions import indexing, matrix, pointwise, reduction, shaping

__public__ = "torch"

# PyTorch knows some of its parameters by NumPy's names too.
__keywords__ = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other"}


def _in_place(function):
    def method(input, *args, **kwargs):
        return ops.assign(input, function(input, *args, **kwargs))

    return method


def _broadcast(function):
    """What is broadcast has to come out in the tensor's own shape."""

    def method(input, *args, **kwargs):
        result = ops.elementwise("copy", input, function(input, *args, **kwargs), None, True)
        return ops.assign(input, result)

    return method


def _binary(name):
    def method(input, other, *, alpha=1):
        return ops.assign(input, ops.elementwise(name, input, other, None, True))

    return method


abs_ = absolute_ = _in_place(pointwise.abs)
acos_ = arccos_ = _in_place(pointwise.acos)
acosh_ = arccosh_ = _in_place(pointwise.acosh)
add_ = _binary("add")
# Of its name alone: the tensor takes the product's shape.
addbmm_ = _in_place(matrix.addbmm)
addcdiv_ = _broadcast(pointwise.addcdiv)
addcmul_ = _broadcast(pointwise.addcmul)
addmm_ = _broadcast(matrix.addmm)
addmv_ = _broadcast(matrix.addmv)
addr_ = _broadcast(matrix.addr)
alpha_dropout_ = dropout_ = feature_alpha_dropout_ = feature_dropout_ = _in_place(pointwise.dropout)
asin_ = arcsin_ = _in_place(pointwise.asin)
asinh_ = arcsinh_ = _in_place(pointwise.asinh)
atan_ = arctan_ = _in_place(pointwise.atan)
atan2_ = arctan2_ = _binary("atan2")
atanh_ = arctanh_ = _in_place(pointwise.atanh)
baddbmm_ = _broadcast(matrix.baddbmm)
bitwise_and_ = _binary("bitwise_and")
bitwise_left_shift_ = _binary("bitwise_left_shift")
bitwise_not_ = _in_place(pointwise.bitwise_not)
bitwise_or_ = _binary("bitwise_or")
bitwise_right_shift_ = _binary("bitwise_right_shift")
bitwise_xor_ = _binary("bitwise_xor")
ceil_ = _in_place(pointwise.ceil)
celu_ = _in_place(pointwise.celu)
clamp_ = clip_ = _broadcast(pointwise.clamp)
clamp_max_ = _broadcast(pointwise.clamp_max)
clamp_min_ = _broadcast(pointwise.clamp_min)
conj_physical_ = _in_place(pointwise.conj_physical)
copysign_ = _binary("copysign")
cos_ = _in_place(pointwise.cos)
cosh_ = _in_place(pointwise.cosh)
cumprod_ = _in_place(reduction.cumprod)
cumsum_ = _in_place(reduction.cumsum)
deg2rad_ = _in_place(pointwise.deg2rad)
detach_ = _in_place(pointwise.detach)
digamma_ = _in_place(pointwise.digamma)
eq_ = _binary("eq")
erf_ = _in_place(pointwise.erf)
erfc_ = _in_place(pointwise.erfc)
erfinv_ = _in_place(pointwise.erfinv)
exp_ = _in_place(pointwise.exp)
exp2_ = _in_place(pointwise.exp2)
expm1_ = _in_place(pointwise.expm1)
fill_ = _in_place(pointwise.fill)
fix_ = trunc_ = _in_place(pointwise.trunc)
floor_ = _in_place(pointwise.floor)
floor_divide_ = _binary("floor_divide")
fmod_ = _binary("fmod")
frac_ = _in_place(pointwise.frac)
gcd_ = _binary("gcd")
ge_ = greater_equal_ = _binary("ge")
gt_ = greater_ = _binary("gt")
hypot_ = _binary("hypot")
i0_ = _in_place(pointwise.i0)
igamma_ = _binary("igamma")
igammac_ = _binary("igammac")
index_add_ = _in_place(indexing.index_add)
index_copy_ = _in_place(indexing.index_copy)
index_fill_ = _in_place(indexing.index_fill)
index_put_ = _in_place(indexing.index_put)
index_reduce_ = _in_place(indexing.index_reduce)
lcm_ = _binary("lcm")
ldexp_ = _binary("ldexp")
le_ = less_equal_ = _binary("le")
lerp_ = _broadcast(pointwise.lerp)
lgamma_ = _in_place(pointwise.lgamma)
log_ = _in_place(pointwise.log)
log10_ = _in_place(pointwise.log10)
log1p_ = _in_place(pointwise.log1p)
log2_ = _in_place(pointwise.log2)
logical_and_ = _binary("logical_and")
logical_or_ = _binary("logical_or")
logical_xor_ = _binary("logical_xor")
logit_ = _in_place(pointwise.logit)
lt_ = less_ = _binary("lt")
masked_fill_ = _broadcast(indexing.masked_fill)
masked_scatter_ = _broadcast(indexing.masked_scatter)
mul_ = multiply_ = _binary("mul")
mvlgamma_ = _in_place(pointwise.mvlgamma)
nan_to_num_ = _in_place(pointwise.nan_to_num)
ne_ = not_equal_ = _binary("ne")
neg_ = negative_ = _in_place(pointwise.neg)
nextafter_ = _binary("nextafter")
put_ = _in_place(indexing.put)
rad2deg_ = _in_place(pointwise.rad2deg)
reciprocal_ = _in_place(pointwise.reciprocal)
relu_ = _in_place(pointwise.relu)
remainder_ = _binary("remainder")
renorm_ = _in_place(reduction.renorm)
round_ = _in_place(pointwise.round)
rrelu_ = _in_place(pointwise.rrelu)
rsqrt_ = _in_place(pointwise.rsqrt)
scatter_ = _in_place(indexing.scatter)
scatter_add_ = _in_place(indexing.scatter_add)
scatter_reduce_ = _in_place(indexing.scatter_reduce)
selu_ = _in_place(pointwise.selu)
sgn_ = _in_place(pointwise.sgn)
sigmoid_ = _in_place(pointwise.sigmoid)
sign_ = _in_place(pointwise.sign)
sin_ = _in_place(pointwise.sin)
sinc_ = _in_place(pointwise.sinc)
sinh_ = _in_place(pointwise.sinh)
sqrt_ = _in_place(pointwise.sqrt)
square_ = _in_place(pointwise.square)
squeeze_ = _in_place(shaping.squeeze)
swapaxes_ = _in_place(shaping.swapaxes)
t_ = _in_place(shaping.t)
tan_ = _in_place(pointwise.tan)
tanh_ = _in_place(pointwise.tanh)
threshold_ = _in_place(pointwise.threshold)
transpose_ = swapdims_ = _in_place(shaping.transpose)
tril_ = _in_place(shaping.tril)
triu_ = _in_place(shaping.triu)
true_divide_ = _binary("div")
unsqueeze_ = _in_place(shaping.unsqueeze)
xlogy_ = _binary("xlogy")
as_strided_ = _in_place(shaping.as_strided)


def sub_(input, other, *, alpha=1):
    return ops.assign(input, pointwise.difference(input, other, True))


subtract_ = sub_


def div_(input, other, *, rounding_mode=None):
    name = "div" if rounding_mode is None else "floor_divide"
    return ops.assign(input, ops.elementwise(name, input, other, None, True))


divide_ = div_


def pow_(input, exponent):
    return ops.assign(input, ops.elementwise("pow", input, exponent, None, True))


def float_power_(input, exponent):
    return ops.assign(input, ops.elementwise("float_power", input, exponent, None, True))


def heaviside_(input, values):
    return ops.assign(input, ops.elementwise("heaviside", input, values, None, True))


def logical_not_(input):
    return ops.assign(input, ops.like(input, None))


def zero_(input):
    return ops.assign(input, ops.like(input, None, 0.0, 0.0))


def resize_as_(input, the_template, *, memory_format=None):
    return ops.assign(input, ops.full(the_template.shape, input.dtype))
