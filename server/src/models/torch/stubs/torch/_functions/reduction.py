"""Functions that reduce axes away, running totals, and the few that return (values, indices) pairs.

`dim=None` reduces everything; whether axes exist, and what is left, is the affair of the primitives.
"""
from collections import namedtuple

from shapeline import ops
from torch._written import written as _written

__public__ = "torch"

# PyTorch knows some of its parameters by NumPy's names too.
__keywords__ = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other"}

# Where a tensor is given for the result, the result is that tensor.
__handed__ = {"out": _written}

int64 = ops.dtype("int64")
AMinMax = namedtuple("aminmax", "min max")
Histogram = namedtuple("histogram", "hist bin_edges")
HistogramDD = namedtuple("histogramdd", "hist bin_edges")


def _reduction(name):
    def function(input, dim=None, keepdim=False, *, dtype=None, out=None):
        return ops.reduce(name, input, dim, keepdim, dtype)

    return function


sum = _reduction("sum")
mean = _reduction("mean")
prod = _reduction("prod")
nansum = _reduction("nansum")
nanmean = _reduction("nanmean")


def _selection(name):
    def function(input, dim=None, keepdim=False, *, out=None):
        return ops.reduce(name, input, dim, keepdim)

    return function


def _truth(name):
    def function(input, dim=None, keepdim=False, *, out=None):
        # Of no axis at all: each number's truth, which is that of one axis of one element.
        return ops.reduce(name, ops.unsqueeze(input, 0), 0, False) if dim == () else ops.reduce(name, input, dim, keepdim)

    return function


all = _truth("all")
any = _truth("any")
argmax = _selection("argmax")
argmin = _selection("argmin")
logsumexp = _selection("logsumexp")


def _every_axis(dim):
    return None if dim == () else dim


def amax(input, dim=(), keepdim=False, *, out=None):
    return ops.reduce("amax", input, _every_axis(dim), keepdim)


def amin(input, dim=(), keepdim=False, *, out=None):
    return ops.reduce("amin", input, _every_axis(dim), keepdim)


def aminmax(input, *, dim=None, keepdim=False, out=None):
    return AMinMax(ops.reduce("amin", input, dim, keepdim), ops.reduce("amax", input, dim, keepdim))


def count_nonzero(input, dim=None):
    return ops.reduce("count_nonzero", input, dim, False)


def _extreme(name, elementwise):
    def function(input, dim=None, keepdim=False, *, other=None, out=None):
        if other is not None:
            return ops.elementwise(elementwise, input, other)
        if dim is None:
            return ops.reduce(name, input, None, False)
        if ops.is_tensor(dim):
            return ops.elementwise(elementwise, input, dim)
        return ops.reduce_pair(name, input, dim, keepdim)

    return function


max = _extreme("max", "maximum")
min = _extreme("min", "minimum")


def _middle(name):
    def function(input, dim=None, keepdim=False, *, out=None):
        if dim is None:
            return ops.reduce(name, input, None, False)
        return ops.reduce_pair(name, input, dim, keepdim)

    return function


median = _middle("median")
nanmedian = _middle("nanmedian")


def mode(input, dim=-1, keepdim=False, *, out=None):
    return ops.reduce_pair("mode", input, dim, keepdim)


def kthvalue(input, k, dim=-1, keepdim=False, *, out=None):
    return ops.kthvalue(input, k, dim, keepdim)


def _spread_arguments(dim, unbiased):
    # `std(input, True)`: the flag stands where the axis usually does.
    return None if dim is True or dim is False else dim


def std(input, dim=None, unbiased=True, keepdim=False, *, correction=None, out=None):
    return ops.reduce("std", input, _spread_arguments(dim, unbiased), keepdim)


def var(input, dim=None, unbiased=True, keepdim=False, *, correction=None, out=None):
    return ops.reduce("var", input, _spread_arguments(dim, unbiased), keepdim)


def std_mean(input, dim=None, unbiased=True, keepdim=False, *, correction=None):
    axes = _spread_arguments(dim, unbiased)
    return ops.reduce("std", input, axes, keepdim), ops.reduce("mean", input, axes, keepdim)


def var_mean(input, dim=None, unbiased=True, keepdim=False, *, correction=None):
    axes = _spread_arguments(dim, unbiased)
    return ops.reduce("var", input, axes, keepdim), ops.reduce("mean", input, axes, keepdim)


