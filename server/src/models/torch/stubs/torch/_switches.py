"""Global switches: gradients, seeds, threads, printing, determinism, default types. None of them changes a shape."""
from shapeline import ops

__public__ = "torch"


class _Context:
    """A context manager that is a decorator too, with or without a call."""

    def __new__(cls, function=None, *args, **kwargs):
        return function if callable(function) else object.__new__(cls)

    def __enter__(self):
        return None

    def __exit__(self, *error):
        return None

    def __call__(self, function):
        return function


class no_grad(_Context):
    pass


class enable_grad(_Context):
    pass


class inference_mode(_Context):
    pass


class set_grad_enabled(_Context):
    pass


def manual_seed(seed):
    return ops.unknown()


def _asked():
    return ops.unknown()


def _told(*args, **kwargs):
    return None


seed = initial_seed = get_rng_state = get_num_threads = get_num_interop_threads = is_grad_enabled = _asked
get_default_device = get_float32_matmul_precision = get_deterministic_debug_mode = _asked
is_autocast_enabled = is_inference_mode_enabled = are_deterministic_algorithms_enabled = is_anomaly_enabled = _asked
is_deterministic_algorithms_warn_only_enabled = is_autocast_cache_enabled = is_anomaly_check_nan_enabled = _asked
set_rng_state = set_num_threads = set_num_interop_threads = set_printoptions = _told
set_default_device = set_float32_matmul_precision = use_deterministic_algorithms = _told
set_flush_denormal = set_warn_always = set_deterministic_debug_mode = clear_autocast_cache = _told
