"""The class of arrays: what can be asked of one, and its operators. Instances are made by primitives only."""
from numpy import _pointwise, _reducing, _shaping
from numpy._core import listed, several, to_array
from numpy._dtypes import as_dtype, int16, int64, int8, uint8
from numpy._written import written as _written
from shapeline import ops

# Where an array is given for the result, the result is that array.
__handed__ = {"out": _written}


def _operator(function):
    """With a tensor of another library, that library's operator answers."""

    def method(self, other):
        if ops.is_tensor(other) and not isinstance(other, ndarray):
            return NotImplemented
        return function(self, other)

    return method


def _swapped(function):
    def method(self, other):
        return function(other, self)

    return method


def _in_place(function):
    """The array keeps its type."""

    def method(self, other):
        return ops.assign(self, ops.cast(function(self, other), self.dtype))

    return method


def _element(found):
    """An array of a type that is not known may be one of objects: what stands in it is then anything, a list of words for one."""
    if ops.is_tensor(found) and ops.is_unknown(found.dtype) and found.ndim == 0:
        return ops.unknown()
    return found


def _indices(index):
    """Lists are arrays of indices, and small numbers are indices like others: only truths are a mask. Slices that run backwards over a whole axis are as long as the axis; others are not followed."""
    if isinstance(index, tuple):
        return tuple([_indices(each) for each in index])
    if isinstance(index, list):
        return to_array(index)
    if ops.is_tensor(index) and index.dtype in (uint8, int8, int16):
        return ops.cast(index, int64)
    if isinstance(index, slice) and isinstance(index.step, int) and index.step < 0:
        return slice(None, None, -index.step) if index.start is None and index.stop is None else ops.unknown()
    return index


