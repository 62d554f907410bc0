"""Activations and dropout: functions that keep the shape.

`inplace=True` is followed: the argument itself then holds the result.
"""
from shapeline import ops
from torch._written import written as _written

__public__ = "torch.nn.functional"

# Where a tensor is given for the result, the result is that tensor.
__handed__ = {"out": _written}


def _unary(input, name, inplace):
    result = ops.unary(input, name)
    return ops.assign(input, result) if inplace else result


def relu(input, inplace=False):
    return _unary(input, "relu", inplace)


def relu6(input, inplace=False):
    return _unary(input, "relu6", inplace)


def elu(input, alpha=1.0, inplace=False):
    return _unary(input, "elu", inplace)


def celu(input, alpha=1.0, inplace=False):
    return _unary(input, "celu", inplace)


def selu(input, inplace=False):
    return _unary(input, "selu", inplace)


def silu(input, inplace=False):
    return _unary(input, "silu", inplace)


def mish(input, inplace=False):
    return _unary(input, "mish", inplace)


def hardsigmoid(input, inplace=False):
    return _unary(input, "hardsigmoid", inplace)


def hardswish(input, inplace=False):
    return _unary(input, "hardswish", inplace)


def hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False):
    return _unary(input, "hardtanh", inplace)


def leaky_relu(input, negative_slope=0.01, inplace=False):
    return _unary(input, "leaky_relu", inplace)


def rrelu(input, lower=0.125, upper=0.3333333333333333, training=False, inplace=False):
    return _unary(input, "rrelu", inplace)


def threshold(input, threshold, value, inplace=False):
    return _unary(input, "threshold", inplace)


def relu_(input):
    return _unary(input, "relu", True)


def elu_(input, alpha=1.0):
    return _unary(input, "elu", True)


def celu_(input, alpha=1.0):
    return _unary(input, "celu", True)


def selu_(input):
    return _unary(input, "selu", True)


def leaky_relu_(input, negative_slope=0.01):
    return _unary(input, "leaky_relu", True)


def hardtanh_(input, min_val=-1.0, max_val=1.0):
    return _unary(input, "hardtanh", True)


def rrelu_(input, lower=0.125, upper=0.3333333333333333, training=False):
    return _unary(input, "rrelu", True)


def threshold_(input, threshold, value):
    return _unary(input, "threshold", True)


def gelu(input, approximate="none"):
    return ops.unary(input, "gelu")


def logsigmoid(input):
    return ops.unary(input, "logsigmoid")


def sigmoid(input):
    return ops.unary(input, "sigmoid")


def softplus(input, beta=1, threshold=20):
    return ops.unary(input, "softplus")


def softsign(input):
    return ops.unary(input, "softsign")


def tanh(input):
    return ops.unary(input, "tanh")


def tanhshrink(input):
    return ops.unary(input, "tanhshrink")


def hardshrink(input, lambd=0.5):
    return ops.unary(input, "hardshrink")


def softshrink(input, lambd=0.5):
    return ops.unary(input, "softshrink")


def prelu(input, weight):
    return ops.prelu(input, weight)


def glu(input, dim=-1):
    return ops.glu(input, dim)


def softmax(input, dim=None, _stacklevel=3, dtype=None):
    return ops.softmax(input, dim, dtype)


def softmin(input, dim=None, _stacklevel=3, dtype=None):
    return ops.softmin(input, dim, dtype)


def log_softmax(input, dim=None, _stacklevel=3, dtype=None):
    return ops.log_softmax(input, dim, dtype)


def gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1):
    return ops.softmax(logits, dim, None)


def dropout(input, p=0.5, training=True, inplace=False):
    return _unary(input, "dropout", inplace)


def alpha_dropout(input, p=0.5, training=False, inplace=False):
    return _unary(input, "alpha_dropout", inplace)


def dropout1d(input, p=0.5, training=True, inplace=False):
    ops.require_rank(input, (2, 3))
    return _unary(input, "dropout1d", inplace)


def dropout2d(input, p=0.5, training=True, inplace=False):
    return _unary(input, "dropout2d", inplace)


def dropout3d(input, p=0.5, training=True, inplace=False):
    return _unary(input, "dropout3d", inplace)


def feature_alpha_dropout(input, p=0.5, training=False, inplace=False):
    return _unary(input, "feature_alpha_dropout", inplace)


def normalize(input, p=2.0, dim=1, eps=1e-12, out=None):
    return ops.normalize(input, p, dim, eps)
