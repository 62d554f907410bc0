"""Products of matrices and vectors, and the linear algebra that `torch` itself publishes.

The products state which inner sizes must agree; sums of a product and a tensor broadcast the tensor onto the product.
"""
from collections import namedtuple

from shapeline import ops
from torch._written import written as _written

__public__ = "torch"

# PyTorch knows some of its parameters by NumPy's names too.
__keywords__ = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other"}

# Where a tensor is given for the result, the result is that tensor.
__handed__ = {"out": _written}

SVD = namedtuple("svd", "U S V")
Orthogonal = namedtuple("qr", "Q R")
Triangular = namedtuple("lu", "P L U")
Factors = namedtuple("lu_factor", "LU pivots")
FactorsInfo = namedtuple("lu_factor_ex", "LU pivots info")
Solved = namedtuple("triangular_solve", "solution cloned_coefficient")
Reflectors = namedtuple("geqrf", "a tau")
int32 = ops.dtype("int32")


def matmul(input, other, *, out=None):
    return ops.matmul(input, other)


def mm(input, mat2, out_dtype=None, *, out=None):
    return ops.mm(input, mat2)


# Sparse matrices have the shapes of dense ones.
def spmm(input, mat2):
    return ops.mm(input, mat2)


smm = hspmm = spmm


def bmm(input, mat2, out_dtype=None, *, out=None):
    return ops.bmm(input, mat2)


def mv(input, vec, *, out=None):
    return ops.mv(input, vec)


def dot(input, tensor, *, out=None):
    return ops.dot(input, tensor)


def vdot(input, other, *, out=None):
    return ops.vdot(input, other)


def inner(input, other, *, out=None):
    if input.dim() == 0 or other.dim() == 0:
        return ops.elementwise("mul", input, other)
    ops.require_equal(input.shape[-1], other.shape[-1])
    return ops.tensordot(input, other, ([-1], [-1]))


def outer(input, vec2, *, out=None):
    return ops.outer(input, vec2)


ger = outer


def _onto(product, input):
    """What is added is stretched to the product, never the product to it."""
    return ops.elementwise("add", product, input, None, True)


def addmm(input, mat1, mat2, out_dtype=None, *, beta=1, alpha=1, out=None):
    return ops.addmm(input, mat1, mat2, beta, alpha)


def addmv(input, mat, vec, *, beta=1, alpha=1, out=None):
    return _onto(ops.mv(mat, vec), input)


def addr(input, vec1, vec2, *, beta=1, alpha=1, out=None):
    return _onto(ops.outer(vec1, vec2), input)


def baddbmm(input, batch1, batch2, out_dtype=None, *, beta=1, alpha=1, out=None):
    return ops.baddbmm(input, batch1, batch2, beta, alpha)


def addbmm(input, batch1, batch2, *, beta=1, alpha=1, out=None):
    return _onto(ops.reduce("sum", ops.bmm(batch1, batch2), 0, False), input)


def einsum(*args):
    if len(args) == 2 and isinstance(args[1], (tuple, list)):
        return ops.einsum(args[0], list(args[1]))
    return ops.einsum(args[0], list(args[1:]))


def tensordot(a, b, dims=2, out=None):
    return ops.tensordot(a, b, dims)


def chain_matmul(*matrices, out=None):
    product = matrices[0]
    for matrix in matrices[1:]:
        product = ops.mm(product, matrix)
    return product


def kron(input, other, *, out=None):
    return ops.kron(input, other)


def cross(input, other, dim=None, *, out=None):
    return ops.cross(input, other, dim)


def cdist(x1, x2, p=2.0, compute_mode="use_mm_for_euclid_dist_if_necessary"):
    return ops.cdist(x1, x2, p)


def cosine_similarity(x1, x2, dim=1, eps=1e-08):
    return ops.cosine_similarity(x1, x2, dim, eps)


def pairwise_distance(x1, x2, p=2.0, eps=1e-06, keepdim=False):
    return ops.pairwise_distance(x1, x2, p, eps, keepdim)


