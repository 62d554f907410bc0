"""Functions that change the shape and keep the elements: reshaping, moving axes, joining and splitting, repeating.

A tensor's numbers stay what they are; the primitives know which axis became which.
"""
from shapeline import ops
from torch._written import written as _written

__public__ = "torch"

# PyTorch knows some of its parameters by NumPy's names too.
__keywords__ = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other"}

# Where a tensor is given for the result, the result is that tensor.
__handed__ = {"out": _written}


def reshape(input, shape):
    return ops.reshape(input, shape)


def flatten(input, start_dim=0, end_dim=-1):
    return ops.flatten(input, start_dim, end_dim)


def ravel(input):
    return ops.flatten(input, 0, -1)


def unflatten(input, dim, sizes):
    return ops.unflatten(input, dim, sizes)


def permute(input, dims):
    return ops.permute(input, dims)


def transpose(input, dim0, dim1):
    return ops.transpose(input, dim0, dim1)


swapdims = transpose


def swapaxes(input, axis0, axis1):
    return ops.transpose(input, axis0, axis1)


def t(input):
    return ops.t(input)


def adjoint(input):
    return ops.transpose(input, -2, -1)


def movedim(input, source, destination):
    return ops.movedim(input, source, destination)


moveaxis = movedim


def squeeze(input, dim=None):
    return ops.squeeze(input, dim)


def unsqueeze(input, dim):
    return ops.unsqueeze(input, dim)


def broadcast_to(input, size):
    return ops.expand(input, size)


def broadcast_tensors(*tensors):
    return ops.broadcast_tensors(tensors)


def broadcast_shapes(*shapes):
    return ops.broadcast_tensors([ops.full(shape, None) for shape in shapes])[0].shape


def tile(input, dims):
    return ops.tile(input, dims)


def repeat_interleave(input, repeats=None, dim=None, *, output_size=None):
    if output_size is not None and dim is not None:
        sizes = list(input.shape)
        sizes[dim] = output_size
        return ops.full(sizes, input.dtype)
    return ops.repeat_interleave(input, repeats, dim)


def roll(input, shifts, dims=()):
    if isinstance(shifts, (tuple, list)):
        # Without axes the numbers move as if in a row: by one shift.
        ops.require_equal(1 if isinstance(dims, int) else max(len(dims), 1), len(shifts))
    return ops.roll(input, shifts, dims)


def flip(input, dims):
    return ops.flip(input, dims)


def fliplr(input):
    return ops.flip(input, 1)


def flipud(input):
    if input.dim() == 0:
        ops.require_rank(input, (1, 2))
    return ops.flip(input, 0)


def rot90(input, k=1, dims=(0, 1)):
    return ops.rot90(input, k, dims)


def narrow(input, dim, start, length):
    return ops.narrow(input, dim, start, length)


def narrow_copy(input, dim, start, length, *, out=None):
    return ops.narrow(input, dim, start, length)


def select(input, dim, index):
    return ops.select(input, dim, index)


def unbind(input, dim=0):
    return ops.unbind(input, dim)


def split(tensor, split_size_or_sections, dim=0):
    return ops.split(tensor, split_size_or_sections, dim)


def split_with_sizes(input, split_sizes, dim=0):
    return ops.split(input, split_sizes, dim)


unsafe_split_with_sizes = split_with_sizes


def unsafe_split(input, split_size, dim=0):
    return ops.split(input, split_size, dim)


def chunk(input, chunks, dim=0):
    return ops.chunk(input, chunks, dim)


unsafe_chunk = chunk


def tensor_split(input, indices_or_sections, dim=0):
    return ops.tensor_split(input, indices_or_sections, dim)


def hsplit(input, indices_or_sections):
    return ops.tensor_split(input, indices_or_sections, 0 if input.dim() == 1 else 1)


def vsplit(input, indices_or_sections):
    return ops.tensor_split(input, indices_or_sections, 0)


def dsplit(input, indices_or_sections):
    return ops.tensor_split(input, indices_or_sections, 2)


def any_of(tensors):
    """What each tensor of a list of unknown length is like; `None` for others, whose tensors are known one by one."""
    if isinstance(tensors, list) and not ops.is_constant(len(tensors)):
        return tensors[ops.size("index")]
    return None


def cat(tensors, dim=0, *, out=None):
    each = any_of(tensors)
    return ops.cat(tensors, dim) if each is None else ops.cat_any(each, dim)


