"""Activations as functions of tensors."""
from keras._activation import activate, named
from keras._values import to_tensor
from shapeline import ops

__public__ = "keras.activations"


def _activation(name):
    def function(x, *args, **kwargs):
        return named(to_tensor(x), name)

    return function


celu = _activation("celu")
elu = _activation("elu")
exponential = _activation("exponential")
gelu = _activation("gelu")
glu = _activation("glu")
hard_shrink = _activation("hard_shrink")
hard_sigmoid = _activation("hard_sigmoid")
hard_silu = hard_swish = _activation("hard_silu")
hard_tanh = _activation("hard_tanh")
leaky_relu = _activation("leaky_relu")
log_sigmoid = _activation("log_sigmoid")
mish = _activation("mish")
relu = _activation("relu")
relu6 = _activation("relu6")
selu = _activation("selu")
sigmoid = _activation("sigmoid")
silu = swish = _activation("silu")
soft_shrink = _activation("soft_shrink")
softplus = _activation("softplus")
softsign = _activation("softsign")
sparse_plus = _activation("sparse_plus")
sparse_sigmoid = _activation("sparse_sigmoid")
sparsemax = _activation("sparsemax")
squareplus = _activation("squareplus")
tanh = _activation("tanh")
tanh_shrink = _activation("tanh_shrink")
threshold = _activation("threshold")


def linear(x):
    return to_tensor(x)


def softmax(x, axis=-1):
    return ops.softmax(to_tensor(x), axis)


def log_softmax(x, axis=-1):
    return ops.log_softmax(to_tensor(x), axis)


_functions = {
    "celu": celu, "elu": elu, "exponential": exponential, "gelu": gelu, "glu": glu, "hard_shrink": hard_shrink,
    "hard_sigmoid": hard_sigmoid, "hard_silu": hard_silu, "hard_swish": hard_silu, "hard_tanh": hard_tanh, "leaky_relu": leaky_relu,
    "linear": linear, "log_sigmoid": log_sigmoid, "log_softmax": log_softmax, "mish": mish, "relu": relu, "relu6": relu6,
    "selu": selu, "sigmoid": sigmoid, "silu": silu, "soft_shrink": soft_shrink, "softmax": softmax, "softplus": softplus,
    "softsign": softsign, "sparse_plus": sparse_plus, "sparse_sigmoid": sparse_sigmoid, "sparsemax": sparsemax,
    "squareplus": squareplus, "swish": silu, "tanh": tanh, "tanh_shrink": tanh_shrink, "threshold": threshold,
}


def get(identifier):
    if identifier is None:
        return linear
    if isinstance(identifier, str):
        return _functions.get(identifier, ops.unknown())
    return identifier


def serialize(activation):
    return ops.unknown()


def deserialize(config, custom_objects=None):
    return ops.unknown()
