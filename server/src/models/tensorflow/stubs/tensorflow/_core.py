"""From Python data and NumPy's arrays to tensors."""
from shapeline import ops
from tensorflow._dtypes import as_dtype, int32

__public__ = "tf"


def is_number(value):
    return isinstance(value, (int, float))


def refuse_symbolic(value):
    """Keras 3 keeps its symbolic tensors from functions that are not its own, but within layers."""
    if ops.meets_symbolic(value) and ops.surely_third_keras() and not ops.is_guarded():
        ops.check_call(False, "tensor", "symbolic-in-tensorflow")


def to_tensor(value, dtype=None):
    """Whole numbers have 32 bits; arrays keep their type, or take the one that is asked for."""
    if ops.is_tensor(value):
        refuse_symbolic(value)
        if ops.is_array(value):
            return ops.as_tensor(value if dtype is None else ops.cast(value, dtype))
        return value
    return ops.tensor(value, dtype, int32)


_like_numpy = [False]


def behave_like_numpy():
    """Tensors of different types are then combined by rules that are not followed here."""
    _like_numpy[0] = True


def operand(value):
    """A number or a tensor."""
    return value if isinstance(value, (int, float)) else to_tensor(value)


def pair(x, y):
    """Two operands: what is no tensor takes the type of the other; of two that are none, the second that of the first, but whole numbers take no fractions."""
    if _like_numpy[0]:
        return ops.unknown(), ops.unknown()
    refuse_symbolic([x, y])
    if ops.is_tensor(x) and not ops.is_array(x):
        if isinstance(y, (int, float)) or (ops.is_tensor(y) and not ops.is_array(y)):
            return x, y
        return x, to_tensor(y, x.dtype)
    if ops.is_tensor(y) and not ops.is_array(y):
        return (x if isinstance(x, (int, float)) else to_tensor(x, y.dtype)), y
    first = to_tensor(x)
    if isinstance(y, (int, float)):
        return first, y
    return first, to_tensor(y, first.dtype if ops.is_floating(first.dtype) else None)


def tensors_of(values):
    """A list of tensors of the type that the first real tensor has; one tensor is the list of its rows."""
    if ops.is_tensor(values):
        return list(ops.unbind(to_tensor(values), 0))
    dtype = None
    for value in values:
        if dtype is None and ops.is_tensor(value) and not ops.is_array(value):
            dtype = value.dtype
    return [to_tensor(value, dtype) for value in values]


def sizes_of(shape):
    """A shape given as a list, as `tf.shape(x)`, or as one number."""
    return [shape] if isinstance(shape, int) else shape


def dynamic_sizes(tensor):
    """Sizes as they are at the time of running: a symbolic axis has one too."""
    sizes = ops.sizes(tensor)
    return tensor.shape if ops.is_unknown(sizes) else sizes


def filled(shape, dtype, low=None, high=None):
    sizes = sizes_of(shape)
    return ops.full(sizes, dtype) if low is None else ops.full(sizes, dtype, low, high)


def axes_of(axis):
    """An axis, or several; a tensor's value is not known."""
    return ops.unknown() if ops.is_tensor(axis) else axis


def mapped(function, structure):
    """The function on every tensor of nested tuples, lists and dictionaries."""
    if isinstance(structure, dict):
        return {key: mapped(function, value) for key, value in structure.items()}
    if isinstance(structure, tuple):
        return tuple([mapped(function, value) for value in structure])
    if isinstance(structure, list):
        return [mapped(function, value) for value in structure]
    return function(structure)
