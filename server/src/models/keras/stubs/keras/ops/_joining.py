"""Joining and splitting in `keras.ops`, as its backend of TensorFlow does it: vectors are joined along the axis that they have."""
from shapeline import ops as _ops
from tensorflow._core import to_tensor as _to_tensor
from tensorflow._shaping import meshgrid as _meshgrid

__public__ = "keras.ops"


def concatenate(xs, axis=0):
    return _ops.cat([_to_tensor(x) for x in xs], axis)


def append(x1, x2, axis=None):
    if axis is None:
        return _ops.cat([_ops.flatten(_to_tensor(x1), 0, -1), _ops.flatten(_to_tensor(x2), 0, -1)], 0)
    return concatenate([x1, x2], axis)


def stack(x, axis=0):
    return _ops.stack([_to_tensor(each) for each in x], axis)


def hstack(xs):
    return concatenate(xs, _second(xs[0]))


def vstack(xs):
    return concatenate(xs, 0)


def dstack(xs):
    return concatenate([_deep(_to_tensor(x)) for x in xs], 2)


def _second(x):
    """The second axis; of a vector its only one."""
    return 0 if len(_to_tensor(x).shape) == 1 else 1


def _deep(tensor):
    if len(tensor.shape) == 1:
        tensor = _ops.unsqueeze(tensor, 0)
    return _ops.unsqueeze(tensor, 2) if len(tensor.shape) == 2 else tensor


def unstack(x, num=None, axis=0):
    return list(_ops.unbind(_to_tensor(x), axis))


def split(x, indices_or_sections, axis=0):
    tensor = _to_tensor(x)
    if isinstance(indices_or_sections, int):
        _ops.require_divisible(tensor.shape[axis], indices_or_sections)
    return array_split(tensor, indices_or_sections, axis)


def array_split(x, indices_or_sections, axis=0):
    return list(_ops.tensor_split(_to_tensor(x), indices_or_sections, axis))


def vsplit(x, indices_or_sections):
    return split(x, indices_or_sections, 0)


def hsplit(x, indices_or_sections):
    return split(x, indices_or_sections, _second(x))


def dsplit(x, indices_or_sections):
    return split(x, indices_or_sections, 2)


def meshgrid(*x, indexing="xy"):
    return _meshgrid(*x, indexing=indexing)
