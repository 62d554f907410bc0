"""Functions that make arrays from sizes, ranges and data. Files are not read."""
from numpy._core import full as _filled
from numpy._core import is_number, to_array
from numpy._dtypes import as_dtype, float64, int64
from shapeline import ops

__all__ = [
    "arange", "array", "asanyarray", "asarray", "asarray_chkfinite", "ascontiguousarray", "asfortranarray", "bartlett",
    "blackman", "copy", "empty", "empty_like", "eye", "frombuffer", "fromfile", "fromfunction", "fromiter",
    "fromstring", "full", "full_like", "genfromtxt", "geomspace", "hamming", "hanning", "identity", "indices",
    "linspace", "load", "loadtxt", "logspace", "memmap", "ones", "ones_like", "save", "savetxt", "savez",
    "savez_compressed", "set_printoptions", "seterr", "tri", "zeros", "zeros_like",
]


def array(object, dtype=None, *, copy=True, order="K", subok=False, ndmin=0, like=None):
    result = to_array(object, dtype)
    for _ in range(ndmin):
        if result.ndim < ndmin:
            result = ops.as_array(ops.unsqueeze(result, 0))
    return result


def asarray(a, dtype=None, order=None, *, device=None, copy=None, like=None):
    return to_array(a, dtype)


asanyarray = ascontiguousarray = asfortranarray = asarray_chkfinite = asarray


def copy(a, order="K", subok=False):
    return to_array(a)


def _constant(value):
    def function(shape, dtype=None, order="C", *, device=None, like=None):
        return _filled(shape, as_dtype(dtype, float64), value)

    return function


zeros = _constant(0.0)
ones = _constant(1.0)
empty = _constant(None)


def full(shape, fill_value, dtype=None, order="C", *, device=None, like=None):
    kind = as_dtype(dtype, float64 if isinstance(fill_value, float) else int64 if isinstance(fill_value, int) else to_array(fill_value).dtype)
    return _filled(shape, kind, fill_value if is_number(fill_value) else None)


def _alike(a, dtype=None, order="K", subok=True, shape=None, *, device=None):
    model = to_array(a)
    return _filled(model.shape if shape is None else shape, as_dtype(dtype, model.dtype))


zeros_like = ones_like = empty_like = _alike


def full_like(a, fill_value, dtype=None, order="K", subok=True, shape=None, *, device=None):
    return _alike(a, dtype, shape=shape)


def arange(start, stop=None, step=1, dtype=None, *, device=None, like=None):
    if stop is None:
        start, stop = 0, start
    result = ops.arange(start, stop, step)
    kind = float64 if isinstance(start, float) or isinstance(stop, float) or isinstance(step, float) else int64
    return ops.as_array(ops.cast(result, as_dtype(dtype, kind)))


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None):
    several = [to_array(end).shape for end in (start, stop) if not is_number(end)]
    if any([len(sizes) > 0 for sizes in several]):
        return ops.unknown() if axis != 0 or retstep else _rows(num, several, as_dtype(dtype, float64))
    result = ops.as_array(ops.linspace(0.0, 1.0, num, as_dtype(dtype, float64)))
    return (result, ops.unknown()) if retstep else result


def _rows(num, shapes, dtype):
    """Between arrays there is a row for each step."""
    ends = ops.broadcast_tensors([ops.full(shape, dtype) for shape in shapes])
    return _filled((num, *ends[0].shape), dtype)


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    return linspace(start, stop, num, dtype=dtype, axis=axis)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    return linspace(start, stop, num, dtype=dtype, axis=axis)


def eye(N, M=None, k=0, dtype=float64, order="C", *, device=None, like=None):
    return ops.as_array(ops.eye(N, M, as_dtype(dtype)))


def identity(n, dtype=None, *, like=None):
    return eye(n, dtype=as_dtype(dtype, float64))


def tri(N, M=None, k=0, dtype=float64, *, like=None):
    return eye(N, M, dtype=dtype)


def fromfunction(function, shape, *, dtype=float64, like=None, **kwargs):
    return ops.unknown()


load = loadtxt = genfromtxt = fromiter = frombuffer = fromfile = fromstring = memmap = fromfunction


def save(file, arr, *args, **kwargs):
    return None


savez = savez_compressed = savetxt = set_printoptions = seterr = save


def _window(M):
    return _filled((M,), float64)


hanning = hamming = blackman = bartlett = _window


def indices(dimensions, dtype=int64, sparse=False):
    return _filled((len(dimensions), *dimensions), as_dtype(dtype))
