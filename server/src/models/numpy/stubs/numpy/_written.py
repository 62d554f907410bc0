"""What becomes of a result for which the program gave an array, `out=`: the array keeps its shape and its type."""
from shapeline import ops


def written(out, result):
    array = out[0] if isinstance(out, tuple) else out
    if not ops.is_tensor(array):
        return result
    fits = ops.is_tensor(result) and result.shape == array.shape
    whole = result if fits else ops.like(array, None)
    return ops.assign(array, whole if whole.dtype == array.dtype else ops.cast(whole, array.dtype))
