"""Lazy layers: the size that is missing is read off the first input, and the layer is then built as the eager one."""
from torch.nn.modules.batchnorm import BatchNorm1d, BatchNorm2d, BatchNorm3d
from torch.nn.modules.conv import Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
from torch.nn.modules.instancenorm import InstanceNorm1d, InstanceNorm2d, InstanceNorm3d
from torch.nn.modules.linear import Linear
from torch.nn.modules.module import Module

__public__ = "torch.nn"


class LazyLinear(Linear):
    def __init__(self, out_features, bias=True, device=None, dtype=None):
        Module.__init__(self)
        self.in_features = 0
        self.out_features = out_features
        self._late = (out_features, bias, device, dtype)

    def forward(self, input):
        if self.in_features == 0:
            super().__init__(input.shape[-1], *self._late)
        return super().forward(input)


class LazyConv1d(Conv1d):
    def __init__(
        self, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode="zeros",
        device=None, dtype=None,
    ):
        Module.__init__(self)
        self.in_channels = 0
        self.out_channels = out_channels
        self._late = (out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode, device, dtype)

    def forward(self, input):
        if self.in_channels == 0:
            super().__init__(input.shape[-2], *self._late)
        return super().forward(input)


class LazyConv2d(Conv2d):
    def __init__(
        self, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode="zeros",
        device=None, dtype=None,
    ):
        Module.__init__(self)
        self.in_channels = 0
        self.out_channels = out_channels
        self._late = (out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode, device, dtype)

    def forward(self, input):
        if self.in_channels == 0:
            super().__init__(input.shape[-3], *self._late)
        return super().forward(input)


class LazyConv3d(Conv3d):
    def __init__(
        self, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode="zeros",
        device=None, dtype=None,
    ):
        Module.__init__(self)
        self.in_channels = 0
        self.out_channels = out_channels
        self._late = (out_channels, kernel_size, stride, padding, dilation, groups, bias, padding_mode, device, dtype)

    def forward(self, input):
        if self.in_channels == 0:
            super().__init__(input.shape[-4], *self._late)
        return super().forward(input)


class LazyConvTranspose1d(ConvTranspose1d):
    def __init__(
        self, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1,
        padding_mode="zeros", device=None, dtype=None,
    ):
        Module.__init__(self)
        self.in_channels = 0
        self.out_channels = out_channels
        self._late = (
            out_channels, kernel_size, stride, padding, output_padding, groups, bias, dilation, padding_mode, device,
            dtype,
        )

    def forward(self, input, output_size=None):
        if self.in_channels == 0:
            super().__init__(input.shape[-2], *self._late)
        return super().forward(input, output_size)


class LazyConvTranspose2d(ConvTranspose2d):
    def __init__(
        self, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1,
        padding_mode="zeros", device=None, dtype=None,
    ):
        Module.__init__(self)
        self.in_channels = 0
        self.out_channels = out_channels
        self._late = (
            out_channels, kernel_size, stride, padding, output_padding, groups, bias, dilation, padding_mode, device,
            dtype,
        )

    def forward(self, input, output_size=None):
        if self.in_channels == 0:
            super().__init__(input.shape[-3], *self._late)
        return super().forward(input, output_size)


class LazyConvTranspose3d(ConvTranspose3d):
    def __init__(
        self, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1,
        padding_mode="zeros", device=None, dtype=None,
    ):
        Module.__init__(self)
        self.in_channels = 0
        self.out_channels = out_channels
        self._late = (
            out_channels, kernel_size, stride, padding, output_padding, groups, bias, dilation, padding_mode, device,
            dtype,
        )

    def forward(self, input, output_size=None):
        if self.in_channels == 0:
            super().__init__(input.shape[-4], *self._late)
        return super().forward(input, output_size)


class LazyBatchNorm1d(BatchNorm1d):
    def __init__(
        self, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *, bias=True,
    ):
        Module.__init__(self)
        self.num_features = 0
        self._late = (eps, momentum, affine, track_running_stats, device, dtype)
        self._late_bias = bias

    def forward(self, input):
        if self.num_features == 0:
            super().__init__(input.shape[1], *self._late, bias=self._late_bias)
        return super().forward(input)


class LazyBatchNorm2d(BatchNorm2d):
    def __init__(
        self, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *, bias=True,
    ):
        Module.__init__(self)
        self.num_features = 0
        self._late = (eps, momentum, affine, track_running_stats, device, dtype)
        self._late_bias = bias

    def forward(self, input):
        if self.num_features == 0:
            super().__init__(input.shape[1], *self._late, bias=self._late_bias)
        return super().forward(input)


class LazyBatchNorm3d(BatchNorm3d):
    def __init__(
        self, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *, bias=True,
    ):
        Module.__init__(self)
        self.num_features = 0
        self._late = (eps, momentum, affine, track_running_stats, device, dtype)
        self._late_bias = bias

    def forward(self, input):
        if self.num_features == 0:
            super().__init__(input.shape[1], *self._late, bias=self._late_bias)
        return super().forward(input)


class LazyInstanceNorm1d(InstanceNorm1d):
    def __init__(
        self, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *, bias=True,
    ):
        Module.__init__(self)
        self.num_features = 0
        self._late = (eps, momentum, affine, track_running_stats, device, dtype)
        self._late_bias = bias

    def forward(self, input):
        if self.num_features == 0:
            super().__init__(input.shape[-2], *self._late, bias=self._late_bias)
        return super().forward(input)


class LazyInstanceNorm2d(InstanceNorm2d):
    def __init__(
        self, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *, bias=True,
    ):
        Module.__init__(self)
        self.num_features = 0
        self._late = (eps, momentum, affine, track_running_stats, device, dtype)
        self._late_bias = bias

    def forward(self, input):
        if self.num_features == 0:
            super().__init__(input.shape[-3], *self._late, bias=self._late_bias)
        return super().forward(input)


class LazyInstanceNorm3d(InstanceNorm3d):
    def __init__(
        self, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *, bias=True,
    ):
        Module.__init__(self)
        self.num_features = 0
        self._late = (eps, momentum, affine, track_running_stats, device, dtype)
        self._late_bias = bias

    def forward(self, input):
        if self.num_features == 0:
            super().__init__(input.shape[-4], *self._late, bias=self._late_bias)
        return super().forward(input)
