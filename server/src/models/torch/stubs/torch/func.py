"""Function transforms, which are not followed."""
from shapeline import ops

__public__ = "torch.func"


def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    return ops.unknown()


def grad(func, argnums=0, has_aux=False):
    return ops.unknown()


grad_and_value = jacrev = jacfwd = hessian = grad


def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False):
    given = args if isinstance(args, tuple) else (args,)
    return module(*given, **({} if kwargs is None else kwargs))