class ndarray:
    def __array__(self, dtype=None, copy=None):
        return self if dtype is None else self.astype(dtype)

    # What it is.
    @property
    def size(self):
        return ops.numel(self)

    @property
    def T(self):
        return _shaping.transpose(self)

    @property
    def mT(self):
        return _shaping.swapaxes(self, -1, -2)

    @property
    def flat(self):
        return _shaping.ravel(self)

    @property
    def real(self):
        return self

    itemsize = nbytes = strides = flags = base = ctypes = property(lambda self: ops.unknown())

    def __len__(self):
        return self.shape[0]

    def __iter__(self):
        return iter(several(ops.unbind(self, 0)))

    def __getitem__(self, index):
        return _element(ops.as_array(ops.index(self, _indices(index))))

    def __setitem__(self, index, value):
        written = ops.index_put(self, _indices(index), value if isinstance(value, (int, float)) else to_array(value))
        ops.assign(self, ops.cast(written, self.dtype))

    def __contains__(self, item):
        return ops.unknown()

    def item(self, *args):
        return ops.item(self)

    __float__ = __int__ = __index__ = item

    def __bool__(self):
        # Of nothing it says no, or refuses, by the version.
        if self.size != 0:
            ops.require_count(self, 1)
        return ops.item(self)

    def __format__(self, format_spec):
        if format_spec != "":
            ops.require_rank(self, [0])
        return ops.unknown()

    def tolist(self):
        return ops.tolist(self)

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        return ops.as_array(ops.cast(self, as_dtype(dtype)))

    def copy(self, order="C"):
        return ops.as_array(ops.cast(self, self.dtype))

    def view(self, dtype=None, type=None):
        return self if dtype is None else ops.unknown()

    def fill(self, value):
        ops.assign(self, ops.full(self.shape, self.dtype))

    def tobytes(self, order="C"):
        return ops.unknown()

    dumps = tostring = tofile = dump = tobytes

    # Shapes, with sizes one by one or as one sequence.
    def reshape(self, *shape, order="C", copy=None):
        return ops.as_array(ops.reshape(self, listed(shape)))

    def resize(self, *new_shape, refcheck=True):
        ops.assign(self, ops.full(listed(new_shape), self.dtype))

    def transpose(self, *axes):
        axes = listed(axes)
        return _shaping.transpose(self, None if axes == () or axes == (None,) else axes)

    def flatten(self, order="C"):
        return _shaping.ravel(self)

    ravel = flatten

    def swapaxes(self, axis1, axis2):
        return _shaping.swapaxes(self, axis1, axis2)

    def squeeze(self, axis=None):
        return _shaping.squeeze(self, axis)

    def repeat(self, repeats, axis=None):
        return _shaping.repeat(self, repeats, axis)

    # Numbers.
    def sum(self, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None):
        return _reducing.sum(self, axis, dtype, None, keepdims)

    def prod(self, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None):
        return _reducing.prod(self, axis, dtype, None, keepdims)

    def mean(self, axis=None, dtype=None, out=None, keepdims=False, *, where=None):
        return _reducing.mean(self, axis, dtype, keepdims=keepdims)

    def std(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=None):
        return _reducing.std(self, axis, dtype, keepdims=keepdims)

    var = std

    def max(self, axis=None, out=None, keepdims=False, initial=None, where=None):
        return _reducing.max(self, axis, None, keepdims)

    def min(self, axis=None, out=None, keepdims=False, initial=None, where=None):
        return _reducing.min(self, axis, None, keepdims)

    ptp = max

    def all(self, axis=None, out=None, keepdims=False, *, where=None):
        return _reducing.all(self, axis, None, keepdims)

    def any(self, axis=None, out=None, keepdims=False, *, where=None):
        return _reducing.any(self, axis, None, keepdims)

    def argmax(self, axis=None, out=None, *, keepdims=False):
        return _reducing.argmax(self, axis, keepdims=keepdims)

    def argmin(self, axis=None, out=None, *, keepdims=False):
        return _reducing.argmin(self, axis, keepdims=keepdims)

    def argsort(self, axis=-1, kind=None, order=None, *, stable=None):
        return _reducing.argsort(self, axis)

    def sort(self, axis=-1, kind=None, order=None, *, stable=None):
        return None

    def cumsum(self, axis=None, dtype=None, out=None):
        return _reducing.cumsum(self, axis, dtype)

    cumprod = cumsum

    def nonzero(self):
        return _reducing.nonzero(self)

    def take(self, indices, axis=None, out=None, mode="raise"):
        return _reducing.take(self, indices, axis)

    def clip(self, min=None, max=None, out=None, **kwargs):
        return _pointwise.clip(self, min, max)

    def round(self, decimals=0, out=None):
        return _pointwise.round(self, decimals)

    def dot(self, b, out=None):
        return _reducing.dot(self, b)

    def trace(self, offset=0, axis1=0, axis2=1, dtype=None, out=None):
        return _reducing.trace(self)

    def conj(self):
        return self

    # Operators.
    __add__ = _operator(_pointwise.add)
    __sub__ = _operator(_pointwise.subtract)
    __mul__ = _operator(_pointwise.multiply)
    __truediv__ = _operator(_pointwise.divide)
    __floordiv__ = _operator(_pointwise.floor_divide)
    __mod__ = _operator(_pointwise.mod)
    __pow__ = _operator(_pointwise.power)
    __matmul__ = _operator(_reducing.matmul)
    __and__ = _operator(_pointwise.bitwise_and)
    __or__ = _operator(_pointwise.bitwise_or)
    __xor__ = _operator(_pointwise.bitwise_xor)
    __lshift__ = _operator(_pointwise.left_shift)
    __rshift__ = _operator(_pointwise.right_shift)
    __eq__ = _operator(_pointwise.equal)
    __ne__ = _operator(_pointwise.not_equal)
    __lt__ = _operator(_pointwise.less)
    __le__ = _operator(_pointwise.less_equal)
    __gt__ = _operator(_pointwise.greater)
    __ge__ = _operator(_pointwise.greater_equal)
    __radd__ = _swapped(_pointwise.add)
    __rsub__ = _swapped(_pointwise.subtract)
    __rmul__ = _swapped(_pointwise.multiply)
    __rtruediv__ = _swapped(_pointwise.divide)
    __rfloordiv__ = _swapped(_pointwise.floor_divide)
    __rmod__ = _swapped(_pointwise.mod)
    __rpow__ = _swapped(_pointwise.power)
    __rmatmul__ = _swapped(_reducing.matmul)
    __rand__ = _swapped(_pointwise.bitwise_and)
    __ror__ = _swapped(_pointwise.bitwise_or)
    __rxor__ = _swapped(_pointwise.bitwise_xor)
    __iadd__ = _in_place(_pointwise.add)
    __isub__ = _in_place(_pointwise.subtract)
    __imul__ = _in_place(_pointwise.multiply)
    __itruediv__ = _in_place(_pointwise.divide)
    __ifloordiv__ = _in_place(_pointwise.floor_divide)
    __imod__ = _in_place(_pointwise.mod)
    __ipow__ = _in_place(_pointwise.power)

    def __neg__(self):
        return _pointwise.negative(self)

    def __pos__(self):
        return self

    def __abs__(self):
        return _pointwise.abs(self)

    def __invert__(self):
        return _pointwise.invert(self)
