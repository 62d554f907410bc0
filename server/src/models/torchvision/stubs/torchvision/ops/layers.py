"""Deformable convolution, dropping of blocks, and the focal loss."""
import torch
from shapeline import ops
from torch import nn
from torch.nn import functional as F

__public__ = "torchvision.ops"


def _pair(size):
    return (size, size) if isinstance(size, int) else tuple(size)


def deform_conv2d(input, offset, weight, bias=None, stride=(1, 1), padding=(0, 0), dilation=(1, 1), mask=None):
    """As large as the convolution; the offsets, two for each element of the kernel, lie on the output's grid."""
    result = F.conv2d(input, weight, bias, stride, padding, dilation, input.shape[1] // weight.shape[1])
    ops.require_divisible(offset.shape[1], 2 * weight.shape[2] * weight.shape[3])
    ops.require_equal(offset.shape[2], result.shape[2])
    ops.require_equal(offset.shape[3], result.shape[3])
    return result


class DeformConv2d(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True):
        super().__init__()
        ops.require_divisible(in_channels, groups)
        ops.require_divisible(out_channels, groups)
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = _pair(kernel_size)
        self.stride = _pair(stride)
        self.padding = _pair(padding)
        self.dilation = _pair(dilation)
        self.groups = groups
        self.weight = nn.Parameter(torch.empty(out_channels, in_channels // groups, *self.kernel_size))
        self.bias = nn.Parameter(torch.zeros(out_channels)) if bias else None

    def forward(self, input, offset, mask=None):
        return deform_conv2d(input, offset, self.weight, self.bias, self.stride, self.padding, self.dilation, mask)


def _drop_block(input, p, block_size, inplace=False, eps=1e-6, training=True):
    return ops.unary(input, "dropout")


drop_block2d = drop_block3d = _drop_block


class DropBlock2d(nn.Module):
    def __init__(self, p, block_size, inplace=False, eps=1e-6):
        super().__init__()
        self.p = p
        self.block_size = block_size

    def forward(self, input):
        return _drop_block(input, self.p, self.block_size)


class DropBlock3d(DropBlock2d):
    pass


def sigmoid_focal_loss(inputs, targets, alpha=0.25, gamma=2, reduction="none"):
    return F.binary_cross_entropy_with_logits(inputs, targets, reduction=reduction)
