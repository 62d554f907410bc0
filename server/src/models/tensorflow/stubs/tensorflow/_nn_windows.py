"""Convolutions and pools of `tf.nn`: kernels have the output's channels last; strides are one number, or one for each axis."""
from shapeline import ops
from tensorflow._core import pair, to_tensor

__public__ = "tf.nn"

_convolutions = {1: ops.conv1d, 2: ops.conv2d, 3: ops.conv3d}
_maxima = {1: ops.max_pool1d, 2: ops.max_pool2d, 3: ops.max_pool3d}
_means = {1: ops.avg_pool1d, 2: ops.avg_pool2d, 3: ops.avg_pool3d}


def _format(data_format):
    if data_format is None:
        return "channels_last"
    if not isinstance(data_format, str):
        return ops.unknown()
    return "channels_first" if data_format.startswith("NC") else "channels_last"


def _spatial(values, rank, data_format):
    """One for each axis of space, of a list that names the batch and the channels as well."""
    if not isinstance(values, (list, tuple)):
        return values
    if len(values) == rank + 2:
        return list(values[2:]) if _format(data_format) == "channels_first" else list(values[1:-1])
    return list(values)


def _padding(padding):
    if not isinstance(padding, str):
        return ops.unknown()
    return {"SAME": "same-upper", "VALID": "valid"}.get(padding, ops.unknown())


def _conv(rank, input, filters, strides, padding, data_format, dilations):
    image, kernel = pair(input, filters)
    ops.require_rank(image, [rank + 2])
    if not isinstance(padding, str):
        return ops.unknown()
    channels = image.shape[1] if _format(data_format) == "channels_first" else image.shape[-1]
    held = kernel.shape[-2]
    groups = channels // held if ops.is_constant(channels) and ops.is_constant(held) and held > 0 and channels % held == 0 else 1
    return _convolutions[rank](
        image, kernel, None, _spatial(strides, rank, data_format), _padding(padding),
        1 if dilations is None else _spatial(dilations, rank, data_format), groups, _format(data_format), "channels_last",
    )


def conv1d(input, filters, stride, padding, data_format="NWC", dilations=None, name=None):
    return _conv(1, input, filters, stride, padding, data_format, dilations)


def conv2d(input, filters, strides, padding, data_format="NHWC", dilations=None, name=None):
    return _conv(2, input, filters, strides, padding, data_format, dilations)


def conv3d(input, filters, strides, padding, data_format="NDHWC", dilations=None, name=None):
    return _conv(3, input, filters, strides, padding, data_format, dilations)


def atrous_conv2d(value, filters, rate, padding, name=None):
    return _conv(2, value, filters, 1, padding, None, rate)


def convolution(input, filters, strides=None, padding="VALID", data_format=None, dilations=None, name=None):
    rank = len(to_tensor(filters).shape) - 2
    if not ops.is_constant(rank) or rank not in _convolutions:
        return ops.unknown()
    return _conv(rank, input, filters, 1 if strides is None else strides, padding, data_format, dilations)


def conv_transpose(input, filters, output_shape, strides, padding="SAME", data_format=None, dilations=None, name=None):
    """The output's shape is asked for."""
    return ops.full(output_shape, to_tensor(input).dtype)


conv1d_transpose = conv2d_transpose = conv3d_transpose = conv_transpose


def depthwise_conv2d(input, filter, strides, padding, data_format=None, dilations=None, name=None):
    """A kernel (height, width, channels, multiplier): a convolution in as many groups as channels."""
    image, kernel = pair(input, filter)
    ops.require_rank(image, [4])
    height, width, channels, multiplier = kernel.shape
    ops.require_channels(image, channels)
    grouped = ops.full((height, width, 1, channels * multiplier), kernel.dtype)
    return _convolutions[2](
        image, grouped, None, _spatial(strides, 2, data_format), _padding(padding), 1 if dilations is None else dilations, channels,
        _format(data_format), "channels_last",
    )


def separable_conv2d(input, depthwise_filter, pointwise_filter, strides, padding, data_format=None, dilations=None, name=None):
    deep = depthwise_conv2d(input, depthwise_filter, strides, padding, data_format, dilations)
    return _conv(2, deep, pointwise_filter, 1, "VALID", data_format, None)


def _pool(functions, rank, input, ksize, strides, padding, data_format):
    image = to_tensor(input)
    ops.require_rank(image, [rank + 2])
    return functions[rank](
        image, _spatial(ksize, rank, data_format), _spatial(strides, rank, data_format), _padding(padding), data_format=_format(data_format),
    )


def max_pool1d(input, ksize, strides, padding, data_format="NWC", name=None):
    return _pool(_maxima, 1, input, ksize, strides, padding, data_format)


def max_pool2d(input, ksize, strides, padding, data_format="NHWC", name=None):
    return _pool(_maxima, 2, input, ksize, strides, padding, data_format)


def max_pool3d(input, ksize, strides, padding, data_format="NDHWC", name=None):
    return _pool(_maxima, 3, input, ksize, strides, padding, data_format)


def avg_pool1d(input, ksize, strides, padding, data_format="NWC", name=None):
    return _pool(_means, 1, input, ksize, strides, padding, data_format)


def avg_pool2d(input, ksize, strides, padding, data_format="NHWC", name=None):
    return _pool(_means, 2, input, ksize, strides, padding, data_format)


def avg_pool3d(input, ksize, strides, padding, data_format="NDHWC", name=None):
    return _pool(_means, 3, input, ksize, strides, padding, data_format)


def _rank_of(input):
    rank = len(to_tensor(input).shape) - 2
    return rank if ops.is_constant(rank) and rank in _maxima else 2


def max_pool(input, ksize, strides, padding, data_format=None, name=None):
    return _pool(_maxima, _rank_of(input), input, ksize, strides, padding, data_format)


def avg_pool(input, ksize, strides, padding, data_format=None, name=None):
    return _pool(_means, _rank_of(input), input, ksize, strides, padding, data_format)


def pool(input, window_shape, pooling_type, strides=None, padding="VALID", data_format=None, dilations=None, name=None):
    functions = _maxima if pooling_type == "MAX" else _means
    return _pool(functions, _rank_of(input), input, window_shape, 1 if strides is None else strides, padding, data_format)


def depth_to_space(input, block_size, data_format="NHWC", name=None):
    image = to_tensor(input)
    ops.require_rank(image, [4])
    if data_format != "NHWC":
        return ops.unknown()
    batch, height, width, channels = image.shape
    ops.require_divisible(channels, block_size * block_size)
    return ops.full((batch, height * block_size, width * block_size, channels // (block_size * block_size)), image.dtype)


def space_to_depth(input, block_size, data_format="NHWC", name=None):
    image = to_tensor(input)
    ops.require_rank(image, [4])
    if data_format != "NHWC":
        return ops.unknown()
    batch, height, width, channels = image.shape
    ops.require_divisible(height, block_size)
    ops.require_divisible(width, block_size)
    return ops.full((batch, height // block_size, width // block_size, channels * block_size * block_size), image.dtype)


def __getattr__(name):
    """So is what few programs ask for."""
    from tensorflow import _nn_further

    return getattr(_nn_further, name, ops.unknown())
