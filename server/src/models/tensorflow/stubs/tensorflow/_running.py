"""What runs code rather than computes: variables, tapes, compiled functions, control flow and assertions."""
from shapeline import ops
from tensorflow._core import mapped, to_tensor
from tensorflow._dtypes import as_dtype

__public__ = "tf"

__all__ = [
    "GradientTape", "Variable", "case", "cond", "control_dependencies", "custom_gradient", "device", "foldl", "foldr", "function",
    "get_static_value", "grad_pass_through", "group", "hessians", "identity_n", "init_scope", "is_tensor", "map_fn", "name_scope",
    "no_gradient", "no_op", "numpy_function", "print_", "py_function", "recompute_grad", "scan", "stop_gradient", "switch_case",
    "vectorized_map", "while_loop",
]


def Variable(
    initial_value=None, trainable=True, validate_shape=True, caching_device=None, name=None, variable_def=None, dtype=None,
    import_scope=None, constraint=None, synchronization=None, aggregation=None, shape=None, experimental_enable_variable_lifting=True,
):
    value = initial_value() if callable(initial_value) and not ops.is_tensor(initial_value) else initial_value
    return ops.parameter(to_tensor(value, as_dtype(dtype)), True if trainable is None else trainable)


class GradientTape:
    def __init__(self, persistent=False, watch_accessed_variables=True):
        self.persistent = persistent

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def watch(self, tensor):
        return None

    def watched_variables(self):
        return ops.unknown()

    def stop_recording(self):
        return self

    reset = watch

    def gradient(self, target, sources, output_gradients=None, unconnected_gradients=None):
        return mapped(_gradient, sources)

    def jacobian(self, target, sources, *args, **kwargs):
        return mapped(lambda source: ops.full((*to_tensor(target).shape, *source.shape), source.dtype), sources)

    def batch_jacobian(self, target, source, *args, **kwargs):
        return ops.full((*target.shape, *source.shape[1:]), target.dtype)


def _gradient(source):
    return ops.like(source, None) if ops.is_tensor(source) else ops.unknown()


def function(func=None, **kwargs):
    return _transparent if func is None else func


def _transparent(func):
    return func


def custom_gradient(f=None):
    """The function gives its value and the function of its gradient."""

    def decorated(*args, **kwargs):
        result = f(*args, **kwargs)
        return result[0]

    return decorated


def recompute_grad(f):
    return f


grad_pass_through = no_gradient = recompute_grad


class _Scope:
    def __init__(self, *args, **kwargs):
        pass

    def __enter__(self):
        return ""

    def __exit__(self, *error):
        return None


name_scope = device = control_dependencies = init_scope = _Scope


def is_tensor(x):
    return ops.is_tensor(x) and not ops.is_array(x)


def get_static_value(tensor, partial=False):
    return ops.unknown()


def stop_gradient(input, name=None):
    return to_tensor(input)


def identity_n(input, name=None):
    return [to_tensor(each) for each in input]


def cond(pred, true_fn=None, false_fn=None, name=None):
    return ops.either([true_fn(), false_fn()])


def case(pred_fn_pairs, default=None, exclusive=False, strict=False, name="case"):
    return ops.either([function() for _, function in pred_fn_pairs] + ([] if default is None else [default()]))


def switch_case(branch_index, branch_fns, default=None, name="switch_case"):
    return ops.unknown()


def while_loop(cond, body, loop_vars, *args, **kwargs):
    return ops.unknown()


def map_fn(
    fn, elems, dtype=None, parallel_iterations=None, back_prop=True, swap_memory=False, infer_shape=True, name=None, fn_output_signature=None,
):
    """The function on one row; its results are stacked again."""
    count = _count(elems)
    result = fn(mapped(_row, elems))
    return mapped(lambda part: _stacked(part, count), result)


def vectorized_map(fn, elems, fallback_to_while_loop=True, warn=True):
    return map_fn(fn, elems)


def _count(elems):
    first = elems
    while isinstance(first, (list, tuple)) and len(first) > 0 and (ops.is_tensor(first[0]) or isinstance(first[0], (list, tuple))):
        first = first[0]
    return to_tensor(first).shape[0]


def _row(tensor):
    return ops.select(to_tensor(tensor), 0, 0)


def _stacked(part, count):
    tensor = to_tensor(part)
    return ops.expand(ops.unsqueeze(tensor, 0), [count, *tensor.shape])


def foldl(fn, elems, initializer=None, *args, **kwargs):
    return mapped(_row, elems) if initializer is None else initializer


foldr = foldl


def scan(fn, elems, initializer=None, *args, **kwargs):
    count = _count(elems)
    return mapped(lambda part: _stacked(part, count), foldl(fn, elems, initializer))


def py_function(func=None, inp=None, Tout=None, name=None):
    """What comes back has no static shape."""
    return ops.unknown()


numpy_function = hessians = py_function


def no_op(*args, **kwargs):
    return None


group = print_ = no_op
