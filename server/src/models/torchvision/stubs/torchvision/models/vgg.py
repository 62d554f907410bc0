"""VGG with 11, 13, 16 and 19 layers, with and without batch normalisation."""
import torch
from torch import nn
from torchvision.models._weights import WeightsEnum, imagenet, options

__all__ = [
    "VGG", "VGG11_Weights", "VGG11_BN_Weights", "VGG13_Weights", "VGG13_BN_Weights", "VGG16_Weights",
    "VGG16_BN_Weights", "VGG19_Weights", "VGG19_BN_Weights", "vgg11", "vgg11_bn", "vgg13", "vgg13_bn", "vgg16",
    "vgg16_bn", "vgg19", "vgg19_bn",
]

# Output channels of the 3×3 convolutions between two poolings.
_stages = {
    11: [[64], [128], [256] * 2, [512] * 2, [512] * 2],
    13: [[64] * 2, [128] * 2, [256] * 2, [512] * 2, [512] * 2],
    16: [[64] * 2, [128] * 2, [256] * 3, [512] * 3, [512] * 3],
    19: [[64] * 2, [128] * 2, [256] * 4, [512] * 4, [512] * 4],
}


class VGG(nn.Module):
    def __init__(self, features, num_classes=1000, init_weights=True, dropout=0.5):
        super().__init__()
        self.features = features
        self.avgpool = nn.AdaptiveAvgPool2d((7, 7))
        self.classifier = nn.Sequential(
            nn.Linear(512 * 7 * 7, 4096), nn.ReLU(True), nn.Dropout(dropout),
            nn.Linear(4096, 4096), nn.ReLU(True), nn.Dropout(dropout),
            nn.Linear(4096, num_classes),
        )

    def forward(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


def make_layers(cfg, batch_norm=False):
    """`cfg` lists the convolutions' output channels, and "M" for a pooling."""
    layers = []
    channels = 3
    for item in cfg:
        if item == "M":
            layers.append(nn.MaxPool2d(2, 2))
            continue
        layers.append(nn.Conv2d(channels, item, 3, padding=1))
        if batch_norm:
            layers.append(nn.BatchNorm2d(item))
        layers.append(nn.ReLU(inplace=True))
        channels = item
    return nn.Sequential(*layers)


def _vgg(depth, batch_norm, weights, kwargs):
    cfg = []
    for stage in _stages[depth]:
        cfg += stage + ["M"]
    return VGG(make_layers(cfg, batch_norm), **options(weights, kwargs))


class VGG11_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 256)


class VGG11_BN_Weights(VGG11_Weights):
    pass


class VGG13_Weights(VGG11_Weights):
    pass


class VGG13_BN_Weights(VGG11_Weights):
    pass


class VGG16_Weights(VGG11_Weights):
    IMAGENET1K_FEATURES = imagenet(224, 256)


class VGG16_BN_Weights(VGG11_Weights):
    pass


class VGG19_Weights(VGG11_Weights):
    pass


class VGG19_BN_Weights(VGG11_Weights):
    pass


def vgg11(weights=None, progress=True, **kwargs):
    return _vgg(11, False, weights, kwargs)


def vgg11_bn(weights=None, progress=True, **kwargs):
    return _vgg(11, True, weights, kwargs)


def vgg13(weights=None, progress=True, **kwargs):
    return _vgg(13, False, weights, kwargs)


def vgg13_bn(weights=None, progress=True, **kwargs):
    return _vgg(13, True, weights, kwargs)


def vgg16(weights=None, progress=True, **kwargs):
    return _vgg(16, False, weights, kwargs)


def vgg16_bn(weights=None, progress=True, **kwargs):
    return _vgg(16, True, weights, kwargs)


def vgg19(weights=None, progress=True, **kwargs):
    return _vgg(19, False, weights, kwargs)


def vgg19_bn(weights=None, progress=True, **kwargs):
    return _vgg(19, True, weights, kwargs)
