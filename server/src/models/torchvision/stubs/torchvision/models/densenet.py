"""DenseNet: each layer adds `growth_rate` channels to all that came before it."""
import torch
from torch import nn
from torch.nn import functional as F
from torchvision.models._weights import WeightsEnum, imagenet, options

__all__ = [
    "DenseNet", "DenseNet121_Weights", "DenseNet161_Weights", "DenseNet169_Weights", "DenseNet201_Weights",
    "densenet121", "densenet161", "densenet169", "densenet201",
]


class _DenseLayer(nn.Module):
    def __init__(self, num_input_features, growth_rate, bn_size, drop_rate, memory_efficient=False):
        super().__init__()
        width = bn_size * growth_rate
        self.norm1 = nn.BatchNorm2d(num_input_features)
        self.relu1 = nn.ReLU(inplace=True)
        self.conv1 = nn.Conv2d(num_input_features, width, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(width)
        self.relu2 = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(width, growth_rate, 3, padding=1, bias=False)
        self.drop_rate = float(drop_rate)

    def forward(self, input):
        joined = torch.cat(input, 1) if isinstance(input, (list, tuple)) else input
        narrow = self.conv1(self.relu1(self.norm1(joined)))
        return self.conv2(self.relu2(self.norm2(narrow)))


class _DenseBlock(nn.ModuleDict):
    def __init__(self, num_layers, num_input_features, bn_size, growth_rate, drop_rate, memory_efficient=False):
        super().__init__()
        for i in range(num_layers):
            self.add_module("denselayer" + str(i + 1), _DenseLayer(num_input_features + i * growth_rate, growth_rate, bn_size, drop_rate))

    def forward(self, init_features):
        features = init_features
        for layer in self.children():
            features = torch.cat([features, layer(features)], 1)
        return features


class _Transition(nn.Sequential):
    def __init__(self, num_input_features, num_output_features):
        super().__init__()
        self.norm = nn.BatchNorm2d(num_input_features)
        self.relu = nn.ReLU(inplace=True)
        self.conv = nn.Conv2d(num_input_features, num_output_features, 1, bias=False)
        self.pool = nn.AvgPool2d(2, 2)


class DenseNet(nn.Module):
    def __init__(self, growth_rate=32, block_config=(6, 12, 24, 16), num_init_features=64, bn_size=4, drop_rate=0, num_classes=1000, memory_efficient=False):
        super().__init__()
        self.features = nn.Sequential()
        self.features.add_module("conv0", nn.Conv2d(3, num_init_features, 7, stride=2, padding=3, bias=False))
        self.features.add_module("norm0", nn.BatchNorm2d(num_init_features))
        self.features.add_module("relu0", nn.ReLU(inplace=True))
        self.features.add_module("pool0", nn.MaxPool2d(3, stride=2, padding=1))
        channels = num_init_features
        for i, num_layers in enumerate(block_config, 1):
            self.features.add_module("denseblock" + str(i), _DenseBlock(num_layers, channels, bn_size, growth_rate, drop_rate))
            channels += num_layers * growth_rate
            if i < len(block_config):
                self.features.add_module("transition" + str(i), _Transition(channels, channels // 2))
                channels //= 2
        self.features.add_module("norm5", nn.BatchNorm2d(channels))
        self.classifier = nn.Linear(channels, num_classes)

    def forward(self, x):
        pooled = F.adaptive_avg_pool2d(F.relu(self.features(x), inplace=True), (1, 1))
        return self.classifier(torch.flatten(pooled, 1))


def _densenet(growth_rate, block_config, num_init_features, weights, kwargs):
    return DenseNet(growth_rate, block_config, num_init_features, **options(weights, kwargs))


class DenseNet121_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 256)


class DenseNet161_Weights(DenseNet121_Weights):
    pass


class DenseNet169_Weights(DenseNet121_Weights):
    pass


class DenseNet201_Weights(DenseNet121_Weights):
    pass


def densenet121(weights=None, progress=True, **kwargs):
    return _densenet(32, (6, 12, 24, 16), 64, weights, kwargs)


def densenet161(weights=None, progress=True, **kwargs):
    return _densenet(48, (6, 12, 36, 24), 96, weights, kwargs)


def densenet169(weights=None, progress=True, **kwargs):
    return _densenet(32, (6, 12, 32, 32), 64, weights, kwargs)


def densenet201(weights=None, progress=True, **kwargs):
    return _densenet(32, (6, 12, 48, 32), 64, weights, kwargs)
