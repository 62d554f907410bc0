"""`torch.cuda`: what a program asks of its devices. Answers are not known."""
from shapeline import ops
from torch._legacy import (
    BFloat16Tensor,
    BoolTensor,
    ByteTensor,
    CharTensor,
    DoubleTensor,
    FloatTensor,
    HalfTensor,
    IntTensor,
    LongTensor,
    ShortTensor,
)
from torch._switches import _Context
from torch.cuda import amp

__public__ = "torch.cuda"


def _asked(*args, **kwargs):
    return ops.unknown()


def _told(*args, **kwargs):
    return None


is_available = device_count = current_device = get_device_name = get_device_properties = get_device_capability = _asked
memory_allocated = max_memory_allocated = memory_reserved = max_memory_reserved = is_initialized = mem_get_info = _asked
is_bf16_supported = memory_summary = memory_stats = current_stream = get_rng_state = get_arch_list = _asked
synchronize = empty_cache = set_device = reset_peak_memory_stats = manual_seed = manual_seed_all = init = _told
set_rng_state = seed = seed_all = ipc_collect = reset_max_memory_allocated = set_per_process_memory_fraction = _told


class device(_Context):
    def __new__(cls, device=None):
        return object.__new__(cls)


class stream(_Context):
    def __new__(cls, stream=None):
        return object.__new__(cls)


class Stream:
    def __init__(self, device=None, priority=0, **kwargs):
        self.device = device

    def synchronize(self):
        return None

    def wait_stream(self, stream):
        return None


class Event:
    def __init__(self, enable_timing=False, blocking=False, interprocess=False):
        self.enable_timing = enable_timing

    def record(self, stream=None):
        return None

    def synchronize(self):
        return None

    def elapsed_time(self, end_event):
        return ops.unknown()
