"""`keras.ops`: NumPy's functions on tensors of any backend, and those of networks. Types are converted; what they become is said only where it is plain."""
from keras.ops._further import *
from keras.ops._joining import *
from shapeline import ops
from tensorflow._core import dynamic_sizes, sizes_of, to_tensor
from tensorflow._selection import require_indices

__public__ = "keras.ops"

float32 = ops.dtype("float32")
int32 = ops.dtype("int32")
_bool = ops.dtype("bool")
_named = {
    name: ops.dtype(name)
    for name in ("bool", "int8", "int16", "int32", "int64", "uint8", "float16", "bfloat16", "float32", "float64", "complex64", "complex128")
}


def _typed(dtype, default=None):
    if dtype is None:
        return default
    if isinstance(dtype, str):
        return _named.get(dtype, ops.unknown())
    return dtype if ops.is_dtype(dtype) else ops.unknown()


def _operand(value):
    return value if isinstance(value, (int, float)) else to_tensor(value)


def _plain(result, first, second):
    """The common type where both have it, or where a number meets a tensor of floats."""
    kinds = [value.dtype for value in (first, second) if ops.is_tensor(value)]
    sure = ops.is_floating(kinds[0]) if len(kinds) == 1 else kinds[0] == kinds[1] and ops.is_floating(kinds[0])
    return result if sure == True else ops.cast(result, ops.unknown())


def _binary(name):
    def function(x1, x2):
        first, second = _operand(x1), _operand(x2)
        if not ops.is_tensor(first) and not ops.is_tensor(second):
            first = to_tensor(first)
        return _plain(ops.elementwise(operation, first, second), first, second)

    operation = name
    return function


add = _binary("add")
subtract = _binary("sub")
multiply = _binary("mul")
divide = true_divide = divide_no_nan = _binary("div")
power = _binary("pow")
maximum = _binary("maximum")
minimum = _binary("minimum")
mod = _binary("remainder")
floor_divide = _binary("floor_divide")
arctan2 = _binary("arctan2")
logaddexp = _binary("logaddexp")


def _comparison(name):
    def function(x1, x2):
        first, second = _operand(x1), _operand(x2)
        return ops.elementwise(operation, first, second) if ops.is_tensor(first) or ops.is_tensor(second) else ops.unknown()

    operation = name
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


def _unary(name, keeps=False):
    def function(x, *args, **kwargs):
        tensor = to_tensor(x)
        result = ops.unary(tensor, operation)
        return result if keeps or ops.is_floating(tensor.dtype) else ops.cast(result, ops.unknown())

    operation = name
    return function


absolute = abs = _unary("abs", True)
negative = _unary("neg", True)
sign = _unary("sign", True)
square = _unary("square")
round = _unary("round")
floor = _unary("floor")
ceil = _unary("ceil")
sqrt = _unary("sqrt")
rsqrt = _unary("rsqrt")
exp = _unary("exp")
expm1 = _unary("expm1")
log = _unary("log")
log1p = _unary("log1p")
log2 = _unary("log2")
log10 = _unary("log10")
sin = _unary("sin")
cos = _unary("cos")
tan = _unary("tan")
arcsin = _unary("asin")
arccos = _unary("acos")
arctan = _unary("atan")
sinh = _unary("sinh")
cosh = _unary("cosh")
tanh = _unary("tanh")
erf = _unary("erf")
reciprocal = _unary("reciprocal")
relu = _unary("relu")
relu6 = _unary("relu6")
sigmoid = _unary("sigmoid")
elu = _unary("elu")
selu = _unary("selu")
gelu = _unary("gelu")
silu = swish = _unary("silu")
softplus = _unary("softplus")
softsign = _unary("softsign")
leaky_relu = hard_sigmoid = hard_silu = hard_swish = hard_tanh = _unary("relu")
log_sigmoid = _unary("logsigmoid")
isnan = _unary("isnan", True)
isinf = _unary("isinf", True)
isfinite = _unary("isfinite", True)
logical_not = _unary("logical_not", True)


def softmax(x, axis=-1):
    return ops.softmax(to_tensor(x), axis)


