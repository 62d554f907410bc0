"""Functions that reduce axes away, running totals, sorting and searching."""
from numpy._core import arrays_of, full, is_number, to_array
from numpy._dtypes import as_dtype, bool_, float64, floating, int64, promote, totalled
from numpy._pointwise import multiply
from numpy._written import written as _written
from shapeline import ops

# Where an array is given for the result, the result is that array.
__handed__ = {"out": _written}

__all__ = [
    "all", "amax", "amin", "any", "argmax", "argmin", "argpartition", "argsort", "argwhere", "average", "bincount",
    "corrcoef", "count_nonzero", "cov", "cross", "cumprod", "cumsum", "diff", "digitize", "dot", "einsum",
    "flatnonzero", "histogram", "in1d", "inner", "interp", "isin", "kron", "matmul", "max", "mean", "median", "min",
    "nanargmax", "nanargmin", "nancumprod", "nancumsum", "nanmax", "nanmean", "nanmedian", "nanmin", "nanpercentile",
    "nanquantile", "nanstd", "nanvar", "nonzero", "outer", "partition", "percentile", "prod", "ptp", "quantile",
    "searchsorted", "sort", "std", "sum", "take", "take_along_axis", "tensordot", "trace", "unique", "var", "vdot",
]


def _reduce(name, array, axis, keepdims, dtype):
    # An empty list of axes reduces nothing.
    if axis == ():
        return ops.as_array(ops.like(array, dtype))
    return ops.as_array(ops.cast(ops.reduce(name, array, axis, keepdims, dtype), dtype))


def _numbers(a):
    """The items, where all are plain numbers: what is computed of them may be a size."""
    if isinstance(a, (tuple, list)) and len(a) > 0:
        for item in a:
            if not is_number(item):
                return None
        return list(a)
    return None


def sum(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None):
    numbers = _numbers(a)
    if numbers is not None:
        total = 0
        for number in numbers:
            total = total + number
        return total
    array = to_array(a)
    return _reduce("sum", array, axis, keepdims, as_dtype(dtype, totalled(array.dtype)))


def prod(a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None):
    numbers = _numbers(a)
    if numbers is not None:
        product = 1
        for number in numbers:
            product = product * number
        return product
    array = to_array(a)
    return _reduce("prod", array, axis, keepdims, as_dtype(dtype, totalled(array.dtype)))


def _averaging(name):
    def function(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, **kwargs):
        array = to_array(a)
        result = floating(array.dtype)
        # Of small integers too: these functions compute in double precision.
        return _reduce(name, array, axis, keepdims, as_dtype(dtype, result if array.dtype == result else float64))

    return function


mean = _averaging("mean")
std = _averaging("std")
var = _averaging("var")
nanmean = nanstd = nanvar = _averaging("mean")


def average(a, axis=None, weights=None, returned=False, *, keepdims=False):
    return ops.unknown() if returned else mean(a, axis, keepdims=keepdims)


def _selecting(name, choose):
    """The largest or the smallest."""

    def function(a, axis=None, out=None, keepdims=False, initial=None, where=None):
        numbers = _numbers(a)
        if numbers is not None:
            return choose(numbers)
        array = to_array(a)
        return _reduce(name, array, axis, keepdims, array.dtype)

    return function


max = amax = nanmax = _selecting("amax", max)
min = amin = nanmin = _selecting("amin", min)


def ptp(a, axis=None, out=None, keepdims=False):
    array = to_array(a)
    return _reduce("amax", array, axis, keepdims, array.dtype)


def all(a, axis=None, out=None, keepdims=False, *, where=None):
    return _reduce("all", to_array(a), axis, keepdims, bool_)


def any(a, axis=None, out=None, keepdims=False, *, where=None):
    return _reduce("any", to_array(a), axis, keepdims, bool_)


def argmax(a, axis=None, out=None, *, keepdims=False):
    return ops.as_array(ops.reduce("argmax", to_array(a), axis, keepdims))


def argmin(a, axis=None, out=None, *, keepdims=False):
    return ops.as_array(ops.reduce("argmin", to_array(a), axis, keepdims))


nanargmax = argmax
nanargmin = argmin


def count_nonzero(a, axis=None, *, keepdims=False):
    return ops.as_array(ops.reduce("count_nonzero", to_array(a), axis, keepdims))


def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    return mean(a, axis, keepdims=keepdims)


nanmedian = median


def percentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, **kwargs):
    """Several percentiles come along a first axis."""
    one = mean(a, axis, keepdims=keepdims)
    return one if is_number(q) else full((*to_array(q).shape, *one.shape), one.dtype)


quantile = nanpercentile = nanquantile = percentile


def cumsum(a, axis=None, dtype=None, out=None):
    array = to_array(a)
    kind = as_dtype(dtype, totalled(array.dtype))
    return ops.as_array(ops.cast(ops.cumsum(ops.flatten(array, 0, -1) if axis is None else array, 0 if axis is None else axis), kind))


cumprod = nancumsum = nancumprod = cumsum


def diff(a, n=1, axis=-1, prepend=None, append=None):
    if prepend is not None or append is not None:
        return ops.unknown()
    return ops.as_array(ops.diff(to_array(a), n, axis))


# Sorting and searching.
def sort(a, axis=-1, kind=None, order=None, *, stable=None):
    return _along(to_array(a), axis)


