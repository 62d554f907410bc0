"""Functions that change the shape and keep the elements."""
from shapeline import ops
from tensorflow._core import dynamic_sizes, filled, sizes_of, tensors_of, to_tensor
from tensorflow._dtypes import int32

__public__ = "tf"

__all__ = [
    "batch_to_space", "broadcast_dynamic_shape", "broadcast_static_shape", "broadcast_to", "concat", "ensure_shape", "expand_dims",
    "meshgrid", "pad", "rank", "repeat", "reshape", "reverse", "roll", "shape", "shape_n", "size", "space_to_batch", "split", "squeeze",
    "stack", "tile", "transpose", "unstack",
]


def shape(input, out_type=int32, name=None):
    """A tuple of sizes, where TensorFlow has a tensor of them: sizes are computed with, and must stay known, even those that may be any."""
    return dynamic_sizes(to_tensor(input))


def shape_n(input, out_type=int32, name=None):
    return [shape(each) for each in input]


def size(input, out_type=int32, name=None):
    return ops.numel(to_tensor(input))


def rank(input, name=None):
    return len(to_tensor(input).shape)


def reshape(tensor, shape, name=None):
    return ops.reshape(to_tensor(tensor), sizes_of(shape))


def transpose(a, perm=None, conjugate=False, name="transpose"):
    tensor = to_tensor(a)
    if perm is None:
        return ops.permute(tensor, tuple(range(len(tensor.shape) - 1, -1, -1)))
    return ops.permute(tensor, ops.unknown() if ops.is_tensor(perm) else perm)


def expand_dims(input, axis, name=None):
    if isinstance(axis, (list, tuple)):
        axis = axis[0] if len(axis) == 1 else ops.unknown()
    return ops.unsqueeze(to_tensor(input), axis)


def squeeze(input, axis=None, name=None):
    tensor = to_tensor(input)
    if axis is None or axis == []:
        return ops.squeeze(tensor, None)
    return ops.squeeze(tensor, axis, True)


def broadcast_to(input, shape, name=None):
    return ops.expand(to_tensor(input), sizes_of(shape))


def broadcast_static_shape(shape_x, shape_y):
    return ops.elementwise("add", filled(shape_x, int32), filled(shape_y, int32)).shape


broadcast_dynamic_shape = broadcast_static_shape


def ensure_shape(x, shape, name=None):
    tensor = to_tensor(x)
    if shape is None:
        return tensor
    ops.require_rank(tensor, [len(shape)])
    for axis, wanted in enumerate(shape):
        if wanted is not None and len(tensor.shape) == len(shape):
            ops.require_equal(tensor.shape[axis], wanted)
    return tensor


def _are_sizes(values):
    """Parts of shapes, rather than tensors."""
    for value in values:
        if ops.is_tensor(value) or not isinstance(value, (tuple, list)):
            return False
        for item in value:
            if not isinstance(item, int):
                return False
    return True


def concat(values, axis, name="concat"):
    if ops.is_tensor(values):
        return to_tensor(values)
    if _are_sizes(values):
        return [size for value in values for size in value]
    parts = tensors_of(values)
    _same_dtype(parts)
    return ops.cat(parts, ops.unknown() if ops.is_tensor(axis) else axis)


def _same_dtype(parts):
    for part in parts[1:]:
        ops.require_same_dtype(part, parts[0])


def stack(values, axis=0, name="stack"):
    if not ops.is_tensor(values) and all([isinstance(value, int) for value in values]):
        return ops.tensor(values, None, int32) if all([ops.is_constant(value) for value in values]) else list(values)
    if not ops.is_tensor(values) and all([isinstance(value, (int, float)) for value in values]):
        return ops.tensor(values)
    parts = tensors_of(values)
    _same_dtype(parts)
    return ops.stack(parts, axis)


def unstack(value, num=None, axis=0, name="unstack"):
    return list(ops.unbind(to_tensor(value), axis))


def split(value, num_or_size_splits, axis=0, num=None, name="split"):
    tensor = to_tensor(value)
    if isinstance(num_or_size_splits, int):
        ops.require_divisible(tensor.shape[axis], num_or_size_splits)
        return list(ops.split(tensor, tensor.shape[axis] // num_or_size_splits, axis))
    if not isinstance(num_or_size_splits, (list, tuple)):
        return ops.unknown()
    known = [each for each in num_or_size_splits if each != -1]
    rest = tensor.shape[axis] - sum(known)
    return list(ops.split(tensor, [rest if each == -1 else each for each in num_or_size_splits], axis))


def tile(input, multiples, name=None):
    tensor = to_tensor(input)
    times = sizes_of(multiples)
    if isinstance(times, (list, tuple)):
        ops.require_rank(tensor, [len(times)])
    return ops.tile(tensor, times)


def repeat(input, repeats, axis=None, name=None):
    tensor = to_tensor(input)
    if axis is None:
        return ops.repeat_interleave(ops.flatten(tensor, 0, -1), repeats, 0)
    return ops.repeat_interleave(tensor, repeats, axis)


def reverse(tensor, axis, name=None):
    return ops.flip(to_tensor(tensor), axis)


def roll(input, shift, axis, name=None):
    return ops.roll(to_tensor(input), shift, axis)


def pad(tensor, paddings, mode="CONSTANT", constant_values=0, name=None):
    """One pair of widths an axis."""
    whole = to_tensor(tensor)
    if not isinstance(paddings, (list, tuple)):
        return ops.cast(filled([ops.size("size") for _ in whole.shape], whole.dtype), whole.dtype)
    ops.require_rank(whole, [len(paddings)])
    widths = []
    for before, after in reversed(paddings):
        widths.append(before)
        widths.append(after)
    return ops.pad(whole, widths)


def meshgrid(*args, indexing="xy", name=None):
    """Of the numbers of each, whatever its axes."""
    return list(ops.meshgrid([ops.flatten(to_tensor(each), 0, -1) for each in args], indexing))


def space_to_batch(input, block_shape, paddings, name=None):
    return ops.unknown()


batch_to_space = space_to_batch
