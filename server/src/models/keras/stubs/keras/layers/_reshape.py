"""Layers that change the axes: reshaping, cropping, padding, repeating."""
from keras._image_format import standard_format
from keras._layer import Layer
from keras._values import tuple_of
from shapeline import ops

__public__ = "keras.layers"


class Flatten(Layer):
    def __init__(self, data_format=None, **kwargs):
        super().__init__(**kwargs)

    def call(self, inputs):
        before = ops.breaks()
        ops.require_axis_count(inputs, 1)
        if ops.breaks() > before:
            return ops.unknown()
        sizes = ops.sizes(inputs)
        if not ops.is_unknown(sizes) and len(sizes) == 1:
            return ops.unsqueeze(inputs, 1)
        return ops.flatten(inputs, 1, -1)


class Reshape(Layer):
    def __init__(self, target_shape, **kwargs):
        super().__init__(**kwargs)
        self.target_shape = (target_shape,) if isinstance(target_shape, int) else tuple(target_shape)

    def call(self, inputs):
        sizes = ops.sizes(inputs)
        if ops.is_unknown(sizes):
            return ops.unknown()
        return ops.reshape(inputs, (sizes[0], *[-1 if size is None else size for size in self.target_shape]))


class Permute(Layer):
    def __init__(self, dims, **kwargs):
        super().__init__(**kwargs)
        self.dims = tuple(dims)

    def call(self, inputs):
        before = ops.breaks()
        ops.require_axis_count(inputs, len(self.dims) + 1, len(self.dims) + 1)
        if ops.breaks() > before:
            return ops.unknown()
        return ops.permute(inputs, (0, *self.dims))


class RepeatVector(Layer):
    def __init__(self, n, **kwargs):
        super().__init__(**kwargs)
        self.n = n

    def call(self, inputs):
        before = ops.breaks()
        ops.require_axis_count(inputs, 2, 2)
        if ops.breaks() > before:
            return ops.unknown()
        sizes = ops.sizes(inputs)
        if ops.is_unknown(sizes):
            return ops.unknown()
        return ops.expand(ops.unsqueeze(inputs, 1), (sizes[0], self.n, sizes[1]))


def _pairs(value, rank):
    """Before and after, for each axis: from one number, one for each, or two for each."""
    if isinstance(value, int):
        return ((value, value),) * rank
    if rank == 1:
        return (tuple(value),)
    return tuple([(each, each) if isinstance(each, int) else tuple(each) for each in value])


class _Resized(Layer):
    """Each axis of space gets another size; batch and channels stay."""

    def __init__(self, rank, data_format, kwargs):
        super().__init__(**kwargs)
        self.rank = rank
        self.data_format = standard_format(data_format)

    def call(self, inputs):
        before = ops.breaks()
        sizes = ops.sizes(inputs)
        # Keras 2 asks less, here and of what is left.
        if ops.second_keras() and (ops.is_unknown(sizes) or len(sizes) != self.rank + 2):
            return ops.unknown()
        ops.require_axis_count(inputs, self.rank + 2, self.rank + 2)
        if ops.breaks() > before or ops.is_unknown(sizes):
            return ops.unknown()
        first = 2 if self.data_format == "channels_first" else 1
        sizes = list(sizes)
        for axis in range(self.rank):
            sizes[first + axis] = self._resized(inputs, first + axis, sizes[first + axis], axis)
        return ops.resized(inputs, sizes)


class _Cropping(_Resized):
    def _resized(self, inputs, at, size, axis):
        cropped = size - self.cropping[axis][0] - self.cropping[axis][1]
        if ops.second_keras():
            return ops.size("cropped") if ops.is_constant(cropped) and cropped <= 0 else cropped
        ops.require_left(inputs, at, cropped)
        return cropped


class Cropping1D(_Cropping):
    def __init__(self, cropping=(1, 1), **kwargs):
        super().__init__(1, None, kwargs)
        self.cropping = _pairs(cropping, 1)


class Cropping2D(_Cropping):
    def __init__(self, cropping=((0, 0), (0, 0)), data_format=None, **kwargs):
        super().__init__(2, data_format, kwargs)
        self.cropping = _pairs(cropping, 2)


class Cropping3D(_Cropping):
    def __init__(self, cropping=((1, 1), (1, 1), (1, 1)), data_format=None, **kwargs):
        super().__init__(3, data_format, kwargs)
        self.cropping = _pairs(cropping, 3)


class _ZeroPadding(_Resized):
    def _resized(self, inputs, at, size, axis):
        return size + self.padding[axis][0] + self.padding[axis][1]


class ZeroPadding1D(_ZeroPadding):
    def __init__(self, padding=1, data_format=None, **kwargs):
        super().__init__(1, data_format, kwargs)
        self.padding = _pairs(padding, 1)


class ZeroPadding2D(_ZeroPadding):
    def __init__(self, padding=(1, 1), data_format=None, **kwargs):
        super().__init__(2, data_format, kwargs)
        self.padding = _pairs(padding, 2)


class ZeroPadding3D(_ZeroPadding):
    def __init__(self, padding=((1, 1), (1, 1), (1, 1)), data_format=None, **kwargs):
        super().__init__(3, data_format, kwargs)
        self.padding = _pairs(padding, 3)


class _UpSampling(_Resized):
    def _resized(self, inputs, at, size, axis):
        return size * self.size[axis]


class UpSampling1D(_UpSampling):
    def __init__(self, size=2, **kwargs):
        super().__init__(1, None, kwargs)
        self.size = (size,) if isinstance(size, int) else tuple(size)


class UpSampling2D(_UpSampling):
    def __init__(self, size=(2, 2), data_format=None, interpolation="nearest", **kwargs):
        super().__init__(2, data_format, kwargs)
        self.size = tuple_of(size, 2)


class UpSampling3D(_UpSampling):
    def __init__(self, size=(2, 2, 2), data_format=None, **kwargs):
        super().__init__(3, data_format, kwargs)
        self.size = tuple_of(size, 3)
