"""`torch.fft`: discrete Fourier transforms, whose sizes may be cut or padded to `n` or `s`."""
from shapeline import ops

__public__ = "torch.fft"


def _along_one(name):
    def function(input, n=None, dim=-1, norm=None, *, out=None):
        return ops.fft(name, input, n, dim)

    return function


def _along_two(name):
    def function(input, s=None, dim=(-2, -1), norm=None, *, out=None):
        return ops.fft(name, input, s, dim)

    return function


def _along_many(name):
    def function(input, s=None, dim=None, norm=None, *, out=None):
        return ops.fft(name, input, s, dim)

    return function


fft = _along_one("fft")
ifft = _along_one("ifft")
rfft = _along_one("rfft")
irfft = _along_one("irfft")
hfft = _along_one("hfft")
ihfft = _along_one("ihfft")
fft2 = _along_two("fft")
ifft2 = _along_two("ifft")
rfft2 = _along_two("rfft")
irfft2 = _along_two("irfft")
hfft2 = _along_two("hfft")
ihfft2 = _along_two("ihfft")
fftn = _along_many("fft")
ifftn = _along_many("ifft")
rfftn = _along_many("rfft")
irfftn = _along_many("irfft")
hfftn = _along_many("hfft")
ihfftn = _along_many("ihfft")


def fftfreq(n, d=1.0, *, out=None, dtype=None, layout=None, device=None, requires_grad=False):
    return ops.full((n,), dtype)


def rfftfreq(n, d=1.0, *, out=None, dtype=None, layout=None, device=None, requires_grad=False):
    return ops.full((n // 2 + 1,), dtype)


def fftshift(input, dim=None):
    return ops.unary(input, "fftshift")


def ifftshift(input, dim=None):
    return ops.unary(input, "ifftshift")
