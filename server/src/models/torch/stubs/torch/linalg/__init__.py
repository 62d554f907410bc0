"""`torch.linalg`: norms, decompositions and solvers over batches of matrices."""
from collections import namedtuple

from shapeline import ops
from torch._functions.matrix import (
    Factors, FactorsInfo, matmul, orthogonal_factors, packed_factors, shorter_side, solved, triangular_factors,
)
from torch._functions.shaping import diagonal as _diagonal
from torch._written import written as _written

__public__ = "torch.linalg"

# PyTorch knows some of its parameters by NumPy's names too.
__keywords__ = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other"}

# Where a tensor is given for the result, the result is that tensor.
__handed__ = {"out": _written}

LeastSquares = namedtuple("lstsq", "solution residuals rank singular_values")
Eigen = namedtuple("eig", "eigenvalues eigenvectors")
Inverse = namedtuple("inv_ex", "inverse info")
Cholesky = namedtuple("cholesky_ex", "L info")
Solution = namedtuple("solve_ex", "result info")
Pivoted = namedtuple("ldl_factor", "LD pivots")
PivotedInfo = namedtuple("ldl_factor_ex", "LD pivots info")
Polar = namedtuple("polar", "U H")

int32 = ops.dtype("int32")


def _infos(A):
    """A number for each matrix that says whether it went well."""
    return ops.full(A.shape[:-2], int32)


def _complex(A):
    return ops.dtype("complex128") if A.dtype == ops.dtype("float64") else ops.dtype("complex64")


def norm(input, ord=None, dim=None, keepdim=False, *, out=None, dtype=None):
    if dim is None and ord is not None:
        ops.require_rank(input, (2,) if isinstance(ord, str) else (1, 2))
    return ops.reduce("norm", input, dim, keepdim, dtype)


def vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None, out=None):
    return ops.reduce("norm", x, dim, keepdim, dtype)


def matrix_norm(A, ord="fro", dim=(-2, -1), keepdim=False, *, dtype=None, out=None):
    if A.dim() < 2:
        ops.require_rank(A, (2, 3))
    return ops.reduce("norm", A, dim, keepdim, dtype)


def diagonal(A, *, offset=0, dim1=-2, dim2=-1):
    return _diagonal(A, offset, dim1, dim2)


def det(A, *, out=None):
    return ops.linalg_square("det", A)


def slogdet(A, *, out=None):
    return ops.linalg_square("slogdet", A)


def cond(A, p=None, *, out=None):
    return ops.reduce("norm", A, (-2, -1), False)


def matrix_rank(A, *, atol=None, rtol=None, hermitian=False, out=None):
    if A.dim() < 2:
        ops.require_rank(A, (2, 3))
    return ops.reduce("argmax", ops.reduce("sum", A, -1, False), -1, False)


def inv(A, *, out=None):
    return ops.linalg_square("inverse", A)


def inv_ex(A, *, check_errors=False, out=None):
    return Inverse(ops.linalg_square("inverse", A), _infos(A))


def pinv(A, *, atol=None, rtol=None, hermitian=False, out=None):
    return ops.transpose(A, -2, -1)


def cholesky(A, *, upper=False, out=None):
    return ops.linalg_square("cholesky", A)


def cholesky_ex(A, *, upper=False, check_errors=False, out=None):
    return Cholesky(ops.linalg_square("cholesky", A), _infos(A))


def qr(A, mode="reduced", *, out=None):
    return orthogonal_factors(A, mode)


def svd(A, full_matrices=True, *, driver=None, out=None):
    return ops.linalg_svd(A, full_matrices)


def svdvals(A, *, driver=None, out=None):
    return ops.linalg_svd(A, False)[1]


def eig(A, *, out=None):
    ops.linalg_square("eig", A)
    return Eigen(ops.full(A.shape[:-1], _complex(A)), ops.full(A.shape, _complex(A)))


def eigh(A, UPLO="L", *, out=None):
    values, vectors = ops.linalg_square("eigh", A)
    return Eigen(values, vectors)


def eigvals(A, *, out=None):
    ops.linalg_square("eig", A)
    return ops.full(A.shape[:-1], _complex(A))


def eigvalsh(A, UPLO="L", *, out=None):
    return ops.linalg_square("eigvalsh", A)


