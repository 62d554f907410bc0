"""The floating type that new tensors have where none is asked for: `torch.set_default_dtype` changes it."""
from shapeline import ops

__public__ = "torch"

_chosen = [None]


def set_default_dtype(d, /):
    _chosen[0] = d


def set_default_tensor_type(t, /):
    _chosen[0] = ops.unknown()


def get_default_dtype():
    return ops.dtype("float32") if _chosen[0] is None else _chosen[0]


def or_default(dtype):
    return _chosen[0] if dtype is None else dtype


def literal(data, dtype):
    """A tensor of given numbers: floats get the default type."""
    result = ops.tensor(data, dtype)
    if dtype is None and _chosen[0] is not None and result.dtype == ops.dtype("float32"):
        return ops.cast(result, _chosen[0])
    return result
