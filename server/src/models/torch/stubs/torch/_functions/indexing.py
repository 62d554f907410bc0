"""Functions that pick, scatter, sort and search elements by index, mask or value.

Results whose size depends on the data (`nonzero`, `masked_select`, `unique`) get an unknown size from the primitive.
"""
from shapeline import ops
from torch._written import written as _written

__public__ = "torch"

# PyTorch knows some of its parameters by NumPy's names too.
__keywords__ = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other"}

# Where a tensor is given for the result, the result is that tensor.
__handed__ = {"out": _written}

int32 = ops.dtype("int32")
int64 = ops.dtype("int64")


def gather(input, dim, index, *, sparse_grad=False, out=None):
    return ops.gather(input, dim, index)


def scatter(input, dim, index, src=None, *, value=None, reduce=None, out=None):
    return ops.scatter(input, dim, index, value if src is None else src)


def scatter_add(input, dim, index, src, *, out=None):
    return ops.scatter_add(input, dim, index, src)


def scatter_reduce(input, dim, index, src, reduce, *, include_self=True, out=None):
    return ops.scatter_reduce(input, dim, index, src)


def index_select(input, dim, index, *, out=None):
    return ops.index_select(input, dim, index)


def index_add(input, dim, index, source, *, alpha=1, out=None):
    return ops.index_add(input, dim, index, source)


def index_copy(input, dim, index, source, *, out=None):
    return ops.index_copy(input, dim, index, source)


def index_reduce(input, dim, index, source, reduce, *, include_self=True, out=None):
    return ops.index_add(input, dim, index, source)


def index_fill(input, dim, index, value):
    return ops.index_fill(input, dim, index, value)


def index_put(input, indices, values, accumulate=False):
    return ops.index_put(input, tuple(indices), values)


def masked_fill(input, mask, value):
    if ops.is_tensor(value):
        ops.require_rank(value, (0,))
    return ops.masked_fill(input, mask, value)


def masked_select(input, mask, *, out=None):
    return ops.masked_select(input, mask)


def masked_scatter(input, mask, source):
    return ops.masked_scatter(input, mask, source)


def take(input, index, *, out=None):
    return ops.take(input, index)


def take_along_dim(input, indices, dim=None, *, out=None):
    return ops.take_along_dim(input, indices, dim)


def put(input, index, source, accumulate=False):
    ops.require_equal(ops.numel(source), ops.numel(index))
    return ops.unary(input, "put")


def where(condition, input=None, other=None, *, out=None):
    if input is None and other is None:
        return nonzero(condition, as_tuple=True)
    return ops.where(condition, input, other)


def nonzero(input, *, as_tuple=False, out=None):
    found = ops.nonzero(input)
    return ops.unbind(found, 1) if as_tuple else found


def nonzero_static(input, *, size, fill_value=-1, out=None):
    return ops.full((size, input.dim()), int64)


def argwhere(input):
    return ops.nonzero(input)


def diagonal_scatter(input, src, offset=0, dim1=0, dim2=1):
    ops.require_same_shape(src, ops.diagonal(input, offset, dim1, dim2))
    return ops.unary(input, "scatter")


def select_scatter(input, src, dim, index):
    ops.require_same_shape(src, ops.select(input, dim, index))
    return ops.unary(input, "scatter")


def slice_scatter(input, src, dim=0, start=None, end=None, step=1, *, out=None):
    moved = ops.movedim(input, dim, 0)
    ops.require_same_shape(src, ops.movedim(ops.index(moved, slice(start, end, step)), 0, dim))
    return ops.unary(input, "scatter")


def as_strided_scatter(input, src, size, stride, storage_offset=None):
    ops.require_same_shape(src, ops.full(size, None))
    return ops.unary(input, "scatter")


def topk(input, k, dim=-1, largest=True, sorted=True, *, out=None):
    return ops.topk(input, k, dim, largest, sorted)


def sort(input, dim=-1, descending=False, *, stable=False, out=None):
    return ops.sort(input, dim, descending)


def argsort(input, dim=-1, descending=False, *, stable=False, out=None):
    return ops.argsort(input, dim, descending)


def msort(input, *, out=None):
    return ops.sort(input, 0)[0]


def searchsorted(sorted_sequence, input, *, out_int32=False, right=False, side=None, sorter=None, out=None):
    if not ops.is_tensor(input):
        ops.require_rank(sorted_sequence, (1,))
    elif sorted_sequence.dim() != 1:
        ops.require_rank(input, (sorted_sequence.dim(),))
        for axis in range(sorted_sequence.dim() - 1):
            ops.require_equal(input.shape[axis], sorted_sequence.shape[axis])
    found = ops.searchsorted(sorted_sequence, input)
    return ops.cast(found, int32) if out_int32 else found


def bucketize(input, boundaries, *, out_int32=False, right=False, out=None):
    ops.require_rank(boundaries, (1,))
    dtype = int32 if out_int32 else int64
    return ops.like(input, dtype) if ops.is_tensor(input) else ops.full((), dtype)


def isin(elements, test_elements, *, assume_unique=False, invert=False, out=None):
    return ops.like(elements, ops.dtype("bool")) if ops.is_tensor(elements) else ops.full((), ops.dtype("bool"))


def unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None):
    return ops.unique(input, return_inverse, return_counts, dim)


def unique_consecutive(input, return_inverse=False, return_counts=False, dim=None):
    return ops.unique(input, return_inverse, return_counts, dim)


def multinomial(input, num_samples, replacement=False, *, generator=None, out=None):
    return ops.multinomial(input, num_samples, replacement)


def unravel_index(indices, shape):
    return tuple([ops.like(indices, None) for size in shape])
