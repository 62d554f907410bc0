"""ConvNeXt: depthwise 7×7 convolutions, then a perceptron over the channels, which are last for that while."""
import torch
from torch import nn
from torchvision.models._weights import WeightsEnum, imagenet, options
from torchvision.ops.misc import Conv2dNormActivation, Permute, StochasticDepth

__all__ = [
    "ConvNeXt", "ConvNeXt_Tiny_Weights", "ConvNeXt_Small_Weights", "ConvNeXt_Base_Weights", "ConvNeXt_Large_Weights",
    "convnext_tiny", "convnext_small", "convnext_base", "convnext_large",
]


class LayerNorm2d(nn.LayerNorm):
    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


def _channels_norm(channels):
    return nn.LayerNorm(channels, eps=1e-6)


def _image_norm(channels):
    return LayerNorm2d(channels, eps=1e-6)


class CNBlock(nn.Module):
    def __init__(self, dim, layer_scale, stochastic_depth_prob, norm_layer=None):
        super().__init__()
        norm = norm_layer or _channels_norm
        self.block = nn.Sequential(
            nn.Conv2d(dim, dim, 7, padding=3, groups=dim), Permute([0, 2, 3, 1]), norm(dim),
            nn.Linear(dim, 4 * dim), nn.GELU(), nn.Linear(4 * dim, dim), Permute([0, 3, 1, 2]),
        )
        self.layer_scale = nn.Parameter(torch.ones(dim, 1, 1))
        self.stochastic_depth = StochasticDepth(stochastic_depth_prob, "row")

    def forward(self, input):
        return self.stochastic_depth(self.layer_scale * self.block(input)) + input


class CNBlockConfig:
    def __init__(self, input_channels, out_channels, num_layers):
        self.input_channels = input_channels
        self.out_channels = out_channels
        self.num_layers = num_layers


class ConvNeXt(nn.Module):
    def __init__(self, block_setting, stochastic_depth_prob=0.0, layer_scale=1e-6, num_classes=1000, block=None, norm_layer=None, **kwargs):
        super().__init__()
        block = block or CNBlock
        norm = norm_layer or _image_norm
        layers = [Conv2dNormActivation(3, block_setting[0].input_channels, 4, stride=4, padding=0, norm_layer=norm, activation_layer=None, bias=True)]
        for cnf in block_setting:
            channels = cnf.input_channels
            layers.append(nn.Sequential(*[block(channels, layer_scale, stochastic_depth_prob) for _ in range(cnf.num_layers)]))
            if cnf.out_channels is not None:
                layers.append(nn.Sequential(norm(channels), nn.Conv2d(channels, cnf.out_channels, 2, stride=2)))
                channels = cnf.out_channels
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(norm(channels), nn.Flatten(1), nn.Linear(channels, num_classes))

    def forward(self, x):
        return self.classifier(self.avgpool(self.features(x)))


def _convnext(widths, depths, stochastic_depth_prob, weights, kwargs):
    following = list(widths[1:]) + [None]
    setting = [CNBlockConfig(*stage) for stage in zip(widths, following, depths)]
    return ConvNeXt(setting, kwargs.pop("stochastic_depth_prob", stochastic_depth_prob), **options(weights, kwargs))


class ConvNeXt_Tiny_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 236)


class ConvNeXt_Small_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 230)


class ConvNeXt_Base_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 232)


class ConvNeXt_Large_Weights(ConvNeXt_Base_Weights):
    pass


def convnext_tiny(weights=None, progress=True, **kwargs):
    return _convnext((96, 192, 384, 768), (3, 3, 9, 3), 0.1, weights, kwargs)


def convnext_small(weights=None, progress=True, **kwargs):
    return _convnext((96, 192, 384, 768), (3, 3, 27, 3), 0.4, weights, kwargs)


def convnext_base(weights=None, progress=True, **kwargs):
    return _convnext((128, 256, 512, 1024), (3, 3, 27, 3), 0.5, weights, kwargs)


def convnext_large(weights=None, progress=True, **kwargs):
    return _convnext((192, 384, 768, 1536), (3, 3, 27, 3), 0.5, weights, kwargs)
