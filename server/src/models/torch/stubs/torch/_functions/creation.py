"""Functions that make tensors from sizes, numbers, data, or after the model of another tensor.

Sizes come as separate arguments or as one sequence, as PyTorch takes them. Device, layout and gradient flags change
nothing about a shape and are dropped.
"""
from shapeline import ops
from torch._default import literal, or_default
from torch._written import written as _written

__public__ = "torch"

# PyTorch knows some of its parameters by NumPy's names too.
__keywords__ = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other"}

# Where a tensor is given for the result, the result is that tensor.
__handed__ = {"out": _written}

int32 = ops.dtype("int32")
int64 = ops.dtype("int64")
float32 = ops.dtype("float32")


def _sizes(sizes, size):
    if size is not None:
        return size
    return sizes[0] if len(sizes) == 1 and isinstance(sizes[0], (tuple, list)) else sizes


def _filled(value):
    def function(
        *sizes, size=None, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
        names=None,
    ):
        return ops.full(_sizes(sizes, size), or_default(dtype), value, value, row_major=True)

    return function


zeros = _filled(0.0)
ones = _filled(1.0)


def empty(
    *sizes, size=None, memory_format=None, out=None, dtype=None, layout=None, device=None, pin_memory=False,
    requires_grad=False, names=None,
):
    return ops.full(_sizes(sizes, size), or_default(dtype))


def randn(
    *sizes, size=None, generator=None, out=None, dtype=None, layout=None, device=None, pin_memory=False,
    requires_grad=False, names=None,
):
    return ops.full(_sizes(sizes, size), or_default(dtype), row_major=True)


def rand(
    *sizes, size=None, generator=None, out=None, dtype=None, layout=None, device=None, pin_memory=False,
    requires_grad=False, names=None,
):
    return ops.full(_sizes(sizes, size), or_default(dtype), 0.0, 1.0, row_major=True)


def full(
    size, fill_value, *, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
    names=None,
):
    dtype = ops.dtype_of(fill_value) if dtype is None else dtype
    if fill_value is True or fill_value is False:
        return ops.full(size, or_default(dtype))
    return ops.full(size, dtype, fill_value, fill_value)


def empty_strided(size, stride, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    return ops.full(size, or_default(dtype))


def empty_permuted(
    size, physical_layout, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
):
    ops.require_equal(len(physical_layout), len(size))
    return ops.full(size, or_default(dtype))


def _alike(value):
    def function(
        input, *, memory_format=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
    ):
        return ops.like(input, dtype, value, value)

    return function


empty_like = _alike(None)
ones_like = _alike(1.0)
zeros_like = _alike(0.0)


def _randomly_alike(low, high):
    def function(
        input, *, generator=None, memory_format=None, dtype=None, layout=None, device=None, pin_memory=False,
        requires_grad=False,
    ):
        return ops.like(input, dtype, low, high)

    return function


rand_like = _randomly_alike(0.0, 1.0)
randn_like = _randomly_alike(None, None)


def full_like(
    input, fill_value, *, memory_format=None, dtype=None, layout=None, device=None, pin_memory=False,
    requires_grad=False,
):
    return ops.like(input, dtype, fill_value, fill_value)


def randint_like(
    input, low, high=None, *, generator=None, memory_format=None, dtype=None, layout=None, device=None,
    pin_memory=False, requires_grad=False,
):
    return ops.like(input, dtype)


def arange(
    start=0, end=None, step=1, *, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
):
    if end is None:
        return ops.arange(0, start, step, dtype)
    return ops.arange(start, end, step, dtype)


def range(
    start=0, end=None, step=1, *, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
):
    if end is None:
        start, end = 0, start
    count = (end - start) // step + 1
    return ops.full((int(count),), float32 if dtype is None else dtype)


def linspace(
    start, end, steps, *, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
):
    return ops.linspace(start, end, steps, or_default(dtype))


def logspace(
    start, end, steps, base=10.0, *, out=None, dtype=None, layout=None, device=None, pin_memory=False,
    requires_grad=False,
):
    return ops.linspace(start, end, steps, or_default(dtype))


def eye(n, m=None, *, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    return ops.eye(n, m, or_default(dtype))


def randint(
    low=0, high=None, size=None, *, generator=None, out=None, dtype=None, layout=None, device=None, pin_memory=False,
    requires_grad=False,
):
    if size is None:
        return ops.randint(0, low, high, dtype)
    # A bound that may be anything is not known to be left out.
    if high is None:
        low, high = 0, low
    return ops.randint(low, high, size, dtype)


def randperm(
    n, *, generator=None, out=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
):
    return ops.randperm(n, dtype)


def normal(
    mean=0.0, std=1.0, size=None, *, generator=None, out=None, dtype=None, layout=None, device=None, pin_memory=False,
    requires_grad=False,
):
    if size is not None:
        return ops.full(size, or_default(dtype))
    return ops.elementwise("add", mean, std)


def tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False):
    return literal(data, dtype)


def as_tensor(data, dtype=None, device=None):
    return literal(data, dtype)


def asarray(obj, *, dtype=None, device=None, copy=None, requires_grad=None):
    return literal(obj, dtype)


def scalar_tensor(s, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    return ops.full((), or_default(dtype))


def from_numpy(ndarray):
    return ops.tensor(ndarray, None)


def from_dlpack(ext_tensor):
    return ops.tensor(ext_tensor, None)


def frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False):
    return ops.full((ops.size("count"),), or_default(dtype))


def from_file(
    filename, shared=None, size=0, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False,
):
    return ops.full((size,), or_default(dtype))


def _window():
    def function(
        window_length, periodic=True, alpha=None, beta=None, *, dtype=None, layout=None, device=None, pin_memory=False,
        requires_grad=False,
    ):
        return ops.full((window_length,), or_default(dtype))

    return function


bartlett_window = blackman_window = hamming_window = hann_window = kaiser_window = _window()


def tril_indices(row, col, offset=0, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    above = ops.triu_indices(row, col, offset + 1)
    return ops.full((2, row * col - above.shape[1]), int64)


def triu_indices(row, col, offset=0, *, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False):
    return ops.triu_indices(row, col, offset)


def sparse_coo_tensor(
    indices, values, size=None, *, dtype=None, device=None, requires_grad=False, check_invariants=None,
    is_coalesced=None,
):
    return ops.unknown() if size is None else ops.full(size, values.dtype if dtype is None else dtype)


def _compressed(first, second):
    def function(
        compressed_indices, plain_indices, values, size=None, *, dtype=None, device=None, requires_grad=False,
        check_invariants=None,
    ):
        return ops.unknown() if size is None else ops.full(size, values.dtype if dtype is None else dtype)

    return function


sparse_csr_tensor = _compressed("crow_indices", "col_indices")
sparse_csc_tensor = _compressed("ccol_indices", "row_indices")
sparse_bsr_tensor = _compressed("crow_indices", "col_indices")
sparse_bsc_tensor = _compressed("ccol_indices", "row_indices")
