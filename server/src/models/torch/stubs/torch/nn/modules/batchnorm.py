"""Batch normalisation. What a layer keeps are its scale, its shift and its running statistics."""
from shapeline import ops
from torch.nn import functional as F
from torch.nn.modules.module import Module
from torch.nn.parameter import optional_parameter

__public__ = "torch.nn"


class _NormBase(Module):
    def __init__(
        self, num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *,
        bias=True,
    ):
        super().__init__()
        self.num_features = num_features
        self.eps = eps
        self.momentum = momentum
        self.affine = affine
        self.track_running_stats = track_running_stats
        self.weight = optional_parameter(affine, (num_features,), dtype)
        self.bias = optional_parameter(affine and bias, (num_features,), dtype)
        if track_running_stats:
            self.register_buffer("running_mean", ops.full((num_features,), dtype))
            self.register_buffer("running_var", ops.full((num_features,), dtype))
            self.register_buffer("num_batches_tracked", ops.full((), ops.dtype("int64")))
        else:
            self.running_mean = self.running_var = self.num_batches_tracked = None

    def reset_running_stats(self):
        return None

    def reset_parameters(self):
        return None


class _BatchNorm(_NormBase):
    def _normalize(self, input):
        training = self.training or self.running_mean is None
        return F.batch_norm(
            input, self.running_mean, self.running_var, self.weight, self.bias, training, self.momentum, self.eps,
        )


class BatchNorm1d(_BatchNorm):
    def forward(self, input):
        ops.require_rank(input, (2, 3))
        return self._normalize(input)


class BatchNorm2d(_BatchNorm):
    def forward(self, input):
        ops.require_rank(input, (4,))
        return self._normalize(input)


class BatchNorm3d(_BatchNorm):
    def forward(self, input):
        ops.require_rank(input, (5,))
        return self._normalize(input)


class SyncBatchNorm(_BatchNorm):
    def __init__(
        self, num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, process_group=None,
        device=None, dtype=None, *, bias=True,
    ):
        super().__init__(num_features, eps, momentum, affine, track_running_stats, device, dtype, bias=bias)
        self.process_group = process_group

    def forward(self, input):
        return self._normalize(input)

    @classmethod
    def convert_sync_batchnorm(cls, module, process_group=None):
        return module
