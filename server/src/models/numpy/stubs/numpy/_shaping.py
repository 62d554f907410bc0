"""Functions that change the shape and keep the elements."""
from numpy._core import arrays_of, full, several, sizes_of, to_array
from numpy._dtypes import promote
from numpy._written import written as _written
from shapeline import ops

# Where an array is given for the result, the result is that array.
__handed__ = {"out": _written}

__all__ = [
    "append", "array_split", "atleast_1d", "atleast_2d", "atleast_3d", "block", "broadcast_arrays", "broadcast_to",
    "column_stack", "concat", "concatenate", "delete", "diag", "dsplit", "dstack", "expand_dims", "flip", "fliplr",
    "flipud", "hsplit", "hstack", "insert", "matrix_transpose", "meshgrid", "moveaxis", "ndim", "pad", "permute_dims",
    "ravel", "repeat", "reshape", "resize", "roll", "rollaxis", "rot90", "row_stack", "shape", "size", "split",
    "squeeze", "stack", "swapaxes", "tile", "transpose", "tril", "triu", "unstack", "vsplit", "vstack",
]


def shape(a):
    return to_array(a).shape


def ndim(a):
    return to_array(a).ndim


def size(a, axis=None):
    array = to_array(a)
    return array.size if axis is None else array.shape[axis]


def reshape(a, /, shape=None, order="C", *, newshape=None, copy=None):
    return ops.as_array(ops.reshape(to_array(a), sizes_of(newshape if shape is None else shape)))


def ravel(a, order="C"):
    return ops.as_array(ops.flatten(to_array(a), 0, -1))


def transpose(a, axes=None):
    array = to_array(a)
    return ops.as_array(ops.permute(array, tuple(range(array.ndim - 1, -1, -1)) if axes is None else axes))


permute_dims = transpose


def matrix_transpose(x, /):
    return swapaxes(x, -1, -2)


def swapaxes(a, axis1, axis2):
    return ops.as_array(ops.transpose(to_array(a), axis1, axis2))


def moveaxis(a, source, destination):
    return ops.as_array(ops.movedim(to_array(a), source, destination))


def expand_dims(a, axis):
    array = to_array(a)
    for each in sorted(axis) if isinstance(axis, (tuple, list)) else [axis]:
        array = ops.unsqueeze(array, each)
    return ops.as_array(array)


def squeeze(a, axis=None):
    return ops.as_array(ops.squeeze(to_array(a), axis))


def broadcast_to(array, shape, subok=False):
    return ops.as_array(ops.expand(to_array(array), sizes_of(shape)))


def broadcast_arrays(*args, subok=False):
    return tuple(several(ops.broadcast_tensors(arrays_of(args))))


def atleast_1d(*arys):
    return _at_least(arys, 1)


def atleast_2d(*arys):
    return _at_least(arys, 2)


def atleast_3d(*arys):
    return _at_least(arys, 3)


def _at_least(arrays, rank):
    widened = [_widened(to_array(array), rank) for array in arrays]
    return widened[0] if len(widened) == 1 else tuple(widened)


def _widened(array, rank):
    """New axes are in front; but the third one is behind, as NumPy has it."""
    if array.ndim == 0:
        array = ops.unsqueeze(array, 0)
    if array.ndim == 1 and rank > 1:
        array = ops.unsqueeze(array, 0)
    if array.ndim == 2 and rank > 2:
        array = ops.unsqueeze(array, 2)
    return ops.as_array(array)


# Joining.
def _common(arrays):
    dtype = arrays[0].dtype
    for array in arrays[1:]:
        dtype = promote(dtype, array.dtype)
    return dtype


def concatenate(arrays, /, axis=0, out=None, *, dtype=None, casting="same_kind"):
    parts = arrays_of(arrays)
    whole = ops.cat([ravel(part) for part in parts], 0) if axis is None else ops.cat(parts, axis)
    return ops.as_array(ops.cast(whole, _common(parts) if dtype is None else dtype))


concat = concatenate


def append(arr, values, axis=None):
    return concatenate((arr, values), axis)


