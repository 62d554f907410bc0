"""EfficientNet B0 to B7, scaled from one table, and EfficientNet V2, whose first stages fuse expansion and convolution."""
import math

from torch import nn
from torchvision.models._utils import _make_divisible
from torchvision.models._weights import WeightsEnum, imagenet, options
from torchvision.ops.misc import Conv2dNormActivation, SqueezeExcitation, StochasticDepth

__all__ = [
    "EfficientNet", "EfficientNet_B0_Weights", "EfficientNet_B1_Weights", "EfficientNet_B2_Weights",
    "EfficientNet_B3_Weights", "EfficientNet_B4_Weights", "EfficientNet_B5_Weights", "EfficientNet_B6_Weights",
    "EfficientNet_B7_Weights", "EfficientNet_V2_S_Weights", "EfficientNet_V2_M_Weights", "EfficientNet_V2_L_Weights",
    "efficientnet_b0", "efficientnet_b1", "efficientnet_b2", "efficientnet_b3", "efficientnet_b4", "efficientnet_b5",
    "efficientnet_b6", "efficientnet_b7", "efficientnet_v2_s", "efficientnet_v2_m", "efficientnet_v2_l",
]

# (expansion, kernel, stride, input channels, output channels, layers).
_b0 = (
    (1, 3, 1, 32, 16, 1), (6, 3, 2, 16, 24, 2), (6, 5, 2, 24, 40, 2), (6, 3, 2, 40, 80, 3),
    (6, 5, 1, 80, 112, 3), (6, 5, 2, 112, 192, 4), (6, 3, 1, 192, 320, 1),
)
# By model: stages of fused blocks, then stages of plain ones.
_v2 = {
    "efficientnet_v2_s": (
        ((1, 3, 1, 24, 24, 2), (4, 3, 2, 24, 48, 4), (4, 3, 2, 48, 64, 4)),
        ((4, 3, 2, 64, 128, 6), (6, 3, 1, 128, 160, 9), (6, 3, 2, 160, 256, 15)),
    ),
    "efficientnet_v2_m": (
        ((1, 3, 1, 24, 24, 3), (4, 3, 2, 24, 48, 5), (4, 3, 2, 48, 80, 5)),
        ((4, 3, 2, 80, 160, 7), (6, 3, 1, 160, 176, 14), (6, 3, 2, 176, 304, 18), (6, 3, 1, 304, 512, 5)),
    ),
    "efficientnet_v2_l": (
        ((1, 3, 1, 32, 32, 4), (4, 3, 2, 32, 64, 7), (4, 3, 2, 64, 96, 7)),
        ((4, 3, 2, 96, 192, 10), (6, 3, 1, 192, 224, 19), (6, 3, 2, 224, 384, 25), (6, 3, 1, 384, 640, 7)),
    ),
}


class _MBConvConfig:
    def __init__(self, expand_ratio, kernel, stride, input_channels, out_channels, num_layers, block):
        self.expand_ratio = expand_ratio
        self.kernel = kernel
        self.stride = stride
        self.input_channels = input_channels
        self.out_channels = out_channels
        self.num_layers = num_layers
        self.block = block

    @staticmethod
    def adjust_channels(channels, width_mult, min_value=None):
        return _make_divisible(channels * width_mult, 8, min_value)


class MBConvConfig(_MBConvConfig):
    def __init__(self, expand_ratio, kernel, stride, input_channels, out_channels, num_layers, width_mult=1.0, depth_mult=1.0, block=None):
        narrow = self.adjust_channels(input_channels, width_mult)
        wide = self.adjust_channels(out_channels, width_mult)
        super().__init__(expand_ratio, kernel, stride, narrow, wide, self.adjust_depth(num_layers, depth_mult), block or MBConv)

    @staticmethod
    def adjust_depth(num_layers, depth_mult):
        return int(math.ceil(num_layers * depth_mult))


class FusedMBConvConfig(_MBConvConfig):
    def __init__(self, expand_ratio, kernel, stride, input_channels, out_channels, num_layers, block=None):
        super().__init__(expand_ratio, kernel, stride, input_channels, out_channels, num_layers, block or FusedMBConv)


class _Residual(nn.Module):
    """`block`, and around it a shortcut where the shape stays the same."""

    def forward(self, input):
        result = self.block(input)
        return self.stochastic_depth(result) + input if self.use_res_connect else result


