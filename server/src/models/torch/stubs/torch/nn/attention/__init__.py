"""Which kernel computes attention: of no consequence to shapes."""
from torch._switches import _Context

__public__ = "torch.nn.attention"


class SDPBackend:
    MATH = "math"
    FLASH_ATTENTION = "flash"
    EFFICIENT_ATTENTION = "efficient"
    CUDNN_ATTENTION = "cudnn"


class sdpa_kernel(_Context):
    def __new__(cls, backends, set_priority=False):
        return object.__new__(cls)
