"""Mixed precision: under `autocast` the type of a floating result is not known."""
from shapeline import ops
from torch._switches import _Context

__public__ = "torch.amp"


class autocast(_Context):
    def __new__(cls, device_type=None, dtype=None, enabled=True, cache_enabled=None):
        made = object.__new__(cls)
        made._enabled = enabled
        return made

    def __enter__(self):
        self._outside = ops.mixed_precision(self._enabled)
        return self

    def __exit__(self, *error):
        ops.mixed_precision(self._outside)


class GradScaler:
    def __init__(
        self, device="cuda", init_scale=65536.0, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000,
        enabled=True,
    ):
        self.enabled = enabled

    def scale(self, outputs):
        return outputs

    def step(self, optimizer, *args, **kwargs):
        return None

    def unscale_(self, optimizer):
        return None

    def update(self, new_scale=None):
        return None

    def get_scale(self):
        return 65536.0

    def is_enabled(self):
        return self.enabled

    def state_dict(self):
        return {}

    def load_state_dict(self, state_dict):
        return None


def custom_fwd(fwd=None, *, device_type=None, cast_inputs=None):
    return _transparent if fwd is None else fwd


def custom_bwd(bwd=None, *, device_type=None):
    return _transparent if bwd is None else bwd


def _transparent(function):
    return function