class MBConv(_Residual):
    def __init__(self, cnf, input_channels, stride, stochastic_depth_prob, norm_layer):
        super().__init__()
        self.use_res_connect = stride == 1 and input_channels == cnf.out_channels
        wide = cnf.adjust_channels(input_channels, cnf.expand_ratio)
        layers = []
        if wide != input_channels:
            layers.append(Conv2dNormActivation(input_channels, wide, 1, norm_layer=norm_layer, activation_layer=nn.SiLU))
        layers.append(Conv2dNormActivation(wide, wide, cnf.kernel, stride, groups=wide, norm_layer=norm_layer, activation_layer=nn.SiLU))
        layers.append(SqueezeExcitation(wide, max(1, input_channels // 4), activation=nn.SiLU))
        layers.append(Conv2dNormActivation(wide, cnf.out_channels, 1, norm_layer=norm_layer, activation_layer=None))
        self.block = nn.Sequential(*layers)
        self.stochastic_depth = StochasticDepth(stochastic_depth_prob, "row")
        self.out_channels = cnf.out_channels


class FusedMBConv(_Residual):
    def __init__(self, cnf, input_channels, stride, stochastic_depth_prob, norm_layer):
        super().__init__()
        self.use_res_connect = stride == 1 and input_channels == cnf.out_channels
        wide = cnf.adjust_channels(input_channels, cnf.expand_ratio)
        if wide == input_channels:
            layers = [Conv2dNormActivation(input_channels, cnf.out_channels, cnf.kernel, stride, norm_layer=norm_layer, activation_layer=nn.SiLU)]
        else:
            layers = [
                Conv2dNormActivation(input_channels, wide, cnf.kernel, stride, norm_layer=norm_layer, activation_layer=nn.SiLU),
                Conv2dNormActivation(wide, cnf.out_channels, 1, norm_layer=norm_layer, activation_layer=None),
            ]
        self.block = nn.Sequential(*layers)
        self.stochastic_depth = StochasticDepth(stochastic_depth_prob, "row")
        self.out_channels = cnf.out_channels


class EfficientNet(nn.Module):
    def __init__(self, inverted_residual_setting, dropout, stochastic_depth_prob=0.2, num_classes=1000, norm_layer=None, last_channel=None):
        super().__init__()
        norm = norm_layer or nn.BatchNorm2d
        layers = [Conv2dNormActivation(3, inverted_residual_setting[0].input_channels, 3, 2, norm_layer=norm, activation_layer=nn.SiLU)]
        for cnf in inverted_residual_setting:
            stage = [cnf.block(cnf, cnf.input_channels, cnf.stride, stochastic_depth_prob, norm)]
            for _ in range(1, cnf.num_layers):
                stage.append(cnf.block(cnf, cnf.out_channels, 1, stochastic_depth_prob, norm))
            layers.append(nn.Sequential(*stage))
        narrow = inverted_residual_setting[-1].out_channels
        last = 4 * narrow if last_channel is None else last_channel
        layers.append(Conv2dNormActivation(narrow, last, 1, norm_layer=norm, activation_layer=nn.SiLU))
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(nn.Dropout(dropout, inplace=True), nn.Linear(last, num_classes))

    def forward(self, x):
        return self.classifier(self.avgpool(self.features(x)).flatten(1))


def _scaled(width_mult, depth_mult, dropout, weights, kwargs):
    setting = [MBConvConfig(*stage, width_mult, depth_mult) for stage in _b0]
    return EfficientNet(setting, kwargs.pop("dropout", dropout), **options(weights, kwargs))


def _efficientnet_v2(arch, dropout, weights, kwargs):
    fused, plain = _v2[arch]
    setting = [FusedMBConvConfig(*stage) for stage in fused] + [MBConvConfig(*stage) for stage in plain]
    return EfficientNet(setting, kwargs.pop("dropout", dropout), last_channel=1280, **options(weights, kwargs))


class EfficientNet_B0_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 256)


class EfficientNet_B1_Weights(WeightsEnum):
    IMAGENET1K_V1 = imagenet(240, 256)
    DEFAULT = IMAGENET1K_V2 = imagenet(240, 255)


class EfficientNet_B2_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(288, 288)


class EfficientNet_B3_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(300, 320)


class EfficientNet_B4_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(380, 384)


class EfficientNet_B5_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(456, 456)


class EfficientNet_B6_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(528, 528)


class EfficientNet_B7_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(600, 600)


class EfficientNet_V2_S_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(384, 384)


class EfficientNet_V2_M_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(480, 480)


class EfficientNet_V2_L_Weights(EfficientNet_V2_M_Weights):
    pass


def efficientnet_b0(weights=None, progress=True, **kwargs):
    return _scaled(1.0, 1.0, 0.2, weights, kwargs)


def efficientnet_b1(weights=None, progress=True, **kwargs):
    return _scaled(1.0, 1.1, 0.2, weights, kwargs)


def efficientnet_b2(weights=None, progress=True, **kwargs):
    return _scaled(1.1, 1.2, 0.3, weights, kwargs)


def efficientnet_b3(weights=None, progress=True, **kwargs):
    return _scaled(1.2, 1.4, 0.3, weights, kwargs)


def efficientnet_b4(weights=None, progress=True, **kwargs):
    return _scaled(1.4, 1.8, 0.4, weights, kwargs)


def efficientnet_b5(weights=None, progress=True, **kwargs):
    return _scaled(1.6, 2.2, 0.4, weights, kwargs)


def efficientnet_b6(weights=None, progress=True, **kwargs):
    return _scaled(1.8, 2.6, 0.5, weights, kwargs)


def efficientnet_b7(weights=None, progress=True, **kwargs):
    return _scaled(2.0, 3.1, 0.5, weights, kwargs)


def efficientnet_v2_s(weights=None, progress=True, **kwargs):
    return _efficientnet_v2("efficientnet_v2_s", 0.2, weights, kwargs)


def efficientnet_v2_m(weights=None, progress=True, **kwargs):
    return _efficientnet_v2("efficientnet_v2_m", 0.3, weights, kwargs)


def efficientnet_v2_l(weights=None, progress=True, **kwargs):
    return _efficientnet_v2("efficientnet_v2_l", 0.4, weights, kwargs)
