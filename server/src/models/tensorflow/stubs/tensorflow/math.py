"""`tf.math`: what stands in `tf` as well, under its full names, and the rarer functions."""
from shapeline import ops
from tensorflow._core import axes_of, filled, tensors_of, to_tensor
from tensorflow._creation import *
from tensorflow._dtypes import as_dtype, bool_, float32, int32, int64
from tensorflow._pointwise import *
from tensorflow._reduction import *
from tensorflow._selection import searchsorted
from tensorflow.nn import in_top_k, l2_normalize, log_softmax, softmax, softplus, zero_fraction

__public__ = "tf.math"


def _part(input, name=None):
    tensor = to_tensor(input)
    return tensor if ops.is_floating(tensor.dtype) else ops.unknown()


real = conj = _part


def imag(input, name=None):
    return ops.like(_part(input), None)


angle = imag


def accumulate_n(inputs, shape=None, tensor_dtype=None, name=None):
    return add_n(inputs)


def scalar_mul(scalar, x, name=None):
    return multiply(scalar, x)


def nextafter(x1, x2, name=None):
    return maximum(x1, x2)


def igamma(a, x, name=None):
    return maximum(a, x)


igammac = polygamma = zeta = betainc = floor_div = igamma


def cumulative_logsumexp(x, axis=0, exclusive=False, reverse=False, name=None):
    return ops.logcumsumexp(to_tensor(x), axis)


def bincount(
    arr, weights=None, minlength=None, maxlength=None, dtype=int32, name=None, axis=None, binary_output=False,
):
    return ops.unknown() if axis is not None else ops.full((ops.size("counted"),), as_dtype(dtype))


def confusion_matrix(labels, predictions, num_classes=None, weights=None, dtype=int32, name=None):
    count = ops.size("classes") if num_classes is None or ops.is_tensor(num_classes) else num_classes
    return filled([count, count], as_dtype(dtype))


def segment_sum(data, segment_ids, name=None):
    tensor = to_tensor(data)
    return ops.full((ops.size("segments"), *tensor.shape[1:]), tensor.dtype)


segment_mean = segment_max = segment_min = segment_prod = segment_sum


def unsorted_segment_sum(data, segment_ids, num_segments, name=None):
    tensor, ids = to_tensor(data), to_tensor(segment_ids)
    rank = len(ids.shape)
    if not ops.is_constant(rank):
        return ops.unknown()
    return ops.full((ops.size("segments") if ops.is_tensor(num_segments) else num_segments, *tensor.shape[rank:]), tensor.dtype)


unsorted_segment_mean = unsorted_segment_max = unsorted_segment_min = unsorted_segment_prod = unsorted_segment_sqrt_n = unsorted_segment_sum


def approx_max_k(operand, k, reduction_dimension=-1, *args, **kwargs):
    return ops.unknown()


approx_min_k = invert_permutation = ndtri = approx_max_k


def is_non_decreasing(x, name=None):
    return ops.full((), bool_)


is_strictly_increasing = is_non_decreasing


def lbeta(x, name=None):
    return ops.reduce("sum", to_tensor(x), -1, False)


def polyval(coeffs, x, name=None):
    """A coefficient may be a tensor, as what it goes with may be."""
    if not isinstance(coeffs, (list, tuple)) or len(coeffs) == 0:
        return ops.unknown()
    return ops.elementwise("mul", to_tensor(coeffs[0]), to_tensor(x))


def sobol_sample(dim, num_results, skip=0, dtype=float32, name=None):
    return filled([num_results, dim], as_dtype(dtype))


bessel_i0 = bessel_i0e = bessel_i1 = bessel_i1e = ndtri = sqrt
erfcinv = erfinv