def norm(input, p="fro", dim=None, keepdim=False, out=None, dtype=None):
    return ops.reduce("norm", input, dim, keepdim, dtype)


def frobenius_norm(input, dim, keepdim=False, *, out=None):
    return ops.reduce("norm", input, dim, keepdim)


def nuclear_norm(input, dim=(-2, -1), keepdim=False, *, out=None):
    return ops.reduce("norm", input, dim, keepdim)


def dist(input, other, p=2):
    return ops.reduce("norm", ops.elementwise("sub", input, other), None, False)


def quantile(input, q, dim=None, keepdim=False, *, interpolation="linear", out=None):
    reduced = ops.reduce("quantile", input, dim, keepdim)
    if ops.is_tensor(q) and q.dim() == 1:
        return ops.full((q.shape[0], *reduced.shape), reduced.dtype)
    return reduced


nanquantile = quantile


def cumsum(input, dim, *, dtype=None, out=None):
    return ops.cumsum(input, dim, dtype)


def cumprod(input, dim, *, dtype=None, out=None):
    return ops.cumprod(input, dim, dtype)


def logcumsumexp(input, dim, *, out=None):
    return ops.logcumsumexp(input, dim)


def cummax(input, dim, *, out=None):
    return ops.cummax(input, dim)


def cummin(input, dim, *, out=None):
    return ops.cummin(input, dim)


def diff(input, n=1, dim=-1, prepend=None, append=None, *, out=None):
    if input.dim() == 0:
        ops.require_rank(input, (1, 2))
    before = [] if prepend is None else [prepend]
    after = [] if append is None else [append]
    return ops.diff(ops.cat([*before, input, *after], dim) if before or after else input, n, dim)


def _require_samples(y, x, dim):
    if x is not None and x.dim() == 1 and x.shape[0] != 1:
        ops.require_equal(x.shape[0], y.shape[dim])


def trapezoid(y, x=None, *, dx=1, dim=-1):
    _require_samples(y, x, dim)
    return ops.reduce("sum", y, dim, False)


trapz = trapezoid


def cumulative_trapezoid(y, x=None, *, dx=1, dim=-1):
    _require_samples(y, x, dim)
    return ops.diff(y, 1, dim)


def gradient(input, *, spacing=None, dim=None, edge_order=1):
    axes = range(input.dim()) if dim is None else dim if isinstance(dim, (tuple, list)) else (dim,)
    return [ops.unary(input, "gradient") for axis in axes]


def renorm(input, p, dim, maxnorm, *, out=None):
    if input.dim() < 2:
        ops.require_rank(input, (2, 3, 4, 5))
    ops.select(input, dim, 0)
    return ops.unary(input, "renorm")


def histc(input, bins=100, min=0, max=0, *, out=None):
    return ops.full((bins,), input.dtype)


def histogram(input, bins=100, *, range=None, weight=None, density=False, out=None):
    edges = bins.shape[0] if ops.is_tensor(bins) else bins + 1
    return Histogram(ops.full((edges - 1,), input.dtype), ops.full((edges,), input.dtype))


def histogramdd(input, bins, *, range=None, weight=None, density=False):
    counts = bins if isinstance(bins, (tuple, list)) else [bins] * input.shape[-1]
    edges = [each.shape[0] if ops.is_tensor(each) else each + 1 for each in counts]
    counted = ops.full([each - 1 for each in edges], input.dtype)
    return HistogramDD(counted, [ops.full((each,), input.dtype) for each in edges])


def bincount(input, weights=None, minlength=0):
    return ops.full((ops.size("bins"),), int64 if weights is None else weights.dtype)


def _between_rows(input):
    """What compares each row with each; a single row is no matrix."""
    ops.require_rank(input, (0, 1, 2))
    dtype = ops.unary(input, "sqrt").dtype
    if input.dim() < 2:
        return ops.full((), dtype)
    rows = input.shape[0]
    return ops.full((), dtype) if rows == 1 else ops.full((rows, rows), dtype)


def corrcoef(input):
    return _between_rows(input)


def cov(input, *, correction=1, fweights=None, aweights=None):
    return _between_rows(input)


def segment_reduce(data, reduce, *, lengths=None, indices=None, offsets=None, axis=0, unsafe=False, initial=None):
    segments = ops.size("segments") if lengths is None else lengths.shape[-1]
    return ops.full((*data.shape[:axis], segments, *data.shape[axis + 1 :]), data.dtype)