def stack(arrays, axis=0, out=None, *, dtype=None, casting="same_kind"):
    parts = arrays_of(arrays)
    if axis == 0 and isinstance(arrays, list) and not ops.is_constant(len(arrays)):
        # As many as a loop made: the array of them all.
        return to_array(arrays, dtype)
    return ops.as_array(ops.cast(ops.stack(parts, axis), _common(parts) if dtype is None else dtype))


def vstack(tup, *, dtype=None, casting="same_kind"):
    return concatenate([atleast_2d(array) for array in tup], 0, dtype=dtype)


row_stack = vstack


def hstack(tup, *, dtype=None, casting="same_kind"):
    parts = [atleast_1d(array) for array in tup]
    return concatenate(parts, 0 if parts[0].ndim == 1 else 1, dtype=dtype)


def dstack(tup):
    return concatenate([atleast_3d(array) for array in tup], 2)


def column_stack(tup):
    return concatenate([_column(to_array(array)) for array in tup], 1)


def _column(array):
    return ops.as_array(ops.unsqueeze(array, 1)) if array.ndim == 1 else array


def block(arrays):
    return ops.unknown()


# Splitting.
def split(ary, indices_or_sections, axis=0):
    array = to_array(ary)
    if isinstance(indices_or_sections, int):
        ops.require_divisible(array.shape[axis], indices_or_sections)
    return array_split(array, indices_or_sections, axis)


def array_split(ary, indices_or_sections, axis=0):
    return several(ops.tensor_split(to_array(ary), indices_or_sections, axis))


def vsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 0)


def hsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 0 if to_array(ary).ndim == 1 else 1)


def dsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 2)


def unstack(x, /, *, axis=0):
    return tuple(several(ops.unbind(to_array(x), axis)))


# Repeating and turning.
def tile(A, reps):
    return ops.as_array(ops.tile(to_array(A), sizes_of(reps)))


def repeat(a, repeats, axis=None):
    array = to_array(a) if axis is not None else ravel(a)
    return ops.as_array(ops.repeat_interleave(array, repeats, 0 if axis is None else axis))


def flip(m, axis=None):
    array = to_array(m)
    return ops.as_array(ops.like(array, None) if axis is None else ops.flip(array, axis if isinstance(axis, (tuple, list)) else (axis,)))


def fliplr(m):
    return flip(m, 1)


def flipud(m):
    return flip(m, 0)


def roll(a, shift, axis=None):
    array = to_array(a)
    return ops.as_array(ops.like(array, None) if axis is None else ops.roll(array, *_paired(shift, axis)))


def _paired(shifts, axes):
    """A shift for each axis: one of either goes with all of the other."""
    several = isinstance(shifts, (tuple, list)), isinstance(axes, (tuple, list))
    if several == (False, True):
        return [shifts] * len(axes), axes
    if several == (True, False):
        return shifts, [axes] * len(shifts)
    if several == (True, True) and (len(shifts) == 1 or len(axes) == 1):
        return list(shifts) * len(axes), list(axes) * len(shifts)
    return shifts, axes


def rot90(m, k=1, axes=(0, 1)):
    return ops.as_array(ops.rot90(to_array(m), k, axes))


def pad(array, pad_width, mode="constant", **kwargs):
    """Widths for all sides of all axes, for both sides of all, or for both sides of each."""
    whole = to_array(array)
    sizes = []
    for axis, size in enumerate(whole.shape):
        widths = pad_width
        if isinstance(widths, (tuple, list)) and isinstance(widths[0], (tuple, list)):
            widths = widths[axis] if len(widths) > 1 else widths[0]
        if not isinstance(widths, (tuple, list)):
            widths = (widths, widths)
        sizes.append(size + widths[0] + widths[-1])
    return full(tuple(sizes), whole.dtype)


def meshgrid(*xi, copy=True, sparse=False, indexing="xy"):
    if sparse:
        return ops.unknown()
    return several(ops.meshgrid([ops.flatten(each, 0, -1) for each in arrays_of(xi)], indexing))


def diag(v, k=0):
    return ops.as_array(ops.diag(to_array(v), k))


def tril(m, k=0):
    return ops.as_array(ops.tril(to_array(m), k))


def triu(m, k=0):
    return ops.as_array(ops.triu(to_array(m), k))


def delete(arr, obj, axis=None):
    return ops.unknown()


insert = resize = rollaxis = delete