def argsort(a, axis=-1, kind=None, order=None, *, stable=None):
    return ops.as_array(ops.cast(_along(to_array(a), axis), int64))


def partition(a, kth, axis=-1, kind=None, order=None):
    return _along(to_array(a), axis)


def argpartition(a, kth, axis=-1, kind=None, order=None):
    return argsort(a, axis)


def _along(array, axis):
    return ops.as_array(ops.flatten(array, 0, -1) if axis is None else ops.sort(array, axis)[0])


def nonzero(a):
    array = to_array(a)
    found = ops.size("found")
    return tuple([full((found,), int64) for _ in range(array.ndim)])


def flatnonzero(a):
    return full((ops.size("found"),), int64)


def argwhere(a):
    return full((ops.size("found"), to_array(a).ndim), int64)


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, **kwargs):
    array = to_array(ar)
    count = ops.size("unique")
    if axis is None:
        first = full((count,), array.dtype)
    else:
        sizes = list(array.shape)
        sizes[axis] = count
        first = full(tuple(sizes), array.dtype)
    more = []
    if return_index:
        more.append(full((count,), int64))
    if return_inverse:
        more.append(full(array.shape if axis is None else (array.shape[axis],), int64))
    if return_counts:
        more.append(full((count,), int64))
    return (first, *more) if more else first


def searchsorted(a, v, side="left", sorter=None):
    return ops.as_array(ops.searchsorted(to_array(a), to_array(v)))


def digitize(x, bins, right=False):
    return ops.as_array(ops.cast(to_array(x), int64))


def isin(element, test_elements, assume_unique=False, invert=False, *, kind=None):
    return ops.as_array(ops.cast(to_array(element), bool_))


in1d = isin


def bincount(x, /, weights=None, minlength=0):
    return full((ops.size("bins"),), int64 if weights is None else float64)


def take(a, indices, axis=None, out=None, mode="raise"):
    array = to_array(a)
    index = indices if isinstance(indices, int) else to_array(indices)
    if axis is None:
        return ops.as_array(ops.index(ops.flatten(array, 0, -1), index))
    before = array.shape[:axis] if axis >= 0 else array.shape[:array.ndim + axis]
    after = array.shape[len(before) + 1:]
    return full((*before, *(() if isinstance(index, int) else index.shape), *after), array.dtype)


def take_along_axis(arr, indices, axis=-1):
    array = to_array(arr)
    return ops.as_array(ops.cast(ops.like(to_array(indices), None), array.dtype))


def interp(x, xp, fp, left=None, right=None, period=None):
    return ops.as_array(ops.cast(to_array(x), float64))


# Products.
def same_type(first, second):
    """Both as arrays of the type that holds either."""
    a, b = to_array(first), to_array(second)
    dtype = promote(a.dtype, b.dtype)
    return ops.cast(a, dtype), ops.cast(b, dtype)


def matmul(x1, x2, /, out=None, **kwargs):
    first, second = same_type(x1, x2)
    return ops.as_array(ops.matmul(first, second))


def dot(a, b, out=None):
    """Of a matrix and a matrix or vector; further axes combine in a way of their own."""
    if is_number(a) or is_number(b):
        return multiply(a, b)
    first, second = same_type(a, b)
    return ops.as_array(ops.matmul(first, second)) if second.ndim <= 2 else ops.unknown()


def inner(a, b, /):
    first, second = same_type(a, b)
    return ops.as_array(ops.matmul(first, second)) if second.ndim == 1 else ops.unknown()


vdot = inner


def outer(a, b, out=None):
    first, second = same_type(a, b)
    return ops.as_array(ops.outer(ops.flatten(first, 0, -1), ops.flatten(second, 0, -1)))


def tensordot(a, b, axes=2):
    first, second = same_type(a, b)
    return ops.as_array(ops.tensordot(first, second, axes))


def einsum(subscripts, *operands, out=None, **kwargs):
    return ops.as_array(ops.einsum(subscripts, arrays_of(operands)))


def kron(a, b):
    first, second = same_type(a, b)
    return ops.as_array(ops.kron(first, second))


def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """Of vectors that lie along the last axis; the others broadcast."""
    first, second = to_array(a), to_array(b)
    if (axisa, axisb, axisc, axis) != (-1, -1, -1, None) or first.shape[-1] != 3 or second.shape[-1] != 3:
        return ops.unknown()
    product = multiply(first, second)
    return full(product.shape, product.dtype)


def trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None):
    array = to_array(a)
    return full((), totalled(array.dtype)) if array.ndim == 2 else ops.unknown()


def _variables(x, rowvar):
    """How many variables an array of observations has."""
    array = to_array(x)
    return 1 if array.ndim == 1 else array.shape[0 if rowvar else 1]


def _between(x, y, rowvar):
    """A number for each pair of variables; of one variable, a number."""
    count = _variables(x, rowvar) + (0 if y is None else _variables(y, rowvar))
    return full(() if count == 1 else (count, count), float64)


def cov(m, y=None, rowvar=True, *args, **kwargs):
    return _between(m, y, rowvar)


def corrcoef(x, y=None, rowvar=True, *args, **kwargs):
    return _between(x, y, rowvar)


def histogram(a, bins=10, range=None, density=None, weights=None):
    if isinstance(bins, int):
        return full((bins,), int64), full((bins + 1,), float64)
    return ops.unknown(), ops.unknown()
