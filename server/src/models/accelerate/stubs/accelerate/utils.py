"""What goes between processes, and the settings of a run."""
from shapeline import ops


def set_seed(seed, device_specific=False, deterministic=False):
    return None


def synchronize_rng_states(rng_types=None, generator=None):
    return None


def _each(function, data):
    """Of tensors within lists, tuples and dicts, each by itself."""
    if type(data) is dict:
        return {name: _each(function, value) for name, value in data.items()}
    if type(data) is list:
        return [_each(function, value) for value in data]
    if type(data) is tuple:
        return tuple([_each(function, value) for value in data])
    return function(data)


def _gathered(tensor):
    """One process has what it gave; where there are several, a number without axes comes back with one."""
    if ops.is_tensor(tensor) and len(tensor.shape) > 0:
        return tensor
    return ops.unknown()


def gather(tensor):
    return _each(_gathered, tensor)


def reduce(tensor, reduction="mean", scale=1.0):
    return tensor


def pad_across_processes(tensor, dim=0, pad_index=0, pad_first=False):
    return tensor


def broadcast(tensor, from_process=0):
    return tensor


def send_to_device(tensor, device, non_blocking=False, skip_keys=None):
    return ops.elsewhere(tensor)


def extract_model_from_parallel(model, keep_fp32_wrapper=True, keep_torch_compile=True, recursive=False):
    return model


def release_memory(*objects):
    return [None for each in objects]


def find_executable_batch_size(function=None, starting_batch_size=128, reduce_batch_size_fn=None):
    if function is None:
        return lambda given: find_executable_batch_size(given)

    def tried(*args, **kwargs):
        return function(ops.size("batch_size"), *args, **kwargs)

    return tried


class _Settings:
    """Said of a run; no shape depends on it."""

    def __init__(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        return ops.unknown()


AutocastKwargs = DataLoaderConfiguration = DistributedDataParallelKwargs = GradScalerKwargs = _Settings
GradientAccumulationPlugin = InitProcessGroupKwargs = ProfileKwargs = ProjectConfiguration = _Settings
