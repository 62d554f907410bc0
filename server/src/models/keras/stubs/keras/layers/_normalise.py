"""Normalisations of batches, features, groups and units."""
from keras._layer import Layer
from keras._values import floating
from shapeline import ops

__public__ = "keras.layers"


def _axes_of(axis):
    return [axis] if isinstance(axis, int) else list(axis)


def _sizes_at(shape, axes):
    """The sizes that a weight has one value for; a definite number that is not known, where the shape does not tell."""
    if not isinstance(shape, tuple):
        return tuple([ops.size("features") for axis in axes])
    sizes = []
    for axis in axes:
        if axis >= len(shape) or axis < -len(shape):
            ops.require_axis_count(ops.full(len(shape) * (1,), ops.dtype("float32")), axis + 1 if axis >= 0 else -axis)
            sizes.append(ops.size("features"))
        else:
            size = shape[axis]
            if size is None:
                ops.check_that(False, "input", "undefined-axis", str(axis))
                size = ops.size("features")
            sizes.append(size)
    return tuple(sizes)


class BatchNormalization(Layer):
    def __init__(
        self, axis=-1, momentum=0.99, epsilon=1e-3, center=True, scale=True, beta_initializer="zeros",
        gamma_initializer="ones", moving_mean_initializer="zeros", moving_variance_initializer="ones",
        beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None, synchronized=False,
        renorm=False, renorm_clipping=None, renorm_momentum=0.99, **kwargs,
    ):
        super().__init__(**kwargs)
        self.axis = axis[0] if isinstance(axis, (list, tuple)) and len(axis) == 1 else axis
        self.center = center
        self.scale = scale

    def build(self, input_shape):
        shape = _sizes_at(input_shape, _axes_of(self.axis))
        self._rank = len(input_shape) if isinstance(input_shape, tuple) else None
        self.gamma = self.add_weight(shape) if self.scale else None
        self.beta = self.add_weight(shape) if self.center else None
        self.moving_mean = self.add_weight(shape, trainable=False)
        self.moving_variance = self.add_weight(shape, trainable=False)
        self.built = True

    def call(self, inputs, training=None, mask=None):
        x = floating(inputs)
        if self._rank is not None:
            before = ops.breaks()
            ops.require_axis_count(x, self._rank, self._rank)
            if ops.breaks() > before:
                return ops.unknown()
        last = self.axis == -1 or (self._rank is not None and self.axis == self._rank - 1)
        if last or self.axis == 1:
            return ops.batch_norm(
                x, self.moving_mean, self.moving_variance, data_format="channels_last" if last else "channels_first"
            )
        if isinstance(self.axis, int):
            ops.require_axis_size(x, self.axis, self.moving_mean.shape[0])
        return ops.unary(x, "batch_norm")


class SyncBatchNormalization(BatchNormalization):
    pass


class _FeatureNormalization(Layer):
    def build(self, input_shape):
        shape = _sizes_at(input_shape, _axes_of(self.axis))
        self._normalized = shape
        self.gamma = self.add_weight(shape) if self.scale else None
        self.beta = self.add_weight(shape) if self.center else None
        self.built = True

    def call(self, inputs):
        x = floating(inputs)
        axes = _axes_of(self.axis)
        for axis, size in zip(axes, self._normalized):
            ops.require_axis_size(x, axis, size)
        return ops.unary(x, "layer_norm")


class LayerNormalization(_FeatureNormalization):
    def __init__(
        self, axis=-1, epsilon=1e-3, center=True, scale=True, beta_initializer="zeros", gamma_initializer="ones",
        beta_regularizer=None, gamma_regularizer=None, beta_constraint=None, gamma_constraint=None, **kwargs,
    ):
        super().__init__(**kwargs)
        self.axis = axis
        self.center = center
        self.scale = scale


class RMSNormalization(_FeatureNormalization):
    def __init__(self, axis=-1, epsilon=1e-6, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis
        self.center = False
        self.scale = True


class GroupNormalization(Layer):
    def __init__(
        self, groups=32, axis=-1, epsilon=1e-3, center=True, scale=True, beta_initializer="zeros",
        gamma_initializer="ones", beta_regularizer=None, gamma_regularizer=None, beta_constraint=None,
        gamma_constraint=None, **kwargs,
    ):
        super().__init__(**kwargs)
        self.groups = groups
        self.axis = axis
        self.center = center
        self.scale = scale

    def build(self, input_shape):
        shape = _sizes_at(input_shape, _axes_of(self.axis))
        if self.groups == -1:
            self.groups = shape[0]
        ops.require_least(shape[0], self.groups)
        ops.require_divisible(shape[0], self.groups)
        self._channels = shape[0]
        self.gamma = self.add_weight(shape) if self.scale else None
        self.beta = self.add_weight(shape) if self.center else None
        self.built = True

    def call(self, inputs):
        x = floating(inputs)
        ops.require_axis_size(x, self.axis, self._channels)
        return ops.unary(x, "group_norm")


class UnitNormalization(Layer):
    def __init__(self, axis=-1, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis

    def call(self, inputs):
        return ops.unary(floating(inputs), "normalize")


class SpectralNormalization(Layer):
    def __init__(self, layer, power_iterations=1, **kwargs):
        super().__init__(**kwargs)
        self.layer = layer
        self.power_iterations = power_iterations

    def call(self, inputs, training=False):
        return self.layer(inputs, training=training)
