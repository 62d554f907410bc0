"""Settings of the libraries underneath: read and written, never followed."""
from shapeline import ops

__public__ = "torch.backends"


class _Backend:
    def __init__(self):
        self.benchmark = self.deterministic = self.enabled = self.allow_tf32 = ops.unknown()
        self.matmul = ops.unknown()

    def is_available(self):
        return ops.unknown()

    is_built = version = is_available

    def flags(self, **options):
        return ops.unknown()


cudnn = _Backend()
cuda = _Backend()
mps = _Backend()
mkl = _Backend()
mkldnn = _Backend()
openmp = _Backend()
opt_einsum = _Backend()