def log_softmax(x, axis=-1):
    return ops.log_softmax(to_tensor(x), axis)


def clip(x, x_min, x_max):
    tensor = to_tensor(x)
    return ops.cast(ops.clamp(tensor, x_min, x_max), tensor.dtype)


def where(condition, x1=None, x2=None):
    if x1 is None:
        return ops.unknown()
    first, second = _operand(x1), _operand(x2)
    result = ops.where(ops.cast(to_tensor(condition), _bool), first, second)
    return _plain(result, first, second) if ops.is_tensor(first) or ops.is_tensor(second) else ops.cast(result, ops.unknown())


# Shapes.
def shape(x):
    """Sizes, even of axes that may have any: a layer computes with them."""
    return tuple(dynamic_sizes(to_tensor(x)))


def size(x):
    return ops.numel(to_tensor(x))


def ndim(x):
    return len(to_tensor(x).shape)


def reshape(x, newshape):
    return ops.reshape(to_tensor(x), sizes_of(newshape))


def transpose(x, axes=None):
    tensor = to_tensor(x)
    return ops.permute(tensor, tuple(range(len(tensor.shape) - 1, -1, -1)) if axes is None else axes)


def expand_dims(x, axis):
    tensor = to_tensor(x)
    for each in sorted(axis) if isinstance(axis, (tuple, list)) else [axis]:
        tensor = ops.unsqueeze(tensor, each)
    return tensor


def squeeze(x, axis=None):
    return ops.squeeze(to_tensor(x), axis, True)


def ravel(x):
    return ops.flatten(to_tensor(x), 0, -1)


def moveaxis(x, source, destination):
    return ops.movedim(to_tensor(x), source, destination)


def swapaxes(x, axis1, axis2):
    return ops.transpose(to_tensor(x), axis1, axis2)


def broadcast_to(x, shape):
    return ops.expand(to_tensor(x), sizes_of(shape))


def flip(x, axis=None):
    return ops.like(to_tensor(x), None) if axis is None else ops.flip(to_tensor(x), axis)


def roll(x, shift, axis=None):
    return ops.like(to_tensor(x), None) if axis is None else ops.roll(to_tensor(x), shift, axis)


def tile(x, repeats):
    return ops.tile(to_tensor(x), sizes_of(repeats))


def repeat(x, repeats, axis=None):
    return ops.repeat_interleave(ravel(x) if axis is None else to_tensor(x), repeats, 0 if axis is None else axis)


def take(x, indices, axis=None):
    tensor, picked = to_tensor(x), to_tensor(indices)
    if axis is None:
        tensor, axis = ops.reshape(tensor, (-1,)), 0
    if not isinstance(axis, int):
        return ops.unknown()
    require_indices(tensor, axis, picked)
    if axis < 0:
        return ops.index(tensor, (..., picked, *[slice(None) for _ in range(-axis - 1)]))
    return ops.index(tensor, (*[slice(None) for _ in range(axis)], picked))


def take_along_axis(x, indices, axis=None):
    return ops.take_along_dim(to_tensor(x), ops.cast(to_tensor(indices), ops.dtype("int64")), axis)


def tril(x, k=0):
    return ops.tril(to_tensor(x), k)


def triu(x, k=0):
    return ops.triu(to_tensor(x), k)


def diag(x, k=0):
    return ops.diag(to_tensor(x), k)


# Reductions.
def _reduced(name, dtype=None):
    def function(x, axis=None, keepdims=False, *args, **kwargs):
        tensor = to_tensor(x)
        kind = wanted if wanted is not None else tensor.dtype if ops.is_floating(tensor.dtype) == True else ops.unknown()
        return ops.cast(ops.like(tensor, None), kind) if axis in ((), []) else ops.reduce(operation, tensor, axis, keepdims, kind)

    operation, wanted = name, dtype
    return function


sum = _reduced("sum")
mean = average = _reduced("mean")
prod = _reduced("prod")
std = _reduced("std")
var = _reduced("var")
max = amax = _reduced("amax")
min = amin = _reduced("amin")
all = _reduced("all", _bool)
any = _reduced("any", _bool)
logsumexp = _reduced("logsumexp")
median = _reduced("median")


