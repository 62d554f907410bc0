"""`tf.linalg`: functions of matrices, which are the last two axes."""
from shapeline import ops
from tensorflow._core import filled, tensors_of, to_tensor
from tensorflow._creation import eye
from tensorflow._product import *
from tensorflow._reduction import norm
from tensorflow._dtypes import as_dtype
from tensorflow.nn import l2_normalize

__public__ = "tf.linalg"


def _square(name):
    def function(input, *args, **kwargs):
        return ops.linalg_square(operation, to_tensor(input))

    operation = name
    return function


inv = _square("inv")
det = _square("det")
cholesky = _square("cholesky")
expm = logm = sqrtm = _square("matrix_exp")


def slogdet(input, name=None):
    determinant = det(input)
    return determinant, ops.like(determinant, None)


def logdet(matrix, name=None):
    return det(matrix)


def eigh(tensor, name=None):
    matrix = cholesky(tensor)
    return ops.select(matrix, -1, 0), matrix


def eigvalsh(tensor, name=None):
    return eigh(tensor)[0]


def eig(tensor, name=None):
    return ops.unknown()


eigvals = lu = lu_solve = lu_reconstruct = lu_matrix_inverse = experimental = banded_triangular_solve = tridiagonal_matmul = eig
tridiagonal_solve = eig


def qr(input, full_matrices=False, name=None):
    tensor = to_tensor(input)
    if full_matrices:
        return ops.unknown()
    q, r = ops.linalg_qr(tensor)
    return q, r


def svd(tensor, full_matrices=False, compute_uv=True, name=None):
    """The values come first, and the last factor is not transposed."""
    matrix = to_tensor(tensor)
    u, s, v = ops.linalg_svd(matrix, full_matrices)
    return (s, u, ops.transpose(v, -1, -2)) if compute_uv else s


def solve(matrix, rhs, adjoint=False, name=None):
    a, b = to_tensor(matrix), to_tensor(rhs)
    ops.require_axes(b, 2)
    return ops.matmul(inv(a), b)


triangular_solve = cholesky_solve = solve


def lstsq(matrix, rhs, l2_regularizer=0.0, fast=True, name=None):
    return ops.matmul(pinv(matrix), to_tensor(rhs))


def pinv(a, rcond=None, validate_args=False, name=None):
    tensor = to_tensor(a)
    ops.require_axes(tensor, 2)
    return ops.transpose(tensor, -1, -2)


def trace(x, name=None):
    return ops.reduce("sum", diag_part(x), -1, False)


def diag(diagonal, name="diag", k=0, num_rows=-1, num_cols=-1, padding_value=0, align="RIGHT_LEFT"):
    if k != 0 or num_rows != -1 or num_cols != -1:
        return ops.unknown()
    return ops.diag_embed(to_tensor(diagonal))


def diag_part(input, name="diag_part", k=0, padding_value=0, align="RIGHT_LEFT"):
    if not isinstance(k, int):
        return ops.unknown()
    return ops.diagonal(to_tensor(input), k, -2, -1)


tensor_diag = tensor_diag_part = eig


def set_diag(input, diagonal, name="set_diag", k=0, align="RIGHT_LEFT"):
    return to_tensor(input)


def band_part(input, num_lower, num_upper, name=None):
    return to_tensor(input)


def matrix_transpose(a, name="matrix_transpose", conjugate=False):
    return ops.transpose(to_tensor(a), -1, -2)


adjoint = matrix_transpose


def matvec(a, b, transpose_a=False, adjoint_a=False, a_is_sparse=False, b_is_sparse=False, name=None):
    return ops.squeeze(matmul(a, ops.unsqueeze(to_tensor(b), -1), transpose_a, adjoint_a=adjoint_a), -1)


def cross(a, b, name=None):
    return ops.cross(to_tensor(a), to_tensor(b), -1)


def normalize(tensor, ord="euclidean", axis=None, name=None):
    whole = to_tensor(tensor)
    return whole, norm(whole, ord, axis, True)


def global_norm(t_list, name=None):
    return ops.reduce("norm", to_tensor(t_list[0]), None, False)


def matrix_rank(a, tol=None, validate_args=False, name=None):
    return ops.cast(ops.reduce("sum", diag_part(a), -1, False), ops.dtype("int32"))


