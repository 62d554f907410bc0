"""Function transforms: a function over one more axis, and its derivatives, whose axes are those of what it gives and of what it is taken by."""
from shapeline import ops
from torch._functions import shaping

__public__ = "torch.func"


def _one(value, dim, sizes):
    """A single item of what is mapped over; how many there are goes into `sizes`."""
    if dim is None:
        return value
    if isinstance(value, (tuple, list)):
        dims = dim if isinstance(dim, (tuple, list)) else [dim] * len(value)
        return type(value)([_one(each, at, sizes) for each, at in zip(value, dims)])
    if isinstance(value, dict):
        return {key: _one(each, dim[key] if isinstance(dim, dict) else dim, sizes) for key, each in value.items()}
    if not ops.is_tensor(value):
        return ops.unknown()
    sizes.append(value.shape[dim])
    return shaping.select(value, dim, 0)


def _all(value, dim, size):
    """What is given for each item, for all of them."""
    if isinstance(value, (tuple, list)):
        dims = dim if isinstance(dim, (tuple, list)) else [dim] * len(value)
        return type(value)([_all(each, at, size) for each, at in zip(value, dims)])
    if isinstance(value, dict):
        return {key: _all(each, dim, size) for key, each in value.items()}
    if not ops.is_tensor(value) or not isinstance(dim, int):
        return ops.unknown()
    return shaping.movedim(ops.full((size, *value.shape), value.dtype), 0, dim)


def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    def mapped(*args, **kwargs):
        sizes = []
        taken = _one(args, in_dims, sizes)
        named = _one(kwargs, 0, sizes)
        for size in sizes[1:]:
            ops.require_equal(size, sizes[0])
        result = func(*taken, **named)
        return _all(result, out_dims, sizes[0]) if sizes else ops.unknown()

    return mapped


def _by(args, argnums):
    return tuple([args[each] for each in argnums]) if isinstance(argnums, tuple) else args[argnums]


def _gradient(wanted):
    """Gradients have the shapes of what they are taken by."""
    if isinstance(wanted, (tuple, list)):
        return type(wanted)([_gradient(each) for each in wanted])
    if isinstance(wanted, dict):
        return {key: _gradient(each) for key, each in wanted.items()}
    return ops.full(wanted.shape, wanted.dtype) if ops.is_tensor(wanted) else ops.unknown()


def grad(func, argnums=0, has_aux=False):
    def derived(*args, **kwargs):
        result = func(*args, **kwargs)
        slope = _gradient(_by(args, argnums))
        return (slope, result[1]) if has_aux else slope

    return derived


def grad_and_value(func, argnums=0, has_aux=False):
    def derived(*args, **kwargs):
        return _gradient(_by(args, argnums)), func(*args, **kwargs)

    return derived


def derivative(result, wanted, times=1):
    """Every number of the result by every number of what is wanted, once or twice."""
    if isinstance(result, (tuple, list)):
        return type(result)([derivative(each, wanted, times) for each in result])
    if isinstance(result, dict):
        return {key: derivative(each, wanted, times) for key, each in result.items()}
    if isinstance(wanted, (tuple, list)):
        return type(wanted)([derivative(result, each, times) for each in wanted])
    if isinstance(wanted, dict):
        return {key: derivative(result, each, times) for key, each in wanted.items()}
    if not ops.is_tensor(result) or not ops.is_tensor(wanted):
        return ops.unknown()
    return ops.full((*result.shape, *(tuple(wanted.shape) * times)), result.dtype)


def _derivative(times):
    def transform(func, argnums=0, has_aux=False, *, chunk_size=None, randomness="error", _preallocate_and_copy=False):
        def derived(*args, **kwargs):
            result = func(*args, **kwargs)
            value = result[0] if has_aux else result
            wanted = _by(args, argnums)
            if times > 1 and not ops.is_tensor(wanted):
                return ops.unknown()
            found = derivative(value, wanted, times)
            return (found, result[1]) if has_aux else found

        return derived

    return transform


jacrev = _derivative(1)
jacfwd = _derivative(1)
hessian = _derivative(2)


def functional_call(module, parameter_and_buffer_dicts, args=None, kwargs=None, *, tie_weights=True, strict=False):
    given = args if isinstance(args, tuple) else (args,)
    return module(*given, **({} if kwargs is None else kwargs))


def stack_module_state(models):
    """Parameters and buffers of models alike, each stacked."""
    stacked = [{}, {}]
    for state, named in zip(stacked, ("named_parameters", "named_buffers")):
        for name, tensor in getattr(models[0], named)():
            state[name] = ops.full((len(models), *tensor.shape), tensor.dtype)
    return tuple(stacked)
