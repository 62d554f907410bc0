"""Functions that work element by element. Tensors of two types do not mix; a number takes the tensor's type."""
from shapeline import ops
from tensorflow._core import operand, pair, tensors_of, to_tensor
from tensorflow._dtypes import as_dtype, bool_, complex64, float32, float64, int32, quotient

__public__ = "tf"

__all__ = [
    "abs", "acos", "acosh", "add", "add_n", "as_string", "asin", "asinh", "atan", "atan2", "atanh", "bitcast", "cast", "ceil", "clip_by_global_norm",
    "clip_by_norm", "clip_by_value", "complex", "cos", "cosh", "digamma", "divide", "divide_no_nan", "equal", "erf", "erfc", "erfinv",
    "exp", "expm1", "floor", "floordiv", "floormod", "global_norm", "greater", "greater_equal", "is_finite", "is_inf", "is_nan", "less",
    "less_equal", "lgamma", "log", "log1p", "log_sigmoid", "logical_and", "logical_not", "logical_or", "logical_xor", "maximum",
    "minimum", "mod", "multiply", "multiply_no_nan", "negative", "not_equal", "pow", "reciprocal", "rint", "round", "rsqrt",
    "saturate_cast", "sigmoid", "sign", "sin", "sinh", "softplus", "softsign", "sqrt", "square", "squared_difference", "subtract", "tan",
    "tanh", "truediv", "truncatediv", "truncatemod", "where", "xdivy", "xlogy",
]


def combine(name, x, y):
    first, second = pair(x, y)
    return ops.elementwise(name, first, second, strict=True)


def mixed(name, x, y):
    """As Keras's own tensors and variables are combined: two types become one that holds both."""
    first, second = operand(x), operand(y)
    result = ops.elementwise(name, first, second)
    if ops.is_tensor(first) and ops.is_tensor(second) and first.dtype != second.dtype and 0 in (first.ndim, second.ndim):
        return ops.cast(result, ops.unknown())
    return result


def _binary(name):
    def function(x, y, name=None):
        return combine(operation, x, y)

    operation = name
    return function


add = _binary("add")
subtract = _binary("sub")
multiply = multiply_no_nan = _binary("mul")
divide_no_nan = xdivy = xlogy = _binary("mul")
pow = _binary("pow")
maximum = _binary("maximum")
minimum = _binary("minimum")
floordiv = truncatediv = _binary("floor_divide")
mod = floormod = truncatemod = _binary("remainder")
atan2 = _binary("mul")
equal = _binary("eq")
not_equal = _binary("ne")
less = _binary("lt")
less_equal = _binary("le")
greater = _binary("gt")
greater_equal = _binary("ge")


def truediv(x, y, name=None):
    first, second = pair(x, y)
    result = ops.elementwise("div", first, second, strict=True)
    dtype = first.dtype if ops.is_tensor(first) else second.dtype
    return result if dtype == float32 else ops.cast(result, quotient(dtype))


divide = truediv


def squared_difference(x, y, name=None):
    return square(combine("sub", x, y))


def _logical(name):
    def function(x, y, name=None):
        return ops.elementwise(operation, to_tensor(x, bool_), to_tensor(y, bool_))

    operation = name
    return function


logical_and = _logical("logical_and")
logical_or = _logical("logical_or")
logical_xor = _logical("logical_xor")


def logical_not(x, name=None):
    return ops.unary(to_tensor(x, bool_), "logical_not")


def add_n(inputs, name=None):
    parts = tensors_of(inputs)
    total = parts[0]
    for part in parts[1:]:
        total = ops.elementwise("add", total, part, strict=True)
    return total


def _unary(name):
    def function(x, name=None):
        return ops.unary(to_tensor(x), operation, True)

    operation = name
    return function


abs = _unary("abs")
negative = _unary("neg")
sign = _unary("sign")
square = _unary("square")
round = _unary("round")
rint = floor = _unary("floor")
ceil = _unary("ceil")
sqrt = _unary("sqrt")
rsqrt = _unary("rsqrt")
exp = _unary("exp")
expm1 = _unary("expm1")
log = _unary("log")
log1p = _unary("log1p")
sin = _unary("sin")
cos = _unary("cos")
tan = _unary("tan")
asin = _unary("asin")
acos = _unary("acos")
atan = _unary("atan")
sinh = _unary("sinh")
cosh = _unary("cosh")
tanh = _unary("tanh")
asinh = _unary("asinh")
acosh = _unary("acosh")
atanh = _unary("atanh")
sigmoid = _unary("sigmoid")
log_sigmoid = _unary("logsigmoid")
softplus = _unary("softplus")
softsign = _unary("softsign")
erf = _unary("erf")
erfc = _unary("erfc")
erfinv = _unary("erfinv")
lgamma = _unary("lgamma")
digamma = _unary("digamma")
reciprocal = _unary("reciprocal")
is_nan = _unary("isnan")
is_inf = _unary("isinf")
is_finite = _unary("isfinite")


def cast(x, dtype, name=None):
    wanted = as_dtype(dtype)
    return ops.cast(to_tensor(x), ops.unknown() if wanted is None else wanted)


def saturate_cast(value, dtype, name=None):
    return cast(value, dtype)


def bitcast(input, type, name=None):
    return ops.unknown()


def complex(real, imag, name=None):
    first, second = pair(real, imag)
    whole = ops.elementwise("add", first, second, strict=True)
    return ops.cast(whole, complex64 if whole.dtype == float32 else ops.unknown())


def as_string(input, precision=-1, scientific=False, shortest=False, width=-1, fill="", name=None):
    return ops.cast(to_tensor(input), ops.dtype("string"))


def clip_by_value(t, clip_value_min, clip_value_max, name=None):
    tensor = to_tensor(t)
    return ops.cast(ops.clamp(tensor, operand(clip_value_min), operand(clip_value_max)), tensor.dtype)


def clip_by_norm(t, clip_norm, axes=None, name=None):
    return ops.like(to_tensor(t), None)


def global_norm(t_list, name=None):
    return ops.full((), float32)


def clip_by_global_norm(t_list, clip_norm, use_norm=None, name=None):
    return [None if t is None else clip_by_norm(t, clip_norm) for t in t_list], global_norm(t_list)


def where(condition, x=None, y=None, name=None):
    test = to_tensor(condition, bool_)
    if x is None and y is None:
        return ops.full((ops.size("found"), test.ndim), ops.dtype("int64"))
    first, second = pair(x, y)
    if isinstance(second, (int, float)) and not isinstance(x, (int, float)):
        return ops.cast(ops.where(test, first, second), first.dtype)
    if isinstance(first, (int, float)):
        return ops.cast(ops.where(test, first, second), second.dtype)
    result = ops.where(test, first, to_tensor(second))
    return ops.cast(result, first.dtype)
