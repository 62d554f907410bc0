"""Instance normalisation. An input without a batch axis is one example."""
from shapeline import ops
from torch.nn import functional as F
from torch.nn.modules.batchnorm import _NormBase

__public__ = "torch.nn"


class _InstanceNorm(_NormBase):
    def __init__(
        self, num_features, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False, device=None, dtype=None,
        *, bias=True,
    ):
        super().__init__(num_features, eps, momentum, affine, track_running_stats, device, dtype, bias=bias)

    def _normalize(self, input):
        use_input_stats = self.training or not self.track_running_stats
        return F.instance_norm(
            input, self.running_mean, self.running_var, self.weight, self.bias, use_input_stats, self.momentum,
            self.eps,
        )

    def _unbatched(self, input, rank):
        ops.require_rank(input, (rank, rank + 1))
        if input.dim() == rank:
            return self._normalize(input.unsqueeze(0)).squeeze(0)
        return self._normalize(input)


class InstanceNorm1d(_InstanceNorm):
    def forward(self, input):
        return self._unbatched(input, 2)


class InstanceNorm2d(_InstanceNorm):
    def forward(self, input):
        return self._unbatched(input, 3)


class InstanceNorm3d(_InstanceNorm):
    def forward(self, input):
        return self._unbatched(input, 4)
