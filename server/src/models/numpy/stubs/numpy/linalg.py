"""Linear algebra, of matrices along the last two axes."""
from numpy._core import full, several, to_array
from numpy._dtypes import floating, int64
from numpy._reducing import same_type
from shapeline import ops


def norm(x, ord=None, axis=None, keepdims=False):
    array = to_array(x)
    return ops.as_array(ops.cast(ops.reduce("sum", array, axis, keepdims), floating(array.dtype)))


def _floats(a):
    array = to_array(a)
    return ops.cast(array, floating(array.dtype))


def _square(name):
    def function(a, *args, **kwargs):
        return ops.as_array(ops.linalg_square(name, _floats(a)))

    return function


inv = _square("inv")
cholesky = _square("cholesky")


def det(a):
    array = _floats(a)
    return full(array.shape[:-2], array.dtype)


def matrix_power(a, n):
    return ops.as_array(ops.like(to_array(a), None))


def matrix_rank(A, tol=None, hermitian=False, *, rtol=None):
    return full(to_array(A).shape[:-2], int64)


def pinv(a, rcond=None, hermitian=False, *, rtol=None):
    return ops.as_array(ops.transpose(_floats(a), -2, -1))


def solve(a, b):
    first, second = same_type(_floats(a), _floats(b))
    return ops.as_array(ops.linalg_solve(first, second))


def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    parts = several(ops.linalg_svd(_floats(a), full_matrices))
    return tuple(parts) if compute_uv else parts[1]


def qr(a, mode="reduced"):
    return tuple(several(ops.linalg_qr(_floats(a)))) if mode == "reduced" else ops.unknown()


def eigh(a, UPLO="L"):
    array = _floats(a)
    return full(array.shape[:-1], array.dtype), ops.as_array(ops.like(array, None))


def eigvalsh(a, UPLO="L"):
    array = _floats(a)
    return full(array.shape[:-1], array.dtype)


def eig(a):
    """Real or complex, as the numbers will have it."""
    array = _floats(a)
    return full(array.shape[:-1], ops.unknown()), full(array.shape, ops.unknown())


def lstsq(a, b, rcond=None):
    return ops.unknown(), ops.unknown(), ops.unknown(), ops.unknown()


class LinAlgError(ValueError):
    pass
