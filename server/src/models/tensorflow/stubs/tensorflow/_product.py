"""Matrix products: both operands have two axes or more, and one type."""
from shapeline import ops
from tensorflow._core import pair, tensors_of, to_tensor

__public__ = "tf"

__all__ = ["einsum", "matmul", "tensordot"]


def matmul(
    a, b, transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False, a_is_sparse=False, b_is_sparse=False, output_type=None,
    grad_a=False, grad_b=False, name=None,
):
    first, second = pair(a, b)
    first, second = to_tensor(first), to_tensor(second)
    ops.require_axes(first, 2)
    ops.require_axes(second, 2)
    if transpose_a or adjoint_a:
        first = ops.transpose(first, -1, -2)
    if transpose_b or adjoint_b:
        second = ops.transpose(second, -1, -2)
    return ops.matmul(first, second)


def tensordot(a, b, axes, name=None):
    first, second = pair(a, b)
    return ops.tensordot(first, second, axes)


def einsum(equation, *inputs, **kwargs):
    return ops.einsum(equation, tensors_of(inputs))
