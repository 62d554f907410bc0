"""Several processes: who am I, how many are we, and exchanges that keep a tensor's shape."""
from shapeline import ops

__public__ = "torch.distributed"


def _asked(*args, **kwargs):
    return ops.unknown()


def _told(*args, **kwargs):
    return None


is_available = is_initialized = is_nccl_available = is_gloo_available = is_torchelastic_launched = _asked
get_rank = get_world_size = get_backend = new_group = _asked
init_process_group = destroy_process_group = barrier = monitored_barrier = _told
all_reduce = broadcast = reduce = all_gather = gather = scatter = reduce_scatter = all_to_all = send = recv = _told
all_gather_into_tensor = reduce_scatter_tensor = all_to_all_single = broadcast_object_list = _told
isend = irecv = _asked


class ReduceOp:
    SUM = "sum"
    AVG = "avg"
    PRODUCT = "product"
    MIN = "min"
    MAX = "max"
