"""einops: rearranging, reducing and repeating axes by a pattern that names them.

A pattern is carried out by primitives: composed axes are split, axes are moved, reduced or added, and composed again;
so each primitive states its own requirement.
"""
from shapeline import ops
from einops._axes import compose, decompose, flat_names, groups_of, length_of, moved, sides

__public__ = "einops"


def _one_tensor(tensor):
    return ops.stack(tensor, 0) if isinstance(tensor, (tuple, list)) else tensor


def rearrange(tensor, pattern, **axes_lengths):
    source, target = sides(pattern)
    split, names = decompose(_one_tensor(tensor), groups_of(source), axes_lengths)
    wanted = groups_of(target, "@to")
    return compose(moved(split, names, flat_names(wanted, names)), wanted, names)


def reduce(tensor, pattern, reduction, **axes_lengths):
    source, target = sides(pattern)
    split, names = decompose(_one_tensor(tensor), groups_of(source), axes_lengths)
    wanted = groups_of(target, "@to")
    kept = flat_names(wanted, names)
    gone = tuple([index for index, name in enumerate(names) if name not in kept])
    if callable(reduction):
        reduced = reduction(split, gone)
    else:
        reduced = _reduced(split, reduction, gone)
    left = [name for name in names if name in kept]
    return compose(moved(reduced, left, kept), wanted, left)


def _reduced(tensor, reduction, axes):
    if len(axes) == 0:
        return tensor
    name = {"min": "amin", "max": "amax"}.get(reduction, reduction)
    if name == "prod":
        for axis in reversed(axes):
            tensor = ops.reduce("prod", tensor, axis, False)
        return tensor
    return ops.reduce(name, tensor, axes, False)


def repeat(tensor, pattern, **axes_lengths):
    source, target = sides(pattern)
    split, names = decompose(_one_tensor(tensor), groups_of(source), axes_lengths)
    wanted = groups_of(target, "@to")
    for name in flat_names(wanted, names):
        if name not in names:
            split = ops.unsqueeze(split, -1)
            split = ops.expand(split, (*split.shape[:-1], length_of(name, axes_lengths)))
            names = [*names, name]
    return compose(moved(split, names, flat_names(wanted, names)), wanted, names)


_letters = "abcdefghijklmnopqrstuvwxyz"


def einsum(*tensors_and_pattern):
    *tensors, pattern = tensors_and_pattern
    letters = {}
    for word in pattern.replace(",", " ").replace("->", " ").split():
        if word != "..." and word not in letters:
            letters[word] = _letters[len(letters)]
    source, target = sides(pattern)
    inputs = [_lettered(part, letters) for part in source.split(",")]
    return ops.einsum(",".join(inputs) + "->" + _lettered(target, letters), tensors)


def _lettered(part, letters):
    return "".join([letters.get(word, word) for word in part.split()])


def parse_shape(x, pattern):
    return {name: size for name, size in zip(pattern.split(), x.shape) if name != "_"}


def asnumpy(tensor):
    return ops.numpy(tensor)


def pack(tensors, pattern):
    words = pattern.split()
    before = words.index("*")
    after = len(words) - before - 1
    shapes = [tensor.shape[before:len(tensor.shape) - after] for tensor in tensors]
    flat = [ops.reshape(
        tensor, (*tensor.shape[:before], -1, *tensor.shape[len(tensor.shape) - after:]),
    ) for tensor in tensors]
    return ops.cat(flat, before), shapes


def unpack(tensor, packed_shapes, pattern):
    axis = pattern.split().index("*")
    sizes = _lengths(packed_shapes, tensor.shape[axis])
    parts = ops.split(tensor, sizes, axis)
    return [
        ops.reshape(
            part, (*part.shape[:axis], *shape, *part.shape[axis + 1:]),
        ) for part, shape in zip(parts, packed_shapes)
    ]


def _lengths(shapes, whole):
    """How much of the packed axis belongs to each; the one shape with a -1 has what the others leave."""
    lengths = [-1 if -1 in shape else _product(shape) for shape in shapes]
    left = whole - sum([length for length in lengths if length != -1])
    return [left if length == -1 else length for length in lengths]


def _product(sizes):
    count = 1
    for size in sizes:
        count = count * size
    return count


class EinopsError(RuntimeError):
    pass
