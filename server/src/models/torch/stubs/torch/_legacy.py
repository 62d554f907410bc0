"""Typed tensor constructors such as `torch.LongTensor`: sizes as ints or a `torch.Size`, or data.

They are functions here, since no tensor is ever an instance of one in the interpreter.
"""
from shapeline import ops
from torch._size import Size

__public__ = "torch"


def made(data, dtype):
    if len(data) == 0:
        return ops.full((0,), dtype)
    if isinstance(data[0], int):
        return ops.full(data, dtype)
    if not _is_data(data[0]) and isinstance(data[0], Size):
        return ops.full(data[0], dtype)
    return ops.tensor(data[0], dtype)


def _is_data(first):
    """Sizes are whole numbers: a tuple of others is no shape."""
    return isinstance(first, tuple) and len(first) > 0 and type(first[0]) is not int


def _typed(name):
    def function(*data, device=None):
        return made(data, ops.dtype(name))

    return function


FloatTensor = _typed("float32")
DoubleTensor = _typed("float64")
HalfTensor = _typed("float16")
BFloat16Tensor = _typed("bfloat16")
LongTensor = _typed("int64")
IntTensor = _typed("int32")
ShortTensor = _typed("int16")
CharTensor = _typed("int8")
ByteTensor = _typed("uint8")
BoolTensor = _typed("bool")
