"""`torch.fft`: discrete Fourier transforms, whose sizes may be cut or padded to `n` or `s`.

A real input's transform keeps half of the last axis, and one more; the way back doubles it.
"""
from shapeline import ops
from torch._written import written as _written

__public__ = "torch.fft"

# PyTorch knows some of its parameters by NumPy's names too.
__keywords__ = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other"}

# Where a tensor is given for the result, the result is that tensor.
__handed__ = {"out": _written}


def _complex(dtype):
    return ops.dtype("complex128") if dtype == ops.dtype("float64") else ops.dtype("complex64")


def _transformed(kind, input, sizes, axes):
    shape = list(input.shape)
    for axis in axes:
        ops.select(input, axis, 0)
    if sizes is not None:
        ops.require_equal(len(sizes), len(axes))
    for index, axis in enumerate(axes):
        size = shape[axis] if sizes is None else sizes[index]
        if kind != "complex" and index == len(axes) - 1:
            size = size // 2 + 1 if kind == "halved" else 2 * (size - 1) if sizes is None else size
        shape[axis] = size
    if kind == "doubled":
        return ops.full(shape, ops.dtype("float64") if input.dtype == ops.dtype("complex128") else None)
    return ops.full(shape, _complex(input.dtype))


def fft(input, n=None, dim=-1, norm=None, *, out=None):
    return ops.fft_fft(input, n, dim)


def ifft(input, n=None, dim=-1, norm=None, *, out=None):
    return ops.fft_ifft(input, n, dim)


def rfft(input, n=None, dim=-1, norm=None, *, out=None):
    return ops.fft_rfft(input, n, dim)


def irfft(input, n=None, dim=-1, norm=None, *, out=None):
    return ops.fft_irfft(input, n, dim)


hfft = irfft
ihfft = rfft


def _along_two(kind):
    def function(input, s=None, dim=(-2, -1), norm=None, *, out=None):
        return _transformed(kind, input, s, dim)

    return function


def _along_many(kind):
    def function(input, s=None, dim=None, norm=None, *, out=None):
        if dim is None:
            dim = tuple(range(-(input.dim() if s is None else len(s)), 0))
        return _transformed(kind, input, s, dim)

    return function


fft2 = ifft2 = _along_two("complex")
rfft2 = ihfft2 = _along_two("halved")
irfft2 = hfft2 = _along_two("doubled")
fftn = ifftn = _along_many("complex")
rfftn = ihfftn = _along_many("halved")
irfftn = hfftn = _along_many("doubled")


def fftfreq(n, d=1.0, *, out=None, dtype=None, layout=None, device=None, requires_grad=False):
    return ops.full((n,), dtype)


def rfftfreq(n, d=1.0, *, out=None, dtype=None, layout=None, device=None, requires_grad=False):
    return ops.full((n // 2 + 1,), dtype)


def fftshift(input, dim=None):
    for axis in () if dim is None else dim if isinstance(dim, (tuple, list)) else (dim,):
        ops.select(input, axis, 0)
    return ops.unary(input, "fftshift")


ifftshift = fftshift
