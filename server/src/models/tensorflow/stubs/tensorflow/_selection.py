"""Functions that pick elements by index, or put them somewhere."""
from shapeline import ops
from tensorflow._core import filled, sizes_of, to_tensor
from tensorflow._dtypes import bool_, int32

__public__ = "tf"

__all__ = [
    "boolean_mask", "dynamic_partition", "dynamic_stitch", "gather", "gather_nd", "indexed", "scatter_nd", "searchsorted", "slice_",
    "strided_slice", "tensor_scatter_nd_add", "tensor_scatter_nd_max", "tensor_scatter_nd_min", "tensor_scatter_nd_sub",
    "tensor_scatter_nd_update",
]


def indexed(tensor, index):
    """`x[…]`: numbers, slices, new axes, one mask; a list is taken item by item, as a tuple is."""
    if isinstance(index, (tuple, list)):
        return ops.index(tensor, tuple([_item(each) for each in index]))
    if ops.is_tensor(index) and index.dtype == bool_:
        return boolean_mask(tensor, index)
    return ops.index(tensor, _item(index))


def _item(item):
    """Slices that run backwards over a whole axis are as long as the axis; others are not followed."""
    if isinstance(item, slice) and isinstance(item.step, int) and item.step < 0:
        return slice(None, None, -item.step) if item.start is None and item.stop is None else ops.unknown()
    if ops.is_array(item):
        return to_tensor(item)
    return item


def boolean_mask(tensor, mask, axis=None, name="boolean_mask"):
    whole, test = to_tensor(tensor), to_tensor(mask, bool_)
    ops.require_dtype(test, "bool")
    return ops.index(whole, (*[slice(None) for _ in range(0 if axis is None else axis)], test))


def _along(tensor, axis, item):
    """The item as the index of one axis."""
    if not isinstance(axis, int):
        return ops.unknown()
    if axis < 0:
        return ops.index(tensor, (..., item, *[slice(None) for _ in range(-axis - 1)]))
    return ops.index(tensor, (*[slice(None) for _ in range(axis)], item))


def require_indices(tensor, axis, picked):
    """What is picked is there."""
    sizes = ops.sizes(tensor)
    if isinstance(axis, int) and not ops.is_unknown(sizes) and -len(sizes) <= axis < len(sizes):
        ops.require_indices(picked, sizes[axis])


def gather(params, indices, validate_indices=None, axis=None, batch_dims=0, name=None):
    tensor, picked = to_tensor(params), to_tensor(indices)
    ops.require_dtype(picked, "integer")
    if batch_dims == 0:
        along = 0 if axis is None else axis
        require_indices(tensor, along, picked)
        return _along(tensor, along, picked)
    along = batch_dims if axis is None else axis
    if not isinstance(along, int) or not isinstance(batch_dims, int):
        return ops.unknown()
    along = along + len(tensor.shape) if along < 0 else along
    return ops.full((*tensor.shape[:along], *picked.shape[batch_dims:], *tensor.shape[along + 1:]), tensor.dtype)


def gather_nd(params, indices, batch_dims=0, name=None):
    tensor, picked = to_tensor(params), to_tensor(indices)
    ops.require_dtype(picked, "integer")
    depth = picked.shape[-1]
    if batch_dims != 0 or not ops.is_constant(depth):
        return ops.unknown()
    ops.require_axes(tensor, depth)
    return ops.full((*picked.shape[:-1], *tensor.shape[depth:]), tensor.dtype)


def slice_(input_, begin, size, name=None):
    tensor = to_tensor(input_)
    if not isinstance(begin, (list, tuple)) and isinstance(size, (list, tuple)):
        # From wherever it begins: a size of -1 is then any.
        return ops.full([ops.size("size") if each == -1 else each for each in size], tensor.dtype)
    if not isinstance(size, (list, tuple)):
        return ops.cast(filled([ops.size("size") for _ in tensor.shape], tensor.dtype), tensor.dtype)
    ops.require_rank(tensor, [len(begin)])
    for axis in range(len(begin)):
        if size[axis] == -1:
            tensor = ops.narrow(tensor, axis, begin[axis], tensor.shape[axis] - begin[axis])
        else:
            tensor = ops.narrow(tensor, axis, begin[axis], size[axis])
    return tensor


def strided_slice(
    input_, begin, end, strides=None, begin_mask=0, end_mask=0, ellipsis_mask=0, new_axis_mask=0, shrink_axis_mask=0, var=None, name=None,
):
    if begin_mask or end_mask or ellipsis_mask or new_axis_mask or shrink_axis_mask:
        return ops.unknown()
    steps = [1 for _ in begin] if strides is None else strides
    return indexed(to_tensor(input_), tuple([slice(first, last, step) for first, last, step in zip(begin, end, steps)]))


def tensor_scatter_nd_update(tensor, indices, updates, name=None):
    return ops.like(to_tensor(tensor), None)


tensor_scatter_nd_add = tensor_scatter_nd_sub = tensor_scatter_nd_max = tensor_scatter_nd_min = tensor_scatter_nd_update


def scatter_nd(indices, updates, shape, name=None):
    return filled(sizes_of(shape), to_tensor(updates).dtype)


def searchsorted(sorted_sequence, values, side="left", out_type=int32, name=None):
    return ops.cast(ops.searchsorted(to_tensor(sorted_sequence), to_tensor(values)), out_type)


def dynamic_partition(data, partitions, num_partitions, name=None):
    return ops.unknown()


dynamic_stitch = dynamic_partition
