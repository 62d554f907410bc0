"""ShuffleNet V2: half of the channels pass by, then both halves are shuffled."""
import torch
from torch import nn
from torchvision.models._weights import WeightsEnum, imagenet, options

__all__ = [
    "ShuffleNetV2", "ShuffleNet_V2_X0_5_Weights", "ShuffleNet_V2_X1_0_Weights", "ShuffleNet_V2_X1_5_Weights",
    "ShuffleNet_V2_X2_0_Weights", "shufflenet_v2_x0_5", "shufflenet_v2_x1_0", "shufflenet_v2_x1_5",
    "shufflenet_v2_x2_0",
]


def channel_shuffle(x, groups):
    batch, channels, height, width = x.size()
    x = x.view(batch, groups, channels // groups, height, width)
    return torch.transpose(x, 1, 2).reshape(batch, channels, height, width)


def _depthwise(channels, stride):
    return [nn.Conv2d(channels, channels, 3, stride, 1, groups=channels, bias=False), nn.BatchNorm2d(channels)]


def _pointwise(inp, oup):
    return [nn.Conv2d(inp, oup, 1, bias=False), nn.BatchNorm2d(oup), nn.ReLU(inplace=True)]


class InvertedResidual(nn.Module):
    def __init__(self, inp, oup, stride):
        super().__init__()
        self.stride = stride
        half = oup // 2
        self.branch1 = nn.Sequential(*_depthwise(inp, stride), *_pointwise(inp, half)) if stride > 1 else nn.Sequential()
        self.branch2 = nn.Sequential(*_pointwise(inp if stride > 1 else half, half), *_depthwise(half, stride), *_pointwise(half, half))

    def forward(self, x):
        if self.stride == 1:
            kept, changed = x.chunk(2, dim=1)
            out = torch.cat((kept, self.branch2(changed)), dim=1)
        else:
            out = torch.cat((self.branch1(x), self.branch2(x)), dim=1)
        return channel_shuffle(out, 2)


class ShuffleNetV2(nn.Module):
    def __init__(self, stages_repeats, stages_out_channels, num_classes=1000, inverted_residual=InvertedResidual):
        super().__init__()
        first, second, third, fourth, last = stages_out_channels
        self.conv1 = nn.Sequential(nn.Conv2d(3, first, 3, 2, 1, bias=False), nn.BatchNorm2d(first), nn.ReLU(inplace=True))
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1)
        self.stage2 = _stage(inverted_residual, first, second, stages_repeats[0])
        self.stage3 = _stage(inverted_residual, second, third, stages_repeats[1])
        self.stage4 = _stage(inverted_residual, third, fourth, stages_repeats[2])
        self.conv5 = nn.Sequential(*_pointwise(fourth, last))
        self.fc = nn.Linear(last, num_classes)

    def forward(self, x):
        x = self.stage4(self.stage3(self.stage2(self.maxpool(self.conv1(x)))))
        return self.fc(self.conv5(x).mean([2, 3]))


def _stage(block, inp, oup, repeats):
    return nn.Sequential(block(inp, oup, 2), *[block(oup, oup, 1) for _ in range(repeats - 1)])


def _shufflenetv2(widths, weights, kwargs):
    return ShuffleNetV2([4, 8, 4], widths, **options(weights, kwargs))


class ShuffleNet_V2_X0_5_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 256)


class ShuffleNet_V2_X1_0_Weights(ShuffleNet_V2_X0_5_Weights):
    pass


class ShuffleNet_V2_X1_5_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 232)


class ShuffleNet_V2_X2_0_Weights(ShuffleNet_V2_X1_5_Weights):
    pass


def shufflenet_v2_x0_5(weights=None, progress=True, **kwargs):
    return _shufflenetv2([24, 48, 96, 192, 1024], weights, kwargs)


def shufflenet_v2_x1_0(weights=None, progress=True, **kwargs):
    return _shufflenetv2([24, 116, 232, 464, 1024], weights, kwargs)


def shufflenet_v2_x1_5(weights=None, progress=True, **kwargs):
    return _shufflenetv2([24, 176, 352, 704, 1024], weights, kwargs)


def shufflenet_v2_x2_0(weights=None, progress=True, **kwargs):
    return _shufflenetv2([24, 244, 488, 976, 2048], weights, kwargs)
