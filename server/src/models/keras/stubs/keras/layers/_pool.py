"""Pools: sliding ones, those that take the space away whole, and those that adapt to an output size."""
from keras._image_format import standard_format
from keras._layer import Layer
from keras._values import tuple_of
from keras.layers._conv import standard_padding
from shapeline import ops

__public__ = "keras.layers"

_maxima = {1: ops.max_pool1d, 2: ops.max_pool2d, 3: ops.max_pool3d}
_means = {1: ops.avg_pool1d, 2: ops.avg_pool2d, 3: ops.avg_pool3d}


class _Pooling(Layer):
    def __init__(self, rank, pool_size, strides, padding, data_format, name, kwargs):
        super().__init__(name=name, **kwargs)
        self.rank = rank
        self.pool_size = tuple_of(pool_size, rank)
        self.strides = self.pool_size if strides is None else tuple_of(strides, rank)
        self.padding = padding
        self.data_format = standard_format(data_format)

    def _admits(self, inputs):
        before = ops.breaks()
        ops.require_axis_count(inputs, self.rank + 2, self.rank + 2)
        return ops.breaks() == before


class _MaxPooling(_Pooling):
    def call(self, inputs):
        if not self._admits(inputs):
            return ops.unknown()
        return _maxima[self.rank](
            inputs, self.pool_size, self.strides, standard_padding(self.padding), data_format=self.data_format
        )


class _AveragePooling(_Pooling):
    def call(self, inputs):
        if not self._admits(inputs):
            return ops.unknown()
        return _means[self.rank](
            inputs, self.pool_size, self.strides, standard_padding(self.padding), data_format=self.data_format
        )


class MaxPooling1D(_MaxPooling):
    def __init__(self, pool_size=2, strides=None, padding="valid", data_format=None, name=None, **kwargs):
        super().__init__(1, pool_size, strides, padding, data_format, name, kwargs)


class MaxPooling2D(_MaxPooling):
    def __init__(self, pool_size=(2, 2), strides=None, padding="valid", data_format=None, name=None, **kwargs):
        super().__init__(2, pool_size, strides, padding, data_format, name, kwargs)


class MaxPooling3D(_MaxPooling):
    def __init__(self, pool_size=(2, 2, 2), strides=None, padding="valid", data_format=None, name=None, **kwargs):
        super().__init__(3, pool_size, strides, padding, data_format, name, kwargs)


class AveragePooling1D(_AveragePooling):
    def __init__(self, pool_size=2, strides=None, padding="valid", data_format=None, name=None, **kwargs):
        super().__init__(1, pool_size, strides, padding, data_format, name, kwargs)


class AveragePooling2D(_AveragePooling):
    def __init__(self, pool_size=(2, 2), strides=None, padding="valid", data_format=None, name=None, **kwargs):
        super().__init__(2, pool_size, strides, padding, data_format, name, kwargs)


class AveragePooling3D(_AveragePooling):
    def __init__(self, pool_size=(2, 2, 2), strides=None, padding="valid", data_format=None, name=None, **kwargs):
        super().__init__(3, pool_size, strides, padding, data_format, name, kwargs)


class _GlobalPooling(Layer):
    def __init__(self, data_format=None, keepdims=False, **kwargs):
        super().__init__(**kwargs)
        self.data_format = standard_format(data_format)
        self.keepdims = keepdims

    def call(self, inputs, mask=None):
        before = ops.breaks()
        ops.require_axis_count(inputs, self._rank + 2, self._rank + 2)
        if ops.breaks() > before:
            return ops.unknown()
        first = 2 if self.data_format == "channels_first" else 1
        return ops.reduce(self._reduction, inputs, list(range(first, first + self._rank)), self.keepdims)


class GlobalAveragePooling1D(_GlobalPooling):
    _rank = 1
    _reduction = "mean"


class GlobalAveragePooling2D(_GlobalPooling):
    _rank = 2
    _reduction = "mean"


class GlobalAveragePooling3D(_GlobalPooling):
    _rank = 3
    _reduction = "mean"


class GlobalMaxPooling1D(_GlobalPooling):
    _rank = 1
    _reduction = "amax"


class GlobalMaxPooling2D(_GlobalPooling):
    _rank = 2
    _reduction = "amax"


class GlobalMaxPooling3D(_GlobalPooling):
    _rank = 3
    _reduction = "amax"


class _AdaptivePooling(Layer):
    def __init__(self, output_size, data_format=None, **kwargs):
        super().__init__(**kwargs)
        self.output_size = tuple_of(output_size, self._rank)
        self.data_format = standard_format(data_format)

    def call(self, inputs):
        before = ops.breaks()
        ops.require_axis_count(inputs, self._rank + 2, self._rank + 2)
        if ops.breaks() > before:
            return ops.unknown()
        sizes = ops.sizes(inputs)
        if ops.is_unknown(sizes):
            return ops.unknown()
        channels = sizes[1] if self.data_format == "channels_first" else sizes[-1]
        if self.data_format == "channels_first":
            return ops.full((sizes[0], channels, *self.output_size), ops.dtype_of(inputs))
        return ops.full((sizes[0], *self.output_size, channels), ops.dtype_of(inputs))


class AdaptiveAveragePooling1D(_AdaptivePooling):
    _rank = 1


class AdaptiveAveragePooling2D(_AdaptivePooling):
    _rank = 2


class AdaptiveAveragePooling3D(_AdaptivePooling):
    _rank = 3


class AdaptiveMaxPooling1D(_AdaptivePooling):
    _rank = 1


class AdaptiveMaxPooling2D(_AdaptivePooling):
    _rank = 2


class AdaptiveMaxPooling3D(_AdaptivePooling):
    _rank = 3


MaxPool1D = MaxPooling1D
MaxPool2D = MaxPooling2D
MaxPool3D = MaxPooling3D
AvgPool1D = AveragePooling1D
AvgPool2D = AveragePooling2D
AvgPool3D = AveragePooling3D
GlobalAvgPool1D = GlobalAveragePooling1D
GlobalAvgPool2D = GlobalAveragePooling2D
GlobalAvgPool3D = GlobalAveragePooling3D
GlobalMaxPool1D = GlobalMaxPooling1D
GlobalMaxPool2D = GlobalMaxPooling2D
GlobalMaxPool3D = GlobalMaxPooling3D
