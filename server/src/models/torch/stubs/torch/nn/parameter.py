"""Parameters and buffers: tensors that a module owns. `ops` marks them, so that modules can be asked for theirs."""
from shapeline import ops
from torch._default import or_default
from torch._tensor import Tensor

__public__ = "torch.nn"


class Parameter(Tensor):
    def __new__(cls, data=None, requires_grad=True):
        return ops.parameter(ops.full((0,), None) if data is None else data, requires_grad)


class Buffer(Tensor):
    def __new__(cls, data=None, *, persistent=True):
        return ops.buffer(ops.full((0,), None) if data is None else data, persistent)


class UninitializedParameter(Tensor):
    def __new__(cls, requires_grad=True, device=None, dtype=None):
        return ops.parameter(ops.unknown(), requires_grad)


class UninitializedBuffer(Tensor):
    def __new__(cls, requires_grad=False, device=None, dtype=None, persistent=True):
        return ops.buffer(ops.unknown(), persistent)


def is_lazy(param):
    return ops.unknown()


def parameter(size, dtype=None):
    """A trainable tensor of this size: what layers make their weights with."""
    return ops.parameter(ops.full(size, or_default(dtype)), True)


def optional_parameter(wanted, size, dtype=None):
    return ops.parameter(ops.full(size, or_default(dtype)), True) if wanted else None
