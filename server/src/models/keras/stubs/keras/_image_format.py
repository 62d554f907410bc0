"""Where the channels of images stand where a layer is not told: `set_image_data_format` changes it."""

__public__ = "keras.backend"

_chosen = ["channels_last"]


def image_data_format():
    return _chosen[0]


def set_image_data_format(data_format):
    _chosen[0] = data_format


def set_image_dim_ordering(dim_ordering):
    """Keras 1 named the formats after Theano and TensorFlow."""
    _chosen[0] = "channels_first" if dim_ordering == "th" else "channels_last"


def standard_format(data_format):
    return _chosen[0] if data_format is None else data_format


def is_last(data_format=None):
    return standard_format(data_format) == "channels_last"
