"""SqueezeNet 1.0 and 1.1: fire modules squeeze the channels, then expand them by 1×1 and 3×3 convolutions side by side."""
import torch
from torch import nn
from torchvision.models._weights import WeightsEnum, imagenet, options

__all__ = [
    "SqueezeNet", "SqueezeNet1_0_Weights", "SqueezeNet1_1_Weights", "squeezenet1_0", "squeezenet1_1",
]


class Fire(nn.Module):
    def __init__(self, inplanes, squeeze_planes, expand1x1_planes, expand3x3_planes):
        super().__init__()
        self.inplanes = inplanes
        self.squeeze = nn.Conv2d(inplanes, squeeze_planes, 1)
        self.squeeze_activation = nn.ReLU(inplace=True)
        self.expand1x1 = nn.Conv2d(squeeze_planes, expand1x1_planes, 1)
        self.expand1x1_activation = nn.ReLU(inplace=True)
        self.expand3x3 = nn.Conv2d(squeeze_planes, expand3x3_planes, 3, padding=1)
        self.expand3x3_activation = nn.ReLU(inplace=True)

    def forward(self, x):
        x = self.squeeze_activation(self.squeeze(x))
        small = self.expand1x1_activation(self.expand1x1(x))
        large = self.expand3x3_activation(self.expand3x3(x))
        return torch.cat([small, large], 1)


# (squeezed, expanded by each kernel); the two versions pool before different ones.
_fires = ((16, 64), (16, 64), (32, 128), (32, 128), (48, 192), (48, 192), (64, 256), (64, 256))
_pooled_before = {"1_0": (3, 7), "1_1": (2, 4)}


class SqueezeNet(nn.Module):
    def __init__(self, version="1_0", num_classes=1000, dropout=0.5):
        super().__init__()
        self.num_classes = num_classes
        first = nn.Conv2d(3, 96, 7, stride=2) if version == "1_0" else nn.Conv2d(3, 64, 3, stride=2)
        layers = [first, nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, ceil_mode=True)]
        channels = first.out_channels
        for i, (squeezed, expanded) in enumerate(_fires):
            if i in _pooled_before[version]:
                layers.append(nn.MaxPool2d(3, 2, ceil_mode=True))
            layers.append(Fire(channels, squeezed, expanded, expanded))
            channels = 2 * expanded
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Sequential(nn.Dropout(dropout), nn.Conv2d(512, num_classes, 1), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d((1, 1)))

    def forward(self, x):
        return torch.flatten(self.classifier(self.features(x)), 1)


class SqueezeNet1_0_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 256)


class SqueezeNet1_1_Weights(SqueezeNet1_0_Weights):
    pass


def squeezenet1_0(weights=None, progress=True, **kwargs):
    return SqueezeNet("1_0", **options(weights, kwargs))


def squeezenet1_1(weights=None, progress=True, **kwargs):
    return SqueezeNet("1_1", **options(weights, kwargs))
