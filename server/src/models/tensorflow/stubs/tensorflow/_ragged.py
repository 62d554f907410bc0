"""Ragged tensors: rows of lengths that are not known. Of what can be asked of them only what this needs is followed."""
from shapeline import ops

__public__ = "tf"


class Ragged:
    def __init__(self, outer, dtype):
        """The sizes before the ragged axis, and the type."""
        self._outer = tuple(outer)
        self.dtype = dtype

    def with_dtype(self, dtype):
        return Ragged(self._outer, dtype)

    def to_tensor(self, default_value=None, name=None, shape=None):
        return ops.full((*self._outer, ops.size("longest")), self.dtype) if shape is None else ops.unknown()

    def row_lengths(self, axis=1, name=None):
        return ops.full(self._outer, ops.dtype("int64")) if axis == 1 and len(self._outer) == 1 else ops.unknown()

    def __getattr__(self, name):
        return ops.unknown()

    def __getitem__(self, index):
        return ops.unknown()

    def __iter__(self):
        return ops.unknown()

    def _operator(self, other):
        return ops.unknown()

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __eq__ = __ne__ = __lt__ = __gt__ = _operator
