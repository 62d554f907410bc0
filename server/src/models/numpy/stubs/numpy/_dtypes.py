"""Data types, what a name or a Python type means as one, and which type comes of two.

Types outside the engine's table (unsigned ones but for bytes, long doubles, text, objects) are not known.
"""
from shapeline import ops

int8 = byte = ops.dtype("int8")
int16 = short = ops.dtype("int16")
int32 = intc = ops.dtype("int32")
int64 = int_ = intp = longlong = ops.dtype("int64")
uint8 = ubyte = ops.dtype("uint8")
float16 = half = ops.dtype("float16")
float32 = single = ops.dtype("float32")
float64 = double = float_ = ops.dtype("float64")
complex64 = csingle = ops.dtype("complex64")
complex128 = cdouble = ops.dtype("complex128")
bool_ = ops.dtype("bool")
uint16 = uint32 = uint64 = uint = longdouble = object_ = str_ = bytes_ = datetime64 = timedelta64 = ops.unknown()

_named = {
    "bool": bool_, "int8": int8, "int16": int16, "int32": int32, "int64": int64, "int": int64, "uint8": uint8, "float16": float16,
    "float32": float32, "float64": float64, "float": float64, "complex64": complex64, "complex128": complex128,
    "f": float32, "f4": float32, "<f4": float32, "d": float64, "f8": float64, "<f8": float64, "i4": int32, "i8": int64, "<i8": int64,
    "u1": uint8, "?": bool_,
}

# In the order in which one swallows the other.
integers = (bool_, uint8, int8, int16, int32, int64)
_floats = (float16, float32, float64)


def as_dtype(value, default=None):
    """The type that an argument named `dtype` asks for."""
    if value is None:
        return default
    if ops.is_dtype(value):
        return value
    if isinstance(value, str):
        return _named.get(value, ops.unknown())
    if value is float:
        return float64
    if value is int:
        return int64
    if value is bool:
        return bool_
    return ops.unknown()


def _is_known(dtype):
    return dtype in integers or dtype in _floats or dtype == complex64 or dtype == complex128


def promote(first, second):
    """Whole numbers of 32 bits and more make doubles of single floats; PyTorch's rules differ."""
    if first == second:
        return first
    if not _is_known(first) or not _is_known(second):
        return ops.unknown()
    if first not in integers and second not in integers:
        return _larger_float(first, second)
    if first in integers and second in integers:
        return int16 if first in (uint8, int8) and second in (uint8, int8) else _later(integers, first, second)
    whole, broken = (first, second) if first in integers else (second, first)
    return _larger_float(broken, float16 if whole in (bool_, uint8, int8) else float32 if whole == int16 else float64)


def _larger_float(first, second):
    if first in _floats and second in _floats:
        return _later(_floats, first, second)
    return complex64 if float64 not in (first, second) and complex128 not in (first, second) else complex128


def _later(order, first, second):
    return first if order.index(first) > order.index(second) else second


def with_number(dtype, number):
    """A Python number gives way to an array's type, unless it is of a larger kind."""
    if not _is_known(dtype):
        return ops.unknown()
    if isinstance(number, bool):
        return dtype
    if isinstance(number, int):
        return int64 if dtype == bool_ else dtype
    if isinstance(number, float):
        return float64 if dtype in integers else dtype
    return ops.unknown()


def floating(dtype):
    """What roots, logarithms and means of this type are."""
    if dtype in (int32, int64):
        return float64
    if dtype in (bool_, uint8, int8):
        return float16
    return float32 if dtype == int16 else dtype


def totalled(dtype):
    """What sums of this type are. Bytes make an unsigned type, which is not known."""
    if dtype == uint8:
        return ops.unknown()
    return int64 if dtype in integers else dtype


class dtype:
    def __new__(cls, dtype, align=False, copy=False):
        return as_dtype(dtype)


class finfo:
    """Limits of a floating type: numbers that no shape depends on."""

    def __init__(self, dtype):
        self.eps = self.max = self.min = self.tiny = self.resolution = self.smallest_normal = ops.unknown()


class iinfo:
    """Limits of an integer type."""

    def __init__(self, type):
        self.max = self.min = self.bits = ops.unknown()
