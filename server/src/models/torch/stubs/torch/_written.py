"""What becomes of a result for which the program gave a tensor, `out=`: the tensor is resized to it and keeps its own type."""
from shapeline import ops


def written(out, result):
    if isinstance(out, (tuple, list)):
        for each, part in zip(out, result):
            written(each, part)
        return result
    if not ops.is_tensor(out) or not ops.is_tensor(result):
        return result
    return ops.assign(out, result if result.dtype == out.dtype else ops.cast(result, out.dtype))
