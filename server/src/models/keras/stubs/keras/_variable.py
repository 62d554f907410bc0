"""Variables outside layers: of numbers, or of what an initialiser makes in a shape."""
from keras._values import dtype_of, float32, to_tensor
from shapeline import ops

__public__ = "keras"


def Variable(initializer, shape=None, dtype=None, trainable=True, autocast=True, aggregation="none", synchronization="auto", name=None):
    if shape is not None:
        value = ops.full(tuple(shape), dtype_of(dtype, float32))
    elif callable(initializer) and not ops.is_tensor(initializer):
        value = ops.unknown()
    else:
        value = to_tensor(ops.tensor(initializer, None) if isinstance(initializer, (int, float, list)) else initializer)
        value = value if dtype is None else ops.cast(value, dtype_of(dtype))
    return ops.parameter(value, trainable, True) if ops.is_tensor(value) else ops.unknown()
