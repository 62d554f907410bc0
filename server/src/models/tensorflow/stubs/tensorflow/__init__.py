"""The `tensorflow` namespace. Functions come from one file a family; modules of their own (`tf.nn`, `tf.data`, `tf.image`…) are read when
they are first asked for.
"""
from shapeline import ops as _ops
from tensorflow import _running, _selection
from tensorflow._creation import *
from tensorflow._initializers import *
from tensorflow._dtypes import (
    as_dtype, bfloat16, complex128, complex64, double, float16, float32, float64, half, int16, int32, int64, int8, qint16, qint32, qint8,
    quint16, quint8, resource, string, uint16, uint32, uint64, uint8, variant,
)
from tensorflow._pointwise import *
from tensorflow._product import *
from tensorflow._reduction import *
from tensorflow._running import *
from tensorflow._selection import *
from tensorflow._shaping import *
from tensorflow._tensor import Tensor

__version__ = _ops.unknown()
newaxis = None
bool = _ops.dtype("bool")
slice = _selection.slice_
print = _running.print_


class TensorSpec:
    def __init__(self, shape, dtype=float32, name=None):
        self.shape = shape if shape is None else _ops.full([_ops.size("size") if size is None else size for size in shape], dtype).shape
        self.dtype = as_dtype(dtype)
        self.name = name


class Module:
    def __init__(self, name=None):
        self._name = name

    @classmethod
    def with_name_scope(cls, method):
        return method

    @property
    def variables(self):
        return _ops.unknown()

    trainable_variables = non_trainable_variables = submodules = variables


class TypeSpec:
    pass


DType = TensorArray = RaggedTensor = SparseTensor = RaggedTensorSpec = SparseTensorSpec = IndexedSlices = Operation = Graph = _ops.unknown()


def TensorShape(dims):
    if dims is None:
        return _ops.unknown()
    return _ops.full([_ops.size("size") if size is None else size for size in dims], float32).shape


def executing_eagerly():
    return _ops.unknown()


