"""Products of sparse matrices: their shapes are those of dense ones."""
from shapeline import ops

__public__ = "torch.sparse"


def mm(mat1, mat2, reduce=None):
    return ops.mm(mat1, mat2)


def addmm(input, mat1, mat2, *, beta=1.0, alpha=1.0):
    return ops.addmm(input, mat1, mat2, beta, alpha)


def softmax(input, dim, *, dtype=None):
    return ops.softmax(input, dim, dtype)


def log_softmax(input, dim, *, dtype=None):
    return ops.log_softmax(input, dim, dtype)


def sum(input, dim=None, dtype=None):
    return ops.reduce("sum", input, dim, False, dtype)