concat = concatenate = cat


def stack(tensors, dim=0, *, out=None):
    each = any_of(tensors)
    return ops.stack(tensors, dim) if each is None else ops.stack_any(each, dim)


def hstack(tensors, *, out=None):
    wide = [_widen_to_1d(tensor) for tensor in tensors]
    return cat(wide, 0 if wide[0].dim() == 1 else 1)


def vstack(tensors, *, out=None):
    return cat([_widen_to_2d(tensor) for tensor in tensors], 0)


row_stack = vstack


def dstack(tensors, *, out=None):
    return cat([_widen_to_3d(tensor) for tensor in tensors], 2)


def column_stack(tensors, *, out=None):
    return ops.cat([ops.reshape(tensor, (-1, 1)) if tensor.dim() < 2 else tensor for tensor in tensors], 1)


def _at_least(widen):
    def function(*tensors):
        if len(tensors) == 1 and not isinstance(tensors[0], (tuple, list)):
            return widen(tensors[0])
        several = tensors[0] if len(tensors) == 1 else tensors
        return tuple([widen(tensor) for tensor in several])

    return function


def _widen_to_1d(tensor):
    return ops.reshape(tensor, (1,)) if tensor.dim() == 0 else tensor


def _widen_to_2d(tensor):
    rank = tensor.dim()
    if rank == 0:
        return ops.reshape(tensor, (1, 1))
    return ops.unsqueeze(tensor, 0) if rank == 1 else tensor


def _widen_to_3d(tensor):
    rank = tensor.dim()
    if rank == 0:
        return ops.reshape(tensor, (1, 1, 1))
    if rank == 1:
        return ops.reshape(tensor, (1, -1, 1))
    return ops.unsqueeze(tensor, -1) if rank == 2 else tensor


atleast_1d = _at_least(_widen_to_1d)
atleast_2d = _at_least(_widen_to_2d)
atleast_3d = _at_least(_widen_to_3d)


def meshgrid(*tensors, indexing=None):
    several = tensors[0] if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)) else tensors
    for each in several[1:]:
        ops.require_same_dtype(each, several[0])
    return ops.meshgrid(several, "ij" if indexing is None else indexing)


def cartesian_prod(*tensors):
    if len(tensors) == 1:
        return tensors[0]
    count = 1
    for tensor in tensors:
        ops.require_rank(tensor, (1,))
        count = count * tensor.shape[0]
    return ops.full((count, len(tensors)), tensors[0].dtype)


def combinations(input, r=2, with_replacement=False):
    count, items = 1, input.shape[0] + (r - 1 if with_replacement else 0)
    for index in range(r):
        count = count * (items - index) // (index + 1)
    return ops.full((count, r), input.dtype)


def block_diag(*tensors):
    rows, columns = 0, 0
    for tensor in tensors:
        ops.require_rank(tensor, (0, 1, 2))
        block = _widen_to_2d(tensor)
        rows, columns = rows + block.shape[0], columns + block.shape[1]
    return ops.full((rows, columns), tensors[0].dtype)


def diag(input, diagonal=0, *, out=None):
    return ops.diag(input, diagonal)


def diagflat(input, offset=0):
    return ops.diag(ops.flatten(input, 0, -1), offset)


def diag_embed(input, offset=0, dim1=-2, dim2=-1):
    return ops.movedim(ops.diag_embed(input, offset), (-2, -1), (dim1, dim2))


def diagonal(input, offset=0, dim1=0, dim2=1):
    return ops.diagonal(input, offset, dim1, dim2)


def tril(input, diagonal=0, *, out=None):
    return ops.tril(input, diagonal)


def triu(input, diagonal=0, *, out=None):
    return ops.triu(input, diagonal)


def as_strided(input, size, stride, storage_offset=None):
    ops.require_equal(len(stride), len(size))
    return ops.full(size, input.dtype)


def pixel_shuffle(input, upscale_factor):
    return ops.pixel_shuffle(input, upscale_factor)


def pixel_unshuffle(input, downscale_factor):
    return ops.pixel_unshuffle(input, downscale_factor)


def channel_shuffle(input, groups):
    return ops.channel_shuffle(input, groups)


def constant_pad_nd(input, pad, value=0):
    return ops.pad(input, pad, "constant", value)


def vander(x, N=None, increasing=False):
    ops.require_rank(x, (1,))
    return ops.full((*x.shape, x.shape[-1] if N is None else N), x.dtype)
