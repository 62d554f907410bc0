"""Profiling: contexts that measure, and change nothing."""
from shapeline import ops
from torch._switches import _Context

__public__ = "torch.profiler"


class profile(_Context):
    def __new__(cls, *args, **options):
        return object.__new__(cls)

    def __enter__(self):
        return self

    def step(self):
        return None

    def key_averages(self, *args, **options):
        return ops.unknown()

    def export_chrome_trace(self, path):
        return None


class record_function(_Context):
    def __new__(cls, name, args=None):
        return object.__new__(cls)


class ProfilerActivity:
    CPU = "cpu"
    CUDA = "cuda"


def schedule(*, wait, warmup, active, repeat=0, skip_first=0, skip_first_wait=0):
    return ops.unknown()


def tensorboard_trace_handler(dir_name, worker_name=None, use_gzip=False):
    return ops.unknown()
