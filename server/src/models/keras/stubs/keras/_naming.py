"""Names that layers get: those of their classes in snake case, with a number from the second on."""
from shapeline import ops

_counts = {}


def snake_case(name):
    """`Conv2DTranspose` becomes `conv2d_transpose`, `MyDense` becomes `my_dense`."""
    return ops.snake_case(name)


def auto_name(prefix):
    count = _counts.get(prefix, 0)
    _counts[prefix] = count + 1
    return prefix if count == 0 else prefix + "_" + str(count)


def clear_names():
    _counts.clear()
