"""Jacobians and Hessians, which are not followed."""
from shapeline import ops

__public__ = "torch.autograd.functional"


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    return ops.unknown()


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    return ops.unknown()


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    return ops.unknown()


jvp = vhp = hvp = vjp
