"""Convolutions: plain, transposed, depthwise and separable. Kernels have the output's channels last; where an input's channels stand is told to the operation."""
from keras._activation import activate
from keras._layer import Layer
from keras._image_format import standard_format
from keras._values import float32, floating, tuple_of
from shapeline import ops

__public__ = "keras.layers"

_convolutions = {1: ops.conv1d, 2: ops.conv2d, 3: ops.conv3d}
_transposed = {1: ops.conv_transpose1d, 2: ops.conv_transpose2d, 3: ops.conv_transpose3d}
_paddings = {"valid": "valid", "same": "same-upper", "causal": "same-upper"}


def standard_padding(padding):
    return _paddings.get(padding.lower(), ops.unknown()) if isinstance(padding, str) else ops.unknown()


def channels_of(shape, data_format):
    """How many channels come in; a definite number that is not known, where the shape does not tell."""
    if not isinstance(shape, tuple) or len(shape) < 2:
        return ops.size("channels")
    channels = shape[1] if data_format == "channels_first" else shape[-1]
    if channels is None:
        ops.check_that(False, "input", "undefined-axis", "1" if data_format == "channels_first" else "-1")
        return ops.size("channels")
    return channels


class _Windowed(Layer):
    """What all convolutions are made with."""

    def _set(self, rank, kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias):
        self.rank = rank
        self.kernel_size = tuple_of(kernel_size, rank)
        self.strides = tuple_of(strides, rank)
        self.padding = padding
        self.data_format = standard_format(data_format)
        self.dilation_rate = tuple_of(dilation_rate, rank)
        self.activation = activation
        self.use_bias = use_bias

    def _admits(self, inputs):
        """A batch comes first, always; in Keras 2 there may be axes of batches behind it."""
        before = ops.breaks()
        if ops.second_keras():
            sizes = ops.sizes(inputs)
            if ops.is_unknown(sizes) or len(sizes) > self.rank + 2:
                return False
        ops.require_axis_count(inputs, self.rank + 2, self.rank + 2)
        return ops.breaks() == before

    def _slide(self, inputs, kernel, bias, groups=1):
        return _convolutions[self.rank](
            floating(inputs), kernel, bias, self.strides, standard_padding(self.padding), self.dilation_rate, groups,
            self.data_format, "channels_last",
        )