def argmax(x, axis=None, keepdims=False):
    return ops.cast(ops.reduce("argmax", to_tensor(x), axis, keepdims), ops.unknown())


def argmin(x, axis=None, keepdims=False):
    return ops.cast(ops.reduce("argmin", to_tensor(x), axis, keepdims), ops.unknown())


def norm(x, ord=None, axis=None, keepdims=False):
    return ops.reduce("norm", to_tensor(x), axis, keepdims, ops.unknown())


def cumsum(x, axis=None, dtype=None):
    return ops.cumsum(ravel(x) if axis is None else to_tensor(x), 0 if axis is None else axis, ops.unknown())


cumprod = cumsum


def sort(x, axis=-1):
    values, _ = ops.sort(ravel(x), 0) if axis is None else ops.sort(to_tensor(x), axis)
    return values


def argsort(x, axis=-1):
    return ops.cast(ops.argsort(ravel(x), 0) if axis is None else ops.argsort(to_tensor(x), axis), int32)


def top_k(x, k, sorted=True):
    values, indices = ops.topk(to_tensor(x), k)
    return values, ops.cast(indices, int32)


def normalize(x, axis=-1, order=2, epsilon=None):
    return ops.like(to_tensor(x), None)


def moments(x, axes, keepdims=False, synchronized=False):
    mean_ = ops.reduce("amax", to_tensor(x), axes, keepdims)
    return mean_, ops.like(mean_, None)


# Products.
def matmul(x1, x2):
    first, second = to_tensor(x1), to_tensor(x2)
    return ops.matmul(first, second if first.dtype == second.dtype else ops.cast(second, ops.unknown()))


def einsum(subscripts, *operands, **kwargs):
    return ops.einsum(subscripts, [to_tensor(each) for each in operands])


def tensordot(x1, x2, axes=2):
    return ops.tensordot(to_tensor(x1), to_tensor(x2), axes)


def outer(x1, x2):
    return ops.outer(ravel(x1), ravel(x2))


# Creation and conversion.
def _constant(value):
    def function(shape, dtype=None):
        return ops.full(sizes_of(shape), _typed(dtype, float32), value, value)

    return function


zeros = _constant(0.0)
ones = _constant(1.0)


def full(shape, fill_value, dtype=None):
    return ops.full(sizes_of(shape), _typed(dtype, ops.unknown()))


def _alike(x, dtype=None):
    return ops.like(to_tensor(x), _typed(dtype))


zeros_like = ones_like = _alike


def full_like(x, fill_value, dtype=None):
    return _alike(x, dtype)


def arange(start, stop=None, step=1, dtype=None):
    if stop is None:
        start, stop = 0, start
    return ops.cast(ops.arange(start, stop, step, numbered=False), _typed(dtype, ops.unknown()))


def eye(N, M=None, k=0, dtype=None):
    return ops.eye(N, M, _typed(dtype, float32))


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    return ops.unknown() if retstep or ops.is_tensor(start) or ops.is_tensor(stop) else ops.linspace(0.0, 1.0, num, _typed(dtype, float32))


def one_hot(x, num_classes, axis=-1, dtype=None, sparse=False):
    encoded = ops.one_hot(ops.cast(to_tensor(x), ops.dtype("int64")), num_classes, bounded=False)
    return ops.cast(encoded if axis == -1 else ops.movedim(encoded, -1, axis), _typed(dtype, float32))


def cast(x, dtype):
    return ops.cast(to_tensor(x), _typed(dtype, ops.unknown()))


def convert_to_tensor(x, dtype=None, sparse=None, ragged=None):
    tensor = to_tensor(x)
    return tensor if dtype is None else ops.cast(tensor, _typed(dtype))


def convert_to_numpy(x):
    return ops.as_array(to_tensor(x))


array = convert_to_tensor


def copy(x):
    return to_tensor(x)


def stop_gradient(variable):
    return to_tensor(variable)


def is_tensor(x):
    return ops.is_tensor(x)


def cond(pred, true_fn, false_fn):
    return ops.either([true_fn(), false_fn()])


def __getattr__(name):
    return ops.unknown()
