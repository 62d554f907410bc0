"""Data types, and what a name or a Python type means as one. Unsigned types but for bytes, and the quantised ones, are not known."""
from shapeline import ops

__public__ = "tf"

int8 = ops.dtype("int8")
int16 = ops.dtype("int16")
int32 = ops.dtype("int32")
int64 = ops.dtype("int64")
uint8 = ops.dtype("uint8")
float16 = half = ops.dtype("float16")
bfloat16 = ops.dtype("bfloat16")
float32 = ops.dtype("float32")
float64 = double = ops.dtype("float64")
complex64 = ops.dtype("complex64")
complex128 = ops.dtype("complex128")
bool_ = ops.dtype("bool")
string = ops.dtype("string")
uint16 = uint32 = uint64 = qint8 = qint16 = qint32 = quint8 = quint16 = resource = variant = ops.unknown()

_named = {
    "bool": bool_, "int8": int8, "int16": int16, "int32": int32, "int64": int64, "uint8": uint8, "float16": float16,
    "half": float16, "bfloat16": bfloat16, "float32": float32, "float": float32, "float64": float64, "double": float64,
    "complex64": complex64, "complex128": complex128, "string": string,
}


def as_dtype(value, default=None):
    """The type that an argument named `dtype` asks for."""
    if value is None:
        return default
    if ops.is_dtype(value):
        return value
    if isinstance(value, str):
        return _named.get(value, ops.unknown())
    if value is float:
        return float32
    if value is bool:
        return bool_
    return ops.unknown()


def quotient(dtype):
    """What `/` makes of a type."""
    if dtype in (int32, int64):
        return float64
    return float32 if dtype in (uint8, int8, int16) else dtype
