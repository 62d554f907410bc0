"""Mixed precision in its older place."""
from torch.amp import GradScaler as _GradScaler, autocast as _autocast, custom_bwd, custom_fwd

__public__ = "torch.cuda.amp"


class autocast(_autocast):
    def __new__(cls, enabled=True, dtype=None, cache_enabled=True):
        return _autocast.__new__(cls, "cuda", dtype, enabled, cache_enabled)


class GradScaler(_GradScaler):
    def __init__(self, init_scale=65536.0, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True):
        super().__init__("cuda", init_scale, growth_factor, backoff_factor, growth_interval, enabled)
