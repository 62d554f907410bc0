"""`torch.special`: special functions, elementwise."""
from shapeline import ops
from torch._functions.pointwise import (
    digamma, erf, erfc, erfinv, exp2, expm1, i0, igamma, igammac, lgamma, log1p, logit, mvlgamma, polygamma,
    sigmoid, sinc, xlogy, _binary, _unary,
)
from torch._functions.reduction import logsumexp
from torch._written import written as _written

__public__ = "torch.special"

# PyTorch knows some of its parameters by NumPy's names too.
__keywords__ = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other"}

# Where a tensor is given for the result, the result is that tensor.
__handed__ = {"out": _written}


def _polynomial(input, n, *, out=None):
    return ops.elementwise("mul", input, n)


expit = sigmoid
gammainc = igamma
gammaincc = igammac
gammaln = lgamma
multigammaln = mvlgamma
psi = digamma
bessel_j0 = bessel_j1 = bessel_y0 = bessel_y1 = airy_ai = _unary("special")
scaled_modified_bessel_k0 = scaled_modified_bessel_k1 = spherical_bessel_j0 = round = _unary("special")
modified_bessel_i0 = modified_bessel_i1 = modified_bessel_k0 = modified_bessel_k1 = _unary("special")
entr = _unary("entr")
erfcx = _unary("erfcx")
i0e = i1 = i1e = _unary("i0")
log_ndtr = _unary("log_ndtr")
ndtr = _unary("ndtr")
ndtri = _unary("ndtri")
xlog1py = _binary("xlogy")
zeta = _binary("zeta")
chebyshev_polynomial_t = chebyshev_polynomial_u = chebyshev_polynomial_v = chebyshev_polynomial_w = _polynomial
shifted_chebyshev_polynomial_t = shifted_chebyshev_polynomial_u = shifted_chebyshev_polynomial_v = _polynomial
shifted_chebyshev_polynomial_w = hermite_polynomial_h = hermite_polynomial_he = _polynomial
laguerre_polynomial_l = legendre_polynomial_p = _polynomial


def softmax(input, dim, *, dtype=None):
    return ops.softmax(input, dim, dtype)


def log_softmax(input, dim, *, dtype=None):
    return ops.log_softmax(input, dim, dtype)
