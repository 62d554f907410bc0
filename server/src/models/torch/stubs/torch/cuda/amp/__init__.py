"""Mixed precision in its older place."""
from torch._switches import _Context
from torch.amp import GradScaler as _GradScaler, custom_bwd, custom_fwd

__public__ = "torch.cuda.amp"


class autocast(_Context):
    def __new__(cls, enabled=True, dtype=None, cache_enabled=True):
        return object.__new__(cls)


class GradScaler(_GradScaler):
    def __init__(self, init_scale=65536.0, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True):
        super().__init__("cuda", init_scale, growth_factor, backoff_factor, growth_interval, enabled)
