"""The `torch` namespace: functions, types, and the switches that change nothing about a shape.

Functions come from `_functions`, one file a family; what stands here is only what has no shape.
"""
from shapeline import ops as _ops
from torch._functions.creation import *
from torch._functions.indexing import *
from torch._functions.layers import *
from torch._functions.matrix import *
from torch._functions.pointwise import *
from torch._functions.reduction import *
from torch._functions.shaping import *
from torch._functions.in_place import *
from torch._tensor import Tensor
from torch._default import get_default_dtype, set_default_dtype, set_default_tensor_type
from torch._dtypes import *
from torch._legacy import *
from torch._switches import *
from torch import (
    amp, autograd, backends, cuda, distributed, distributions, fft, func, functional, hub, jit, linalg, multiprocessing,
    nn, optim, profiler, random, sparse, special, testing, utils, version,
)
from torch._size import Size
from torch.amp import GradScaler, autocast
from torch.func import vmap
from torch.nn.functional import (
    adaptive_avg_pool1d, avg_pool1d, conv1d, conv2d, conv3d, conv_tbc, conv_transpose1d, conv_transpose2d,
    conv_transpose3d, max_pool1d, max_pool2d, max_pool3d, native_channel_shuffle,
)

__version__ = _ops.unknown()
ops = _ops.unknown()
dtype = _ops.unknown()


def numel(self):
    return _ops.numel(self)


def is_tensor(obj):
    return isinstance(obj, Tensor)


def is_floating_point(input):
    return input.dtype.is_floating_point


def is_complex(input):
    return input.dtype.is_complex


def is_nonzero(input):
    return _ops.unknown()


is_same_size = is_signed = is_conj = is_neg = is_inference = is_storage = is_nonzero


def promote_types(type1, type2):
    return _ops.elementwise("add", _ops.full((1,), type1), _ops.full((1,), type2)).dtype


def result_type(tensor1, tensor2):
    return promote_types(_ops.dtype_of(tensor1), _ops.dtype_of(tensor2))


def can_cast(from_, to):
    return _ops.unknown()


# What the program has written to files whose names are known. One of an unknown name may be any of them.
_files = {}


def save(obj, f, pickle_module=None, pickle_protocol=2, _use_new_zipfile_serialization=True):
    if _ops.is_written(f):
        _files[f] = _saved(obj)
    else:
        _files.clear()


def load(f, map_location=None, pickle_module=None, *, weights_only=None, mmap=None, **pickle_load_args):
    return _files[f] if _ops.is_written(f) and f in _files else _ops.unknown()


def _saved(obj):
    """Tensors keep their shapes whatever happens to them later; other objects are not followed."""
    if isinstance(obj, dict):
        return {key: _saved(value) for key, value in obj.items()}
    return obj if isinstance(obj, (Tensor, int, float, str)) else _ops.unknown()


def compile(model=None, *, fullgraph=False, dynamic=None, backend="inductor", mode=None, options=None, disable=False):
    return _transparent if model is None else model


def _transparent(function):
    return function


def typename(obj, /):
    return _ops.unknown()
