"""Jacobians and Hessians of functions, and their products with vectors."""
from shapeline import ops
from torch.func import derivative

__public__ = "torch.autograd.functional"


def _result(func, inputs):
    return func(*inputs) if isinstance(inputs, tuple) else func(inputs)


def jacobian(func, inputs, create_graph=False, strict=False, vectorize=False, strategy="reverse-mode"):
    return derivative(_result(func, inputs), inputs)


def hessian(func, inputs, create_graph=False, strict=False, vectorize=False, outer_jacobian_strategy="reverse-mode"):
    _result(func, inputs)
    if not isinstance(inputs, tuple):
        return derivative(ops.full((), inputs.dtype), inputs, 2) if ops.is_tensor(inputs) else ops.unknown()
    return tuple([derivative(_like(each), inputs) for each in inputs])


def _like(tensor):
    return ops.full(tensor.shape, tensor.dtype) if ops.is_tensor(tensor) else ops.unknown()


def _products(func, inputs):
    return _result(func, inputs), tuple([_like(each) for each in inputs]) if isinstance(inputs, tuple) else _like(inputs)


def vjp(func, inputs, v=None, create_graph=False, strict=False):
    return _products(func, inputs)


def vhp(func, inputs, v=None, create_graph=False, strict=False):
    return _products(func, inputs)


def hvp(func, inputs, v=None, create_graph=False, strict=False):
    return _products(func, inputs)


def jvp(func, inputs, v=None, create_graph=False, strict=False):
    result = _result(func, inputs)
    return result, result
