"""What Keras says of the library below it."""
from keras._legacy_backend import *
from keras._naming import clear_names
from keras._values import shapes_of
from shapeline import ops

__public__ = "keras.backend"


def clear_session(free_memory=True):
    clear_names()


def backend():
    return "tensorflow"


def image_data_format():
    return "channels_last"


def set_image_data_format(data_format):
    return None


def floatx():
    return "float32"


def set_floatx(value):
    return None


def epsilon():
    return 1e-07


def set_epsilon(value):
    return None


def int_shape(x):
    return shapes_of(x)


def shape(x):
    return ops.sizes(x)


def ndim(x):
    return len(x.shape)


def is_keras_tensor(x):
    return ops.is_symbolic(x)


def get_uid(prefix=""):
    return ops.size("uid")


def is_float_dtype(dtype):
    return ops.unknown()


is_int_dtype = standardize_dtype = result_type = get_value = set_value = learning_phase = is_float_dtype