def pdist(input, p=2):
    ops.require_rank(input, (2,))
    rows = input.shape[0]
    return ops.full((rows * (rows - 1) // 2,), input.dtype)


def trace(input):
    return ops.trace(input)


def det(input):
    return ops.linalg_square("det", input)


def logdet(input):
    return ops.linalg_square("logdet", input)


def slogdet(input, *, out=None):
    return ops.linalg_square("slogdet", input)


def inverse(input, *, out=None):
    return ops.linalg_square("inverse", input)


def pinverse(input, rcond=1e-15):
    return ops.transpose(input, -2, -1)


def matrix_exp(input):
    return ops.linalg_square("matrix_exp", input)


def matrix_power(input, n, *, out=None):
    return ops.linalg_square("matrix_power", input)


def cholesky(input, upper=False, *, out=None):
    return ops.linalg_square("cholesky", input)


def cholesky_inverse(input, upper=False, *, out=None):
    return ops.linalg_square("cholesky_inverse", input)


def cholesky_solve(input, input2, upper=False, *, out=None):
    if input.dim() < 2:
        ops.require_rank(input, (2, 3))
    return solved(input2, input)


def triangular_solve(input, A, upper=True, transpose=False, unitriangular=False, *, out=None):
    solution = solved(A, input)
    return Solved(solution, ops.full((*solution.shape[:-2], *A.shape[-2:]), A.dtype))


def lu_solve(input, LU_data, LU_pivots, *, out=None):
    return solved(LU_data, input)


def shorter_side(input):
    return min(input.shape[-2], input.shape[-1])


def packed_factors(input):
    """Two triangular factors in one matrix, and the rows that were exchanged."""
    return ops.unary(input, "lu"), ops.full((*input.shape[:-2], shorter_side(input)), int32)


def triangular_factors(input):
    """The permutation and the two factors of a matrix."""
    batch, rows, columns, least = input.shape[:-2], input.shape[-2], input.shape[-1], shorter_side(input)
    dtype = input.dtype
    return Triangular(
        ops.full((*batch, rows, rows), dtype), ops.full((*batch, rows, least), dtype), ops.full((*batch, least, columns), dtype),
    )


def lu(A, pivot=True, get_infos=False, out=None):
    factors = packed_factors(A)
    return FactorsInfo(*factors, ops.full(A.shape[:-2], int32)) if get_infos else factors


def lu_unpack(LU_data, LU_pivots, unpack_data=True, unpack_pivots=True, *, out=None):
    return triangular_factors(LU_data)


def orthogonal_factors(input, mode):
    """The factors of a QR decomposition."""
    if mode == "r":
        return Orthogonal(ops.full((0,), input.dtype), ops.linalg_qr(input)[1])
    if mode != "complete":
        return ops.linalg_qr(input)
    rows = input.shape[-2]
    return Orthogonal(ops.full((*input.shape[:-1], rows), input.dtype), ops.unary(input, "qr"))


def solved(A, B):
    """What `A` times it is `B`, a matrix or a stack of them, solved one by one as a product is."""
    if B.dim() < 2:
        ops.require_rank(B, (2, 3))
    if A.dim() == 2 and B.dim() < 3:
        return ops.linalg_solve(A, B)
    if A.dim() >= 2:
        ops.require_equal(A.shape[-1], A.shape[-2])
    return ops.matmul(A, B)


def qr(input, some=True, *, out=None):
    return orthogonal_factors(input, "reduced" if some else "complete")


def svd(input, some=True, compute_uv=True, *, out=None):
    left, values, right = ops.linalg_svd(input, not some or not compute_uv)
    return SVD(left, values, ops.transpose(right, -2, -1))


def svd_lowrank(A, q=6, niter=2, M=None):
    batch, rows, columns = A.shape[:-2], A.shape[-2], A.shape[-1]
    q = min(q, rows, columns)
    return ops.full((*batch, rows, q), A.dtype), ops.full((*batch, q), A.dtype), ops.full((*batch, columns, q), A.dtype)


def pca_lowrank(A, q=None, center=True, niter=2):
    return svd_lowrank(A, min(6, A.shape[-2], A.shape[-1]) if q is None else q)


def lobpcg(
    A, k=None, B=None, X=None, n=None, iK=None, niter=None, tol=None, largest=None, method=None, tracker=None,
    ortho_iparams=None, ortho_fparams=None, ortho_bparams=None,
):
    count = X.shape[-1] if k is None and X is not None else 1 if k is None else k
    return ops.full((*A.shape[:-2], count), A.dtype), ops.full((*A.shape[:-1], count), A.dtype)


def geqrf(input, *, out=None):
    return Reflectors(ops.unary(input, "geqrf"), ops.full((*input.shape[:-2], shorter_side(input)), input.dtype))


def orgqr(input, input2, *, out=None):
    return ops.unary(input, "orgqr")


def ormqr(input, input2, input3, left=True, transpose=False, *, out=None):
    return ops.unary(input3, "ormqr")


def bilinear(input1, input2, weight, bias=None):
    return ops.bilinear(input1, input2, weight, bias)


def stft(
    input, n_fft, hop_length=None, win_length=None, window=None, center=True, pad_mode="reflect", normalized=False,
    onesided=None, return_complex=None, align_to_window=None,
):
    hop = n_fft // 4 if hop_length is None else hop_length
    width = n_fft if win_length is None else win_length
    ops.require_rank(input, (1, 2))
    ops.require_at_least(n_fft, width)
    if window is not None:
        ops.require_equal(window.shape[0], width)
    if not center or pad_mode == "reflect":
        ops.require_at_least(input.shape[-1], n_fft // 2 + 1 if center else n_fft)
    length = input.shape[-1] + (n_fft // 2 * 2 if center else 0)
    frequencies = n_fft if onesided is False else n_fft // 2 + 1
    sizes = (*input.shape[:-1], frequencies, (length - n_fft) // hop + 1)
    return ops.full(sizes, ops.dtype("complex64")) if return_complex else ops.full((*sizes, 2), input.dtype)


def istft(
    input, n_fft, hop_length=None, win_length=None, window=None, center=True, normalized=False, onesided=None,
    length=None, return_complex=False,
):
    hop = n_fft // 4 if hop_length is None else hop_length
    covered = n_fft + hop * (input.shape[-1] - 1) - (n_fft // 2 * 2 if center else 0)
    return ops.full((*input.shape[:-2], covered if length is None else length), None)