def solve(A, B, *, left=True, out=None):
    """`B` may be a vector, or one for each matrix."""
    if not left:
        return _solved_from_the_right(A, B)
    if B.dim() == 1 or B.shape == A.shape[:-1]:
        return ops.linalg_solve(A, B)
    return solved(A, B)


def _solved_from_the_right(A, B):
    """`X @ A = B`, as the solution of the transposed."""
    if A.dim() < 2:
        ops.require_rank(A, (2, 3))
    if B.dim() < 2:
        return ops.unknown()
    return ops.transpose(solved(ops.transpose(A, -2, -1), ops.transpose(B, -2, -1)), -2, -1)


def solve_ex(A, B, *, left=True, check_errors=False, out=None):
    return Solution(solve(A, B, left=left), _infos(A))


def solve_triangular(A, B, *, upper, left=True, unitriangular=False, out=None):
    if B.dim() < 2:
        ops.require_rank(B, (2, 3))
    return solved(A, B) if left else _solved_from_the_right(A, B)


def lstsq(A, B, rcond=None, *, driver=None):
    if B.dim() == 1:
        ops.require_equal(B.shape[-1], A.shape[-2])
    if B.dim() == A.dim() - 1 and B.shape == A.shape[:-1]:
        solution = ops.full((*A.shape[:-2], A.shape[-1]), A.dtype)
    elif B.dim() < A.dim():
        solution = ops.unknown()
    else:
        ops.require_equal(B.shape[-2], A.shape[-2])
        # What the two matrices' product would have, with the columns of the one for its rows.
        product = ops.matmul(ops.transpose(A, -2, -1), B)
        solution = ops.full(product.shape, A.dtype)
    return LeastSquares(solution, ops.unknown(), ops.unknown(), ops.unknown())


def lu(A, *, pivot=True, out=None):
    return triangular_factors(A)


def lu_factor(A, *, pivot=True, out=None):
    return Factors(*packed_factors(A))


def lu_factor_ex(A, *, pivot=True, check_errors=False, out=None):
    return FactorsInfo(*packed_factors(A), _infos(A))


def lu_solve(LU, pivots, B, *, left=True, adjoint=False, out=None):
    return solved(LU, B) if left else _solved_from_the_right(LU, B)


def ldl_factor(A, *, hermitian=False, out=None):
    return Pivoted(ops.linalg_square("ldl", A), ops.full(A.shape[:-1], int32))


def ldl_factor_ex(A, *, hermitian=False, check_errors=False, out=None):
    return PivotedInfo(ops.linalg_square("ldl", A), ops.full(A.shape[:-1], int32), _infos(A))


def ldl_solve(LD, pivots, B, *, hermitian=False, out=None):
    return solved(LD, B)


def matrix_exp(A):
    return ops.linalg_square("matrix_exp", A)


def matrix_power(A, n, *, out=None):
    return ops.linalg_square("matrix_power", A)


def vander(x, N=None):
    return ops.full((*x.shape, x.shape[-1] if N is None else N), x.dtype)


def cross(input, other, *, dim=-1, out=None):
    return ops.cross(input, other, dim)


def vecdot(x, y, *, dim=-1, out=None):
    # Of two vectors the axis is not looked at.
    if ops.is_tensor(x) and ops.is_tensor(y) and x.ndim == 1 and y.ndim == 1:
        return ops.dot(x, y)
    return ops.reduce("sum", ops.elementwise("mul", x, y), dim, False)


def multi_dot(tensors, *, out=None):
    product = tensors[0]
    for tensor in tensors[1:]:
        product = ops.matmul(product, tensor)
    return product


def tensorinv(A, ind=2, *, out=None):
    return ops.full((*A.shape[ind:], *A.shape[:ind]), A.dtype)


def tensorsolve(A, B, dims=None, *, out=None):
    return ops.unknown() if dims is not None else ops.full(A.shape[B.dim() :], A.dtype)


def matrix_sqrth(A):
    return ops.linalg_square("sqrth", A)


def polar(A, *, out=None):
    least = A.shape[-1]
    return Polar(ops.unary(A, "polar"), ops.full((*A.shape[:-2], least, least), A.dtype))


def householder_product(A, tau, *, out=None):
    return ops.unary(A, "householder_product")
