"""From Python data to arrays, and from operations' results to arrays.

`ops.as_array` marks a tensor as NumPy's: its class is then `ndarray`. Numbers stay numbers where they can.
"""
from numpy._dtypes import as_dtype, bool_, float32, float64, integers
from shapeline import ops


def is_number(value):
    return isinstance(value, (int, float))


def _leaf(data):
    while isinstance(data, (list, tuple)) and len(data) > 0:
        data = data[0]
    return data


def to_array(data, dtype=None):
    """Python's floats are doubles here; arrays and tensors keep their type."""
    if not ops.is_tensor(data) and hasattr(data, "__array__"):
        data = data.__array__()
    if ops.is_tensor(data):
        return ops.as_array(data if dtype is None else ops.cast(data, as_dtype(dtype)))
    array = ops.tensor(data, as_dtype(dtype))
    if dtype is None and array.dtype == float32 and not ops.is_tensor(_leaf(data)):
        array = ops.cast(array, float64)
    return ops.as_array(array)


def operand(value):
    """A number or an array."""
    return value if is_number(value) else to_array(value)


def arrays_of(sequence):
    return [to_array(item) for item in sequence]


def sizes_of(shape):
    """A shape given as one number or several."""
    return tuple(shape) if isinstance(shape, (tuple, list)) else (shape,)


def listed(values):
    """Arguments one by one, or as one sequence."""
    return values[0] if len(values) == 1 and isinstance(values[0], (tuple, list)) else values


def full(shape, dtype, value=None):
    if value is None:
        return ops.as_array(ops.full(sizes_of(shape), dtype))
    return ops.as_array(ops.full(sizes_of(shape), dtype, value, value))


def several(results):
    """Each tensor of a tuple or list as an array."""
    return [ops.as_array(result) for result in results]


def of_type(dtype, value=0, *args):
    """`np.float32(x)`: an array of that type, or one number. Whole numbers stay numbers: they may be sizes."""
    if ops.is_unknown(value) or isinstance(value, str):
        return ops.unknown()
    if is_number(value) and ops.is_floating(dtype):
        return full((), dtype, value if ops.is_constant(value) else None)
    if is_number(value):
        return bool(value) if dtype == bool_ else int(value) if dtype in integers else ops.unknown()
    if ops.is_tensor(value) or isinstance(value, (list, tuple)):
        return to_array(value, dtype)
    return ops.unknown()
