"""Convolutions and transposed convolutions in one, two and three dimensions.

A padding mode other than zeros pads first, then convolves without padding, as PyTorch does.
"""
from shapeline import ops
from torch.nn import functional as F
from torch.nn.modules.module import Module
from torch.nn.modules._tuples import pair, single, triple
from torch.nn.parameter import optional_parameter, parameter

__public__ = "torch.nn"


class _ConvNd(Module):
    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed, output_padding, groups,
        bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        ops.require_divisible(in_channels, groups)
        ops.require_divisible(out_channels, groups)
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.transposed = transposed
        self.output_padding = output_padding
        self.groups = groups
        self.padding_mode = padding_mode
        if transposed:
            self.weight = parameter((in_channels, out_channels // groups, *kernel_size), dtype)
        else:
            self.weight = parameter((out_channels, in_channels // groups, *kernel_size), dtype)
        self.bias = optional_parameter(bias, (out_channels,), dtype)

    def reset_parameters(self):
        return None

    def _padded(self, input):
        if self.padding == "valid":
            return input
        amounts = []
        for size, dilation, padding in zip(reversed(self.kernel_size), reversed(self.dilation), _amounts(self)):
            if self.padding == "same":
                total = dilation * (size - 1)
                amounts += [total // 2, total - total // 2]
            else:
                amounts += [padding, padding]
        return F.pad(input, amounts, self.padding_mode)


def _amounts(convolution):
    padding = convolution.padding
    return convolution.kernel_size if isinstance(padding, str) else reversed(padding)


class Conv1d(_ConvNd):
    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
        padding_mode="zeros", device=None, dtype=None,
    ):
        super().__init__(
            in_channels, out_channels, single(kernel_size), single(stride),
            padding if isinstance(padding, str) else single(padding), single(dilation), False, (0,), groups, bias,
            padding_mode, device, dtype,
        )

    def _conv_forward(self, input, weight, bias):
        if self.padding_mode != "zeros":
            return F.conv1d(self._padded(input), weight, bias, self.stride, 0, self.dilation, self.groups)
        return F.conv1d(input, weight, bias, self.stride, self.padding, self.dilation, self.groups)

    def forward(self, input):
        return self._conv_forward(input, self.weight, self.bias)


class Conv2d(_ConvNd):
    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
        padding_mode="zeros", device=None, dtype=None,
    ):
        super().__init__(
            in_channels, out_channels, pair(kernel_size), pair(stride),
            padding if isinstance(padding, str) else pair(padding), pair(dilation), False, (0, 0), groups, bias,
            padding_mode, device, dtype,
        )

    def _conv_forward(self, input, weight, bias):
        if self.padding_mode != "zeros":
            return F.conv2d(self._padded(input), weight, bias, self.stride, 0, self.dilation, self.groups)
        return F.conv2d(input, weight, bias, self.stride, self.padding, self.dilation, self.groups)

    def forward(self, input):
        return self._conv_forward(input, self.weight, self.bias)


class Conv3d(_ConvNd):
    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
        padding_mode="zeros", device=None, dtype=None,
    ):
        super().__init__(
            in_channels, out_channels, triple(kernel_size), triple(stride),
            padding if isinstance(padding, str) else triple(padding), triple(dilation), False, (0, 0, 0), groups, bias,
            padding_mode, device, dtype,
        )

    def _conv_forward(self, input, weight, bias):
        if self.padding_mode != "zeros":
            return F.conv3d(self._padded(input), weight, bias, self.stride, 0, self.dilation, self.groups)
        return F.conv3d(input, weight, bias, self.stride, self.padding, self.dilation, self.groups)

    def forward(self, input):
        return self._conv_forward(input, self.weight, self.bias)


class _ConvTransposeNd(_ConvNd):
    def _output_padding(self, input, output_size):
        """Output padding: what the layer was built with, or what a wanted output size leaves over."""
        if output_size is None:
            return self.output_padding
        rank = len(self.kernel_size)
        paddings = []
        for axis, size in enumerate(tuple(output_size)[-rank:]):
            window = self.dilation[axis] * (self.kernel_size[axis] - 1) + 1
            covered = (input.shape[axis - rank] - 1) * self.stride[axis] - 2 * self.padding[axis] + window
            paddings.append(size - covered)
        return tuple(paddings)


class ConvTranspose1d(_ConvTransposeNd):
    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True,
        dilation=1, padding_mode="zeros", device=None, dtype=None,
    ):
        super().__init__(
            in_channels, out_channels, single(kernel_size), single(stride), single(padding), single(dilation), True,
            single(output_padding), groups, bias, padding_mode, device, dtype,
        )

    def forward(self, input, output_size=None):
        output_padding = self._output_padding(input, output_size)
        return F.conv_transpose1d(
            input, self.weight, self.bias, self.stride, self.padding, output_padding, self.groups, self.dilation,
        )


class ConvTranspose2d(_ConvTransposeNd):
    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True,
        dilation=1, padding_mode="zeros", device=None, dtype=None,
    ):
        super().__init__(
            in_channels, out_channels, pair(kernel_size), pair(stride), pair(padding), pair(dilation), True,
            pair(output_padding), groups, bias, padding_mode, device, dtype,
        )

    def forward(self, input, output_size=None):
        output_padding = self._output_padding(input, output_size)
        return F.conv_transpose2d(
            input, self.weight, self.bias, self.stride, self.padding, output_padding, self.groups, self.dilation,
        )


class ConvTranspose3d(_ConvTransposeNd):
    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True,
        dilation=1, padding_mode="zeros", device=None, dtype=None,
    ):
        super().__init__(
            in_channels, out_channels, triple(kernel_size), triple(stride), triple(padding), triple(dilation), True,
            triple(output_padding), groups, bias, padding_mode, device, dtype,
        )

    def forward(self, input, output_size=None):
        output_padding = self._output_padding(input, output_size)
        return F.conv_transpose3d(
            input, self.weight, self.bias, self.stride, self.padding, output_padding, self.groups, self.dilation,
        )
