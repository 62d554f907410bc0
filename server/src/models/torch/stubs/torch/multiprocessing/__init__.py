"""Several processes on one machine, which are not followed."""
from shapeline import ops

__public__ = "torch.multiprocessing"


def spawn(fn, args=(), nprocs=1, join=True, daemon=False, start_method="spawn"):
    return ops.unknown()


def set_start_method(method, force=False):
    return None


set_sharing_strategy = set_start_method


def cpu_count():
    return ops.unknown()
