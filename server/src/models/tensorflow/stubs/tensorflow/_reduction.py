"""Reductions: whole numbers stay what they are, and an empty list of axes reduces nothing."""
from shapeline import ops
from tensorflow._core import axes_of, to_tensor
from tensorflow._dtypes import as_dtype, bool_, int32, int64

__public__ = "tf"

__all__ = [
    "argmax", "argmin", "argsort", "count_nonzero", "cumprod", "cumsum", "norm", "reduce_all", "reduce_any", "reduce_euclidean_norm",
    "reduce_logsumexp", "reduce_max", "reduce_mean", "reduce_min", "reduce_prod", "reduce_std", "reduce_sum", "reduce_variance", "sort",
    "top_k", "unique", "unique_with_counts",
]


def _reduced(name, tensor, axis, keepdims, dtype):
    if isinstance(axis, (list, tuple)) and len(axis) == 0:
        return tensor
    return ops.reduce(name, tensor, axes_of(axis), keepdims, dtype)


def _numbers(name):
    def function(input_tensor, axis=None, keepdims=False, name=None):
        tensor = to_tensor(input_tensor)
        ops.require_dtype(tensor, "not-bool")
        return _reduced(operation, tensor, axis, keepdims, tensor.dtype)

    operation = name
    return function


reduce_sum = _numbers("sum")
reduce_mean = _numbers("mean")
reduce_prod = _numbers("prod")
reduce_max = _numbers("amax")
reduce_min = _numbers("amin")


def _floats(name):
    def function(input_tensor, axis=None, keepdims=False, name=None):
        tensor = to_tensor(input_tensor)
        ops.require_dtype(tensor, "differentiable")
        return _reduced(operation, tensor, axis, keepdims, tensor.dtype)

    operation = name
    return function


reduce_logsumexp = _floats("logsumexp")
reduce_std = _floats("std")
reduce_variance = _floats("var")
reduce_euclidean_norm = _floats("norm")


def _truths(name):
    def function(input_tensor, axis=None, keepdims=False, name=None):
        tensor = to_tensor(input_tensor)
        ops.require_dtype(tensor, "bool")
        return _reduced(operation, tensor, axis, keepdims, bool_)

    operation = name
    return function


reduce_all = _truths("all")
reduce_any = _truths("any")


def count_nonzero(input, axis=None, keepdims=None, dtype=int64, name=None):
    return _reduced("count_nonzero", to_tensor(input), axis, bool(keepdims), as_dtype(dtype))


def argmax(input, axis=None, output_type=int64, name=None):
    return ops.cast(ops.reduce("argmax", to_tensor(input), axes_of(0 if axis is None else axis), False), as_dtype(output_type))


def argmin(input, axis=None, output_type=int64, name=None):
    return ops.cast(ops.reduce("argmin", to_tensor(input), axes_of(0 if axis is None else axis), False), as_dtype(output_type))


def norm(tensor, ord="euclidean", axis=None, keepdims=None, name=None):
    return _reduced("norm", to_tensor(tensor), axis, bool(keepdims), None)


def cumsum(x, axis=0, exclusive=False, reverse=False, name=None):
    tensor = to_tensor(x)
    return ops.cumsum(tensor, axis, tensor.dtype)


def cumprod(x, axis=0, exclusive=False, reverse=False, name=None):
    tensor = to_tensor(x)
    return ops.cumprod(tensor, axis, tensor.dtype)


def sort(values, axis=-1, direction="ASCENDING", name=None):
    values, _ = ops.sort(to_tensor(values), axis)
    return values


def argsort(values, axis=-1, direction="ASCENDING", stable=False, name=None):
    return ops.cast(ops.argsort(to_tensor(values), axis), int32)


def top_k(input, k=1, sorted=True, index_type=int32, name=None):
    values, indices = ops.topk(to_tensor(input), ops.unknown() if ops.is_tensor(k) else k)
    return values, ops.cast(indices, as_dtype(index_type))


def unique(x, out_idx=int32, name=None):
    tensor = to_tensor(x)
    return ops.full((ops.size("found"),), tensor.dtype), ops.cast(tensor, as_dtype(out_idx))


def unique_with_counts(x, out_idx=int32, name=None):
    tensor = to_tensor(x)
    found = ops.size("found")
    return ops.full((found,), tensor.dtype), ops.cast(tensor, as_dtype(out_idx)), ops.full((found,), as_dtype(out_idx))
