"""The functions of tensors that `keras.backend` had before `keras.ops`, which losses and `Lambda` layers of older programs are written in."""
from keras import ops, random as _random
from keras._values import to_tensor
from shapeline import ops as _ops

__public__ = "keras.backend"

__all__ = [
    "abs", "all", "any", "argmax", "argmin", "batch_flatten", "cast", "cast_to_floatx", "clip", "concatenate", "constant", "cos", "elu", "equal",
    "exp", "expand_dims", "flatten", "gather", "greater", "greater_equal", "hard_sigmoid", "l2_normalize", "less", "less_equal", "log", "logsumexp",
    "max", "maximum", "mean", "min", "minimum", "not_equal", "ones", "ones_like", "permute_dimensions", "pow", "prod", "random_normal",
    "random_uniform", "relu", "reshape", "round", "sigmoid", "sign", "sin", "softmax", "softplus", "sqrt", "square", "squeeze", "stack",
    "std", "stop_gradient", "sum", "tanh", "tile", "transpose", "var", "variable", "zeros", "zeros_like",
]

abs, cos, exp, log, round, sigmoid, sign, sin, softplus = ops.abs, ops.cos, ops.exp, ops.log, ops.round, ops.sigmoid, ops.sign, ops.sin, ops.softplus
sqrt, square, tanh, ones_like, zeros_like = ops.sqrt, ops.square, ops.tanh, ops.ones_like, ops.zeros_like
equal, not_equal, greater, greater_equal = ops.equal, ops.not_equal, ops.greater, ops.greater_equal
less, less_equal, maximum, minimum = ops.less, ops.less_equal, ops.maximum, ops.minimum


def sum(x, axis=None, keepdims=False):
    return ops.sum(x, axis=axis, keepdims=keepdims)


def mean(x, axis=None, keepdims=False):
    return ops.mean(x, axis=axis, keepdims=keepdims)


def max(x, axis=None, keepdims=False):
    return ops.max(x, axis=axis, keepdims=keepdims)


def min(x, axis=None, keepdims=False):
    return ops.min(x, axis=axis, keepdims=keepdims)


def prod(x, axis=None, keepdims=False):
    return ops.prod(x, axis=axis, keepdims=keepdims)


def std(x, axis=None, keepdims=False):
    return ops.std(x, axis=axis, keepdims=keepdims)


def var(x, axis=None, keepdims=False):
    return ops.var(x, axis=axis, keepdims=keepdims)


def all(x, axis=None, keepdims=False):
    return ops.all(x, axis=axis, keepdims=keepdims)


def any(x, axis=None, keepdims=False):
    return ops.any(x, axis=axis, keepdims=keepdims)


def logsumexp(x, axis=None, keepdims=False):
    return ops.logsumexp(x, axis=axis, keepdims=keepdims)


def argmax(x, axis=-1):
    return _ops.cast(ops.argmax(x, axis=axis), _ops.dtype("int64"))


def argmin(x, axis=-1):
    return _ops.cast(ops.argmin(x, axis=axis), _ops.dtype("int64"))


def cast(x, dtype):
    return ops.cast(x, dtype)


def cast_to_floatx(x):
    return ops.cast(x, "float32")


def clip(x, min_value, max_value):
    return ops.clip(x, min_value, max_value)


def concatenate(tensors, axis=-1):
    return ops.concatenate(tensors, axis=axis)


def stack(x, axis=0):
    return ops.stack(x, axis=axis)


def constant(value, dtype=None, shape=None, name=None):
    return ops.convert_to_tensor(value, dtype=dtype) if shape is None else _ops.unknown()


def variable(value, dtype=None, name=None, constraint=None):
    return ops.convert_to_tensor(value, dtype=dtype)


def expand_dims(x, axis=-1):
    return ops.expand_dims(x, axis)


def squeeze(x, axis):
    return ops.squeeze(x, axis)


def flatten(x):
    return ops.reshape(x, (-1,))


def batch_flatten(x):
    x = to_tensor(x)
    return ops.reshape(x, (x.shape[0], -1)) if x.shape[0] is not None else _ops.unknown()


def gather(reference, indices):
    return ops.take(reference, indices, axis=0)


def l2_normalize(x, axis=None):
    return ops.multiply(x, 1.0)


def ones(shape, dtype=None, name=None):
    return ops.ones(shape, dtype=dtype or "float32")


def zeros(shape, dtype=None, name=None):
    return ops.zeros(shape, dtype=dtype or "float32")


def permute_dimensions(x, pattern):
    return ops.transpose(x, axes=pattern)


def transpose(x):
    return ops.transpose(x)


def pow(x, a):
    return ops.power(x, a)


def random_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    return _random.normal(shape, mean=mean, stddev=stddev, dtype=dtype)


def random_uniform(shape, minval=0.0, maxval=1.0, dtype=None, seed=None):
    return _random.uniform(shape, minval=minval, maxval=maxval, dtype=dtype)


def reshape(x, shape):
    return ops.reshape(x, shape)


def relu(x, alpha=0.0, max_value=None, threshold=0.0):
    return ops.relu(x)


def elu(x, alpha=1.0):
    return ops.elu(x)


def hard_sigmoid(x):
    return ops.hard_sigmoid(x)


def softmax(x, axis=-1):
    return ops.softmax(x, axis=axis)


def stop_gradient(variables):
    return ops.stop_gradient(variables)


def tile(x, n):
    return ops.tile(x, n)
