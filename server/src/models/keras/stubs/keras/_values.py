"""Between what a program hands to a layer and tensors; shapes with None for what may be any size."""
from shapeline import ops

_axis_names = {1: ("N",), 2: ("T", "C"), 3: ("H", "W", "C"), 4: ("D", "H", "W", "C")}

# All symbolic tensors have one batch: those that meet in a layer have the same.
_batch = ops.any_size("B")

float32 = ops.dtype("float32")
int64 = ops.dtype("int64")

_named = {
    name: ops.dtype(name)
    for name in (
        "bool", "int8", "int16", "int32", "int64", "uint8", "float16", "bfloat16", "float32", "float64", "complex64",
        "complex128", "string",
    )
}


def dtype_of(value, default=None):
    """The type that an argument named `dtype` asks for; of a policy it is not known."""
    if value is None:
        return default
    if isinstance(value, str):
        return _named.get(value, ops.unknown())
    if not ops.is_unknown(value) and ops.is_dtype(value):
        return value
    return ops.unknown()


def batch_size():
    return _batch


def any_sizes(batch_shape):
    """Sizes of a symbolic tensor: None is any size."""
    shape = tuple(batch_shape)
    names = _axis_names.get(len(shape) - 1, ("N",) * len(shape))
    sizes = []
    for axis, size in enumerate(shape):
        if size is None:
            sizes.append(_batch if axis == 0 else ops.any_size(names[axis - 1]))
        else:
            sizes.append(size)
    return tuple(sizes)


def to_tensor(value):
    """Arrays become tensors; doubles become the type that layers compute in. Tensors within lists and dictionaries alike."""
    if ops.is_tensor(value):
        return ops.as_tensor(value)
    if isinstance(value, tuple):
        return tuple([to_tensor(each) for each in value])
    if isinstance(value, list):
        if len(value) > 0 and isinstance(value[0], (int, float)):
            return ops.tensor(value, None)
        return [to_tensor(each) for each in value]
    if isinstance(value, dict):
        return {key: to_tensor(each) for key, each in value.items()}
    return value


def floating(tensor):
    """As layers cast what comes in: whole numbers and doubles to single precision."""
    dtype = ops.dtype_of(tensor)
    if ops.is_unknown(dtype) or dtype == float32:
        return tensor
    if dtype in (_named["float16"], _named["bfloat16"]):
        return tensor
    return ops.cast(tensor, float32)


_policy = ["float32"]


def set_policy(policy):
    """In which floats layers compute that are made from here on: of another type than float32 it is left open."""
    _policy[0] = policy
    ops.mixed_precision(not computes_in_singles(policy))


def layer_dtype(dtype):
    if dtype is None:
        return "float32" if computes_in_singles(_policy[0]) else ops.unknown()
    return dtype


def computes_in_singles(policy):
    return isinstance(policy, str) and policy == "float32"


def any_floats(value):
    """The same, in floats of a type that is not known."""
    if ops.is_tensor(value):
        dtype = ops.dtype_of(value)
        return ops.cast(value, ops.unknown()) if not ops.is_unknown(dtype) and ops.is_floating(dtype) else value
    if isinstance(value, tuple):
        return tuple([any_floats(each) for each in value])
    if isinstance(value, list):
        return [any_floats(each) for each in value]
    if isinstance(value, dict):
        return {key: any_floats(each) for key, each in value.items()}
    return value


def singles(tensor):
    """As arrays come out of `fit`: fractions in single precision."""
    dtype = ops.dtype_of(tensor)
    return ops.cast(tensor, float32) if not ops.is_unknown(dtype) and dtype != float32 and ops.is_floating(dtype) else tensor


def autocast(value):
    """As layers get what they are called on: doubles in single precision, in tensors and in lists and dictionaries of them."""
    if ops.is_tensor(value):
        dtype = ops.dtype_of(value)
        return ops.cast(value, float32) if not ops.is_unknown(dtype) and dtype == _named["float64"] else value
    if isinstance(value, tuple):
        return tuple([autocast(each) for each in value])
    if isinstance(value, list):
        return [autocast(each) for each in value]
    if isinstance(value, dict):
        return {key: autocast(each) for key, each in value.items()}
    return value


def as_loss_operand(value, is_second):
    """As losses of the program's own get it. Keras 2 leaves whole numbers as they are: what they are there is left open."""
    if not ops.is_tensor(value):
        return value
    dtype = ops.dtype_of(value)
    if ops.is_unknown(dtype) or dtype == float32:
        return value
    return ops.cast(value, ops.unknown() if is_second else float32)


def shapes_of(value):
    """The shape of a tensor, with None for what may be any size; of nested tensors, nested so."""
    if ops.is_tensor(value):
        return tuple(value.shape)
    if isinstance(value, tuple):
        return tuple([shapes_of(each) for each in value])
    if isinstance(value, list):
        return [shapes_of(each) for each in value]
    if isinstance(value, dict):
        return {key: shapes_of(each) for key, each in value.items()}
    return None


def single(values):
    """Several values as a list, one as itself."""
    return values[0] if len(values) == 1 else values


def flat(value):
    return list(ops.tensors_in(value))


def tuple_of(value, count):
    """A number for each axis, or one for all."""
    if value is None:
        return None
    return (value,) * count if isinstance(value, int) else tuple(value)
