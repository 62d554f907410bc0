"""`torch.special`: special functions, elementwise."""
from shapeline import ops
from torch._functions.pointwise import (
    digamma, erf, erfc, erfinv, exp2, expm1, i0, igamma, igammac, lgamma, log1p, logit, mvlgamma, polygamma, round,
    sigmoid, sinc, xlogy, _binary, _unary,
)
from torch._functions.reduction import logsumexp
from torch.nn._functional.activation import log_softmax, softmax

__public__ = "torch.special"

expit = sigmoid
gammainc = igamma
gammaincc = igammac
gammaln = lgamma
multigammaln = mvlgamma
psi = digamma
bessel_j0 = bessel_j1 = bessel_y0 = bessel_y1 = airy_ai = _unary("bessel")
modified_bessel_i0 = modified_bessel_i1 = modified_bessel_k0 = modified_bessel_k1 = _unary("bessel")
entr = _unary("entr")
erfcx = _unary("erfcx")
i0e = i1 = i1e = _unary("i0")
log_ndtr = _unary("log_ndtr")
ndtr = _unary("ndtr")
ndtri = _unary("ndtri")
xlog1py = _binary("xlogy")
zeta = _binary("zeta")
