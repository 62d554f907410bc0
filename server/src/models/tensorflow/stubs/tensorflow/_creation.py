"""Functions that make tensors from sizes, ranges and data."""
from shapeline import ops
from tensorflow._core import filled, operand, sizes_of, to_tensor
from tensorflow._dtypes import as_dtype, float32, float64, int32, int64

__public__ = "tf"

__all__ = [
    "constant", "convert_to_tensor", "eye", "fill", "identity", "linspace", "one_hot", "ones", "ones_like", "range", "sequence_mask",
    "zeros", "zeros_like",
]


def constant(value, dtype=None, shape=None, name="Const"):
    result = to_tensor(value, as_dtype(dtype))
    if shape is None:
        return result
    if isinstance(value, (int, float)):
        return filled(shape, result.dtype, value, value)
    return ops.reshape(result, sizes_of(shape))


def convert_to_tensor(value, dtype=None, dtype_hint=None, name=None):
    return to_tensor(value, as_dtype(dtype))


def identity(input, name=None):
    return to_tensor(input)


def _constant(value):
    def function(shape, dtype=float32, name=None, layout=None):
        return filled(shape, as_dtype(dtype), value, value)

    return function


zeros = _constant(0.0)
ones = _constant(1.0)


def _alike(input, dtype=None, name=None, layout=None):
    return ops.like(to_tensor(input), as_dtype(dtype))


zeros_like = ones_like = _alike


def fill(dims, value, name=None, layout=None):
    return filled(dims, to_tensor(value).dtype)


def range(start, limit=None, delta=1, dtype=None, name="range"):
    if limit is None:
        start, limit = 0, start
    result = ops.arange(_bound(start), _bound(limit), _bound(delta), numbered=False)
    if dtype is not None:
        return ops.cast(result, as_dtype(dtype))
    for each in (start, limit, delta):
        if isinstance(each, float):
            return ops.cast(result, float32)
        if not isinstance(each, int):
            return ops.cast(result, each.dtype if ops.is_tensor(each) else ops.unknown())
    return ops.cast(result, int32)


def _bound(value):
    return ops.unknown() if ops.is_tensor(value) else value


def linspace(start, stop, num, name=None, axis=0):
    first, last = operand(start), operand(stop)
    if ops.is_tensor(first) or ops.is_tensor(last):
        return ops.unknown()
    return ops.linspace(0.0, 1.0, num, float32 if isinstance(start, float) else float64)


def eye(num_rows, num_columns=None, batch_shape=None, dtype=float32, name=None):
    if batch_shape is None:
        return ops.eye(num_rows, num_columns, as_dtype(dtype))
    return filled([*batch_shape, num_rows, num_rows if num_columns is None else num_columns], as_dtype(dtype))


def one_hot(indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None):
    given = to_tensor(indices)
    ops.require_dtype(given, "integer")
    wanted = float32
    if dtype is not None:
        wanted = as_dtype(dtype)
    elif on_value is not None:
        wanted = to_tensor(on_value).dtype
    elif off_value is not None:
        wanted = to_tensor(off_value).dtype
    encoded = ops.one_hot(ops.cast(given, int64), ops.unknown() if ops.is_tensor(depth) else depth, bounded=False)
    if axis is not None and axis != -1:
        encoded = ops.movedim(encoded, -1, axis)
    return ops.cast(encoded, wanted)


def sequence_mask(lengths, maxlen=None, dtype=ops.dtype("bool"), name=None):
    given = to_tensor(lengths)
    widest = ops.size("longest") if maxlen is None or ops.is_tensor(maxlen) else maxlen
    return ops.cast(ops.expand(ops.unsqueeze(given, -1), [*given.shape, widest]), as_dtype(dtype))
