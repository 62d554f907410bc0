"""`torch.linalg`: norms, decompositions and solvers over batches of matrices."""
from shapeline import ops
from torch._functions.matrix import lu_solve, matmul, matrix_exp, matrix_power
from torch._functions.shaping import diagonal as _diagonal, vander

__public__ = "torch.linalg"


def norm(A, ord=None, dim=None, keepdim=False, *, out=None, dtype=None):
    return ops.reduce("norm", A, dim, keepdim)


def vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None, out=None):
    return ops.reduce("norm", x, dim, keepdim)


def matrix_norm(A, ord="fro", dim=(-2, -1), keepdim=False, *, dtype=None, out=None):
    return ops.reduce("norm", A, dim, keepdim)


def diagonal(A, *, offset=0, dim1=-2, dim2=-1):
    return _diagonal(A, offset, dim1, dim2)


def det(A, *, out=None):
    return ops.det(A)


def slogdet(A, *, out=None):
    return ops.det(A), ops.det(A)


def cond(A, p=None, *, out=None):
    return ops.reduce("norm", A, (-2, -1), False)


def matrix_rank(A, *, atol=None, rtol=None, hermitian=False, out=None):
    return ops.reduce("argmax", ops.reduce("sum", A, -1, False), -1, False)


def inv(A, *, out=None):
    return ops.inverse(A)


def inv_ex(A, *, check_errors=False, out=None):
    return ops.inverse(A), ops.det(A)


def pinv(A, *, atol=None, rtol=None, hermitian=False, out=None):
    return ops.transpose(A, -2, -1)


def cholesky(A, *, upper=False, out=None):
    return ops.inverse(A)


def cholesky_ex(A, *, upper=False, check_errors=False, out=None):
    return ops.inverse(A), ops.det(A)


def qr(A, mode="reduced", *, out=None):
    return ops.qr(A, mode)


def svd(A, full_matrices=True, *, driver=None, out=None):
    return ops.svd(A, full_matrices)


def svdvals(A, *, driver=None, out=None):
    return ops.svd(A, False)[1]


def eig(A, *, out=None):
    return ops.eigh(A)


def eigh(A, UPLO="L", *, out=None):
    return ops.eigh(A)


def eigvals(A, *, out=None):
    return ops.eigh(A)[0]


def eigvalsh(A, UPLO="L", *, out=None):
    return ops.eigh(A)[0]


def solve(A, B, *, left=True, out=None):
    return ops.solve(A, B)


def solve_triangular(A, B, *, upper, left=True, unitriangular=False, out=None):
    return ops.solve(A, B)


def lstsq(A, B, rcond=None, *, driver=None):
    return ops.lstsq(A, B), ops.unknown(), ops.unknown(), ops.unknown()


def lu(A, *, pivot=True, out=None):
    return ops.unknown(), ops.unknown(), ops.unknown()


def lu_factor(A, *, pivot=True, out=None):
    return ops.unary(A, "lu"), ops.unknown()


def cross(input, other, *, dim=-1, out=None):
    return ops.cross(input, other, dim)


def vecdot(x, y, *, dim=-1, out=None):
    return ops.reduce("sum", ops.elementwise("mul", x, y), dim, False)


def multi_dot(tensors, *, out=None):
    product = tensors[0]
    for tensor in tensors[1:]:
        product = ops.matmul(product, tensor)
    return product


def tensorinv(A, ind=2, *, out=None):
    return ops.unknown()


def tensorsolve(A, B, dims=None, *, out=None):
    return ops.unknown()


def householder_product(A, tau, *, out=None):
    return ops.unary(A, "householder_product")
