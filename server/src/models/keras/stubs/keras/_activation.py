"""Activations by name or as functions, as layers take them."""
from shapeline import ops

__public__ = "keras.activations"

_unary = {
    "celu": "celu", "elu": "elu", "exponential": "exp", "gelu": "gelu", "hard_sigmoid": "hardsigmoid", "hard_silu": "hardswish",
    "hard_swish": "hardswish", "hard_tanh": "hardtanh", "leaky_relu": "leaky_relu", "log_sigmoid": "logsigmoid", "mish": "mish",
    "relu": "relu", "relu6": "relu6", "selu": "selu", "sigmoid": "sigmoid", "silu": "silu", "softplus": "softplus",
    "softsign": "softsign", "swish": "silu", "tanh": "tanh", "tanh_shrink": "tanhshrink", "squareplus": "activation",
    "soft_shrink": "softshrink", "sparse_plus": "activation", "sparse_sigmoid": "activation", "hard_shrink": "hardshrink",
    "threshold": "threshold", "glu": "activation", "sparsemax": "activation",
}


def activate(x, activation):
    """The activation that a layer was made with: a name, a function, or none."""
    if activation is None:
        return x
    if isinstance(activation, str):
        return named(x, activation)
    return activation(x)


def named(x, name):
    if name == "linear":
        return x
    if name == "softmax":
        return ops.softmax(x, -1)
    if name == "log_softmax":
        return ops.log_softmax(x, -1)
    if name == "glu":
        return ops.unknown()
    return ops.unary(x, _unary.get(name, "activation"))