class _Conv(_Windowed):
    def __init__(
        self, rank, filters, kernel_size, strides=1, padding="valid", data_format=None, dilation_rate=1, groups=1,
        activation=None, use_bias=True, kwargs={},
    ):
        super().__init__(**kwargs)
        self._set(rank, kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias)
        self.filters = filters
        self.groups = groups
        ops.require_divisible(filters, groups)

    def build(self, input_shape):
        channels = channels_of(input_shape, self.data_format)
        ops.require_divisible(channels, self.groups)
        self.kernel = self.add_weight((*self.kernel_size, channels // self.groups, self.filters))
        self.bias = self.add_weight((self.filters,)) if self.use_bias else None
        self.built = True

    def call(self, inputs):
        if not self._admits(inputs):
            return ops.unknown()
        return activate(self._slide(inputs, self.kernel, self.bias, self.groups), self.activation)


class Conv1D(_Conv):
    def __init__(
        self, filters, kernel_size, strides=1, padding="valid", data_format=None, dilation_rate=1, groups=1,
        activation=None, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros",
        kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,
        bias_constraint=None, **kwargs,
    ):
        super().__init__(
            1, filters, kernel_size, strides, padding, data_format, dilation_rate, groups, activation, use_bias, kwargs
        )


class Conv2D(_Conv):
    def __init__(
        self, filters, kernel_size, strides=(1, 1), padding="valid", data_format=None, dilation_rate=(1, 1), groups=1,
        activation=None, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros",
        kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,
        bias_constraint=None, **kwargs,
    ):
        super().__init__(
            2, filters, kernel_size, strides, padding, data_format, dilation_rate, groups, activation, use_bias, kwargs
        )


class Conv3D(_Conv):
    def __init__(
        self, filters, kernel_size, strides=(1, 1, 1), padding="valid", data_format=None, dilation_rate=(1, 1, 1),
        groups=1, activation=None, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros",
        kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,
        bias_constraint=None, **kwargs,
    ):
        super().__init__(
            3, filters, kernel_size, strides, padding, data_format, dilation_rate, groups, activation, use_bias, kwargs
        )


class _ConvTranspose(_Windowed):
    def __init__(
        self, rank, filters, kernel_size, strides, padding, output_padding, data_format, dilation_rate, activation,
        use_bias, kwargs,
    ):
        super().__init__(**kwargs)
        self._set(rank, kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias)
        self.filters = filters
        self.output_padding = tuple_of(output_padding, rank)

    def build(self, input_shape):
        channels = channels_of(input_shape, self.data_format)
        self.kernel = self.add_weight((*self.kernel_size, self.filters, channels))
        self.bias = self.add_weight((self.filters,)) if self.use_bias else None
        self.built = True

    def call(self, inputs):
        if not self._admits(inputs):
            return ops.unknown()
        outputs = _transposed[self.rank](
            floating(inputs), self.kernel, self.bias, self.strides, standard_padding(self.padding), self.output_padding,
            1, self.dilation_rate, self.data_format, "channels_last",
        )
        return activate(outputs, self.activation)


class Conv1DTranspose(_ConvTranspose):
    def __init__(
        self, filters, kernel_size, strides=1, padding="valid", output_padding=None, data_format=None, dilation_rate=1,
        activation=None, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros",
        kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,
        bias_constraint=None, **kwargs,
    ):
        super().__init__(
            1, filters, kernel_size, strides, padding, output_padding, data_format, dilation_rate, activation, use_bias,
            kwargs,
        )


class Conv2DTranspose(_ConvTranspose):
    def __init__(
        self, filters, kernel_size, strides=(1, 1), padding="valid", output_padding=None, data_format=None,
        dilation_rate=(1, 1), activation=None, use_bias=True, kernel_initializer="glorot_uniform",
        bias_initializer="zeros", kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None,
        kernel_constraint=None, bias_constraint=None, **kwargs,
    ):
        super().__init__(
            2, filters, kernel_size, strides, padding, output_padding, data_format, dilation_rate, activation, use_bias,
            kwargs,
        )


class Conv3DTranspose(_ConvTranspose):
    def __init__(
        self, filters, kernel_size, strides=(1, 1, 1), padding="valid", data_format=None, output_padding=None,
        dilation_rate=(1, 1, 1), activation=None, use_bias=True, kernel_initializer="glorot_uniform",
        bias_initializer="zeros", kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None,
        kernel_constraint=None, bias_constraint=None, **kwargs,
    ):
        super().__init__(
            3, filters, kernel_size, strides, padding, output_padding, data_format, dilation_rate, activation, use_bias,
            kwargs,
        )


class _DepthwiseConv(_Windowed):
    """A kernel for each channel: a convolution in as many groups."""

    def __init__(
        self, rank, kernel_size, strides, padding, depth_multiplier, data_format, dilation_rate, activation, use_bias,
        kwargs,
    ):
        super().__init__(**kwargs)
        self._set(rank, kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias)
        self.depth_multiplier = depth_multiplier

    def build(self, input_shape):
        channels = channels_of(input_shape, self.data_format)
        self.kernel = self.add_weight((*self.kernel_size, channels, self.depth_multiplier))
        self.bias = self.add_weight((channels * self.depth_multiplier,)) if self.use_bias else None
        self._channels = channels
        self._grouped = ops.full((*self.kernel_size, 1, channels * self.depth_multiplier), float32)
        self.built = True

    def call(self, inputs):
        if not self._admits(inputs):
            return ops.unknown()
        return activate(self._slide(inputs, self._grouped, self.bias, self._channels), self.activation)


class DepthwiseConv1D(_DepthwiseConv):
    def __init__(
        self, kernel_size, strides=1, padding="valid", depth_multiplier=1, data_format=None, dilation_rate=1,
        activation=None, use_bias=True, depthwise_initializer="glorot_uniform", bias_initializer="zeros",
        depthwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, depthwise_constraint=None,
        bias_constraint=None, **kwargs,
    ):
        super().__init__(
            1, kernel_size, strides, padding, depth_multiplier, data_format, dilation_rate, activation, use_bias, kwargs
        )


class DepthwiseConv2D(_DepthwiseConv):
    def __init__(
        self, kernel_size, strides=(1, 1), padding="valid", depth_multiplier=1, data_format=None, dilation_rate=(1, 1),
        activation=None, use_bias=True, depthwise_initializer="glorot_uniform", bias_initializer="zeros",
        depthwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, depthwise_constraint=None,
        bias_constraint=None, **kwargs,
    ):
        super().__init__(
            2, kernel_size, strides, padding, depth_multiplier, data_format, dilation_rate, activation, use_bias, kwargs
        )


class _SeparableConv(_Windowed):
    """A kernel for each channel, then one place wide over all of them."""

    def __init__(
        self, rank, filters, kernel_size, strides, padding, data_format, dilation_rate, depth_multiplier, activation,
        use_bias, kwargs,
    ):
        super().__init__(**kwargs)
        self._set(rank, kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias)
        self.filters = filters
        self.depth_multiplier = depth_multiplier

    def build(self, input_shape):
        channels = channels_of(input_shape, self.data_format)
        deep = channels * self.depth_multiplier
        self.depthwise_kernel = self.add_weight((*self.kernel_size, channels, self.depth_multiplier))
        self.pointwise_kernel = self.add_weight((*((1,) * self.rank), deep, self.filters))
        self.bias = self.add_weight((self.filters,)) if self.use_bias else None
        self._channels = channels
        self._grouped = ops.full((*self.kernel_size, 1, deep), float32)
        self.built = True

    def call(self, inputs):
        if not self._admits(inputs):
            return ops.unknown()
        deep = self._slide(inputs, self._grouped, None, self._channels)
        outputs = _convolutions[self.rank](
            deep, self.pointwise_kernel, self.bias, 1, "valid", 1, 1, self.data_format, "channels_last"
        )
        return activate(outputs, self.activation)


class SeparableConv1D(_SeparableConv):
    def __init__(
        self, filters, kernel_size, strides=1, padding="valid", data_format=None, dilation_rate=1, depth_multiplier=1,
        activation=None, use_bias=True, depthwise_initializer="glorot_uniform", pointwise_initializer="glorot_uniform",
        bias_initializer="zeros", depthwise_regularizer=None, pointwise_regularizer=None, bias_regularizer=None,
        activity_regularizer=None, depthwise_constraint=None, pointwise_constraint=None, bias_constraint=None, **kwargs,
    ):
        super().__init__(
            1, filters, kernel_size, strides, padding, data_format, dilation_rate, depth_multiplier, activation,
            use_bias, kwargs,
        )


class SeparableConv2D(_SeparableConv):
    def __init__(
        self, filters, kernel_size, strides=(1, 1), padding="valid", data_format=None, dilation_rate=(1, 1),
        depth_multiplier=1, activation=None, use_bias=True, depthwise_initializer="glorot_uniform",
        pointwise_initializer="glorot_uniform", bias_initializer="zeros", depthwise_regularizer=None,
        pointwise_regularizer=None, bias_regularizer=None, activity_regularizer=None, depthwise_constraint=None,
        pointwise_constraint=None, bias_constraint=None, **kwargs,
    ):
        super().__init__(
            2, filters, kernel_size, strides, padding, data_format, dilation_rate, depth_multiplier, activation,
            use_bias, kwargs,
        )


Convolution1D = Conv1D
Convolution2D = Conv2D
Convolution3D = Conv3D
Convolution1DTranspose = Conv1DTranspose
Convolution2DTranspose = Deconvolution2D = Conv2DTranspose
Convolution3DTranspose = Conv3DTranspose
SeparableConvolution1D = SeparableConv1D
SeparableConvolution2D = SeparableConv2D
