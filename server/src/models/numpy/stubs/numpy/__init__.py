"""NumPy, where it meets tensors: arrays are tensors whose class is `ndarray`, with doubles where Python has floats."""
from numpy import linalg, random
from numpy._array import ndarray
from numpy._creating import *
from numpy._dtypes import (
    bool_, byte, bytes_, cdouble, complex128, complex64, csingle, datetime64, double, dtype, finfo, float16, float32, float64,
    float_, half, iinfo, int16, int32, int64, int8, int_, intc, intp, longdouble, longlong, object_, short, single, str_,
    timedelta64, ubyte, uint, uint16, uint32, uint64, uint8,
)
from numpy._pointwise import *
from numpy._reducing import *
from numpy._shaping import *
from shapeline import ops

newaxis = None
pi = 3.141592653589793
e = 2.718281828459045
inf = float("inf")
nan = float("nan")

# Their names are Python's own: they come last.
bool = bool_
long = int64


def isscalar(element):
    return isinstance(element, (int, float, complex, str))


def iterable(y):
    return ops.unknown()


class generic:
    pass


class number(generic):
    pass


integer = floating = inexact = signedinteger = number
