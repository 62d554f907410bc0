"""Layers that put several tensors together, and the functions of the same names."""
from keras._layer import Layer
from keras._values import floating
from shapeline import ops

__public__ = "keras.layers"


def _same_rank(inputs):
    """Axes are put in behind the batch where some have fewer."""
    ranks = [0 if ops.is_unknown(ops.sizes(each)) else len(ops.sizes(each)) for each in inputs]
    most = max(ranks)
    if 0 in ranks or min(ranks) == most:
        return inputs
    level = []
    for each, rank in zip(inputs, ranks):
        for missing in range(most - rank):
            each = ops.unsqueeze(each, 1)
        level.append(each)
    return level


class _Merge(Layer):
    def call(self, inputs):
        if not isinstance(inputs, (list, tuple)):
            return ops.unknown()
        inputs = _same_rank(list(inputs))
        output = inputs[0]
        for each in inputs[1:]:
            output = ops.elementwise(self._operator, output, each)
        if len(inputs) == 1:
            return ops.unary(output, "merge")
        return output


class Add(_Merge):
    _operator = "add"


class Subtract(_Merge):
    _operator = "sub"


class Multiply(_Merge):
    _operator = "mul"


class Average(_Merge):
    _operator = "add"

    def call(self, inputs):
        return floating(super().call(inputs))


class Maximum(_Merge):
    _operator = "maximum"


class Minimum(_Merge):
    _operator = "minimum"


class Concatenate(Layer):
    def __init__(self, axis=-1, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis

    def call(self, inputs):
        if not isinstance(inputs, (list, tuple)):
            return ops.unknown()
        return ops.cat(list(inputs), self.axis)


class Dot(Layer):
    """Products along one axis of each; the first axes are one batch."""

    def __init__(self, axes, normalize=False, **kwargs):
        super().__init__(**kwargs)
        self.axes = axes
        self.normalize = normalize

    def call(self, inputs):
        if not isinstance(inputs, (list, tuple)) or len(inputs) != 2:
            return ops.unknown()
        first, second = inputs
        left, right = ops.sizes(first), ops.sizes(second)
        if ops.is_unknown(left) or ops.is_unknown(right):
            return ops.unknown()
        wanted = (self.axes, self.axes) if isinstance(self.axes, int) else tuple(self.axes)
        axes = tuple([axis if axis >= 0 else axis + len(sizes) for axis, sizes in zip(wanted, (left, right))])
        before = ops.breaks()
        ops.require_axis_count(first, axes[0] + 1)
        ops.require_axis_count(second, axes[1] + 1)
        if ops.breaks() > before:
            return ops.unknown()
        ops.match_axes(second, first, axes[1], axes[0], "second input,first")
        rest = [size for axis, size in enumerate(left) if axis != axes[0]]
        others = [size for axis, size in enumerate(right) if axis not in (0, axes[1])]
        sizes = [*rest, *others]
        if len(sizes) == 1:
            sizes.append(1)
        return ops.full(sizes, ops.dtype_of(first))


def add(inputs, **kwargs):
    return Add(**kwargs)(inputs)


def subtract(inputs, **kwargs):
    return Subtract(**kwargs)(inputs)


def multiply(inputs, **kwargs):
    return Multiply(**kwargs)(inputs)


def average(inputs, **kwargs):
    return Average(**kwargs)(inputs)


def maximum(inputs, **kwargs):
    return Maximum(**kwargs)(inputs)


def minimum(inputs, **kwargs):
    return Minimum(**kwargs)(inputs)


def concatenate(inputs, axis=-1, **kwargs):
    return Concatenate(axis=axis, **kwargs)(inputs)


def dot(inputs, axes=-1, **kwargs):
    return Dot(axes=axes, **kwargs)(inputs)
