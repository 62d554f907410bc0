"""RegNet X and Y: four stages whose widths and depths follow from a formula; here they are tables. Y squeezes and excites."""
from torch import nn
from torchvision.models._weights import WeightsEnum, imagenet, options
from torchvision.ops.misc import Conv2dNormActivation, SqueezeExcitation

__all__ = [
    "RegNet", "RegNet_Y_400MF_Weights", "RegNet_Y_800MF_Weights", "RegNet_Y_1_6GF_Weights", "RegNet_Y_3_2GF_Weights",
    "RegNet_Y_8GF_Weights", "RegNet_Y_16GF_Weights", "RegNet_Y_32GF_Weights", "RegNet_Y_128GF_Weights",
    "RegNet_X_400MF_Weights", "RegNet_X_800MF_Weights", "RegNet_X_1_6GF_Weights", "RegNet_X_3_2GF_Weights",
    "RegNet_X_8GF_Weights", "RegNet_X_16GF_Weights", "RegNet_X_32GF_Weights", "regnet_y_400mf", "regnet_y_800mf",
    "regnet_y_1_6gf", "regnet_y_3_2gf", "regnet_y_8gf", "regnet_y_16gf", "regnet_y_32gf", "regnet_y_128gf",
    "regnet_x_400mf", "regnet_x_800mf", "regnet_x_1_6gf", "regnet_x_3_2gf", "regnet_x_8gf", "regnet_x_16gf",
    "regnet_x_32gf",
]

# (depths, widths, width of the groups) of the four stages.
_x = {
    "400mf": ((1, 2, 7, 12), (32, 64, 160, 400), 16),
    "800mf": ((1, 3, 7, 5), (64, 128, 288, 672), 16),
    "1_6gf": ((2, 4, 10, 2), (72, 168, 408, 912), 24),
    "3_2gf": ((2, 6, 15, 2), (96, 192, 432, 1008), 48),
    "8gf": ((2, 5, 15, 1), (80, 240, 720, 1920), 120),
    "16gf": ((2, 6, 13, 1), (256, 512, 896, 2048), 128),
    "32gf": ((2, 7, 13, 1), (336, 672, 1344, 2520), 168),
}
_y = {
    "400mf": ((1, 3, 6, 6), (48, 104, 208, 440), 8),
    "800mf": ((1, 3, 8, 2), (64, 144, 320, 784), 16),
    "1_6gf": ((2, 6, 17, 2), (48, 120, 336, 888), 24),
    "3_2gf": ((2, 5, 13, 1), (72, 216, 576, 1512), 24),
    "8gf": ((2, 4, 10, 1), (224, 448, 896, 2016), 56),
    "16gf": ((2, 4, 11, 1), (224, 448, 1232, 3024), 112),
    "32gf": ((2, 5, 12, 1), (232, 696, 1392, 3712), 232),
    "128gf": ((2, 7, 17, 1), (528, 1056, 2904, 7392), 264),
}


class SimpleStemIN(Conv2dNormActivation):
    def __init__(self, width_in, width_out, norm_layer, activation_layer):
        super().__init__(width_in, width_out, 3, 2, norm_layer=norm_layer, activation_layer=activation_layer)


class BottleneckTransform(nn.Sequential):
    def __init__(self, width_in, width_out, stride, norm_layer, activation_layer, group_width, bottleneck_multiplier, se_ratio):
        super().__init__()
        wide = int(round(width_out * bottleneck_multiplier))
        self.a = Conv2dNormActivation(width_in, wide, 1, norm_layer=norm_layer, activation_layer=activation_layer)
        self.b = Conv2dNormActivation(wide, wide, 3, stride, groups=wide // group_width, norm_layer=norm_layer, activation_layer=activation_layer)
        if se_ratio:
            self.se = SqueezeExcitation(wide, int(round(se_ratio * width_in)), activation=activation_layer)
        self.c = Conv2dNormActivation(wide, width_out, 1, norm_layer=norm_layer, activation_layer=None)


class ResBottleneckBlock(nn.Module):
    def __init__(self, width_in, width_out, stride, norm_layer, activation_layer, group_width=1, bottleneck_multiplier=1.0, se_ratio=None):
        super().__init__()
        self.proj = None
        if width_in != width_out or stride != 1:
            self.proj = Conv2dNormActivation(width_in, width_out, 1, stride, norm_layer=norm_layer, activation_layer=None)
        self.f = BottleneckTransform(width_in, width_out, stride, norm_layer, activation_layer, group_width, bottleneck_multiplier, se_ratio)
        self.activation = activation_layer(inplace=True)

    def forward(self, x):
        shortcut = x if self.proj is None else self.proj(x)
        return self.activation(shortcut + self.f(x))


class AnyStage(nn.Sequential):
    def __init__(self, width_in, width_out, stride, depth, block_constructor, norm_layer, activation_layer, group_width, bottleneck_multiplier, se_ratio=None, stage_index=0):
        super().__init__()
        for i in range(depth):
            block = block_constructor(width_in if i == 0 else width_out, width_out, stride if i == 0 else 1, norm_layer, activation_layer, group_width, bottleneck_multiplier, se_ratio)
            self.add_module("block" + str(stage_index) + "-" + str(i), block)


class BlockParams:
    def __init__(self, depths, widths, group_widths, bottleneck_multipliers, strides, se_ratio=None):
        self.depths = depths
        self.widths = widths
        self.group_widths = group_widths
        self.bottleneck_multipliers = bottleneck_multipliers
        self.strides = strides
        self.se_ratio = se_ratio


class RegNet(nn.Module):
    def __init__(self, block_params, num_classes=1000, stem_width=32, stem_type=None, block_type=None, norm_layer=None, activation=None):
        super().__init__()
        norm = norm_layer or nn.BatchNorm2d
        activation = activation or nn.ReLU
        self.stem = (stem_type or SimpleStemIN)(3, stem_width, norm, activation)
        self.trunk_output = nn.Sequential()
        width = stem_width
        for i, depth in enumerate(block_params.depths):
            stage = AnyStage(width, block_params.widths[i], block_params.strides[i], depth, block_type or ResBottleneckBlock, norm, activation, block_params.group_widths[i], block_params.bottleneck_multipliers[i], block_params.se_ratio, i + 1)
            self.trunk_output.add_module("block" + str(i + 1), stage)
            width = block_params.widths[i]
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(width, num_classes)

    def forward(self, x):
        x = self.avgpool(self.trunk_output(self.stem(x)))
        return self.fc(x.flatten(start_dim=1))


def _regnet(table, size, se_ratio, weights, kwargs):
    depths, widths, group = table[size]
    params = BlockParams(depths, widths, [min(group, width) for width in widths], [1.0] * 4, [2] * 4, se_ratio)
    return RegNet(params, **options(weights, kwargs))


class RegNet_X_400MF_Weights(WeightsEnum):
    IMAGENET1K_V1 = imagenet(224, 256)
    DEFAULT = IMAGENET1K_V2 = imagenet(224, 232)


class RegNet_X_800MF_Weights(RegNet_X_400MF_Weights):
    pass


class RegNet_X_1_6GF_Weights(RegNet_X_400MF_Weights):
    pass


class RegNet_X_3_2GF_Weights(RegNet_X_400MF_Weights):
    pass


class RegNet_X_8GF_Weights(RegNet_X_400MF_Weights):
    pass


class RegNet_X_16GF_Weights(RegNet_X_400MF_Weights):
    pass


class RegNet_X_32GF_Weights(RegNet_X_400MF_Weights):
    pass


class RegNet_Y_400MF_Weights(RegNet_X_400MF_Weights):
    pass


class RegNet_Y_800MF_Weights(RegNet_X_400MF_Weights):
    pass


class RegNet_Y_1_6GF_Weights(RegNet_X_400MF_Weights):
    pass


class RegNet_Y_3_2GF_Weights(RegNet_X_400MF_Weights):
    pass


class RegNet_Y_8GF_Weights(RegNet_X_400MF_Weights):
    pass


class RegNet_Y_16GF_Weights(RegNet_X_400MF_Weights):
    IMAGENET1K_SWAG_E2E_V1 = imagenet(384, 384)
    IMAGENET1K_SWAG_LINEAR_V1 = imagenet(224, 224)


class RegNet_Y_32GF_Weights(RegNet_Y_16GF_Weights):
    pass


class RegNet_Y_128GF_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_SWAG_E2E_V1 = imagenet(384, 384)
    IMAGENET1K_SWAG_LINEAR_V1 = imagenet(224, 224)


def regnet_x_400mf(weights=None, progress=True, **kwargs):
    return _regnet(_x, "400mf", None, weights, kwargs)


def regnet_x_800mf(weights=None, progress=True, **kwargs):
    return _regnet(_x, "800mf", None, weights, kwargs)


def regnet_x_1_6gf(weights=None, progress=True, **kwargs):
    return _regnet(_x, "1_6gf", None, weights, kwargs)


def regnet_x_3_2gf(weights=None, progress=True, **kwargs):
    return _regnet(_x, "3_2gf", None, weights, kwargs)


def regnet_x_8gf(weights=None, progress=True, **kwargs):
    return _regnet(_x, "8gf", None, weights, kwargs)


def regnet_x_16gf(weights=None, progress=True, **kwargs):
    return _regnet(_x, "16gf", None, weights, kwargs)


def regnet_x_32gf(weights=None, progress=True, **kwargs):
    return _regnet(_x, "32gf", None, weights, kwargs)


def regnet_y_400mf(weights=None, progress=True, **kwargs):
    return _regnet(_y, "400mf", 0.25, weights, kwargs)


def regnet_y_800mf(weights=None, progress=True, **kwargs):
    return _regnet(_y, "800mf", 0.25, weights, kwargs)


def regnet_y_1_6gf(weights=None, progress=True, **kwargs):
    return _regnet(_y, "1_6gf", 0.25, weights, kwargs)


def regnet_y_3_2gf(weights=None, progress=True, **kwargs):
    return _regnet(_y, "3_2gf", 0.25, weights, kwargs)


def regnet_y_8gf(weights=None, progress=True, **kwargs):
    return _regnet(_y, "8gf", 0.25, weights, kwargs)


def regnet_y_16gf(weights=None, progress=True, **kwargs):
    return _regnet(_y, "16gf", 0.25, weights, kwargs)


def regnet_y_32gf(weights=None, progress=True, **kwargs):
    return _regnet(_y, "32gf", 0.25, weights, kwargs)


def regnet_y_128gf(weights=None, progress=True, **kwargs):
    return _regnet(_y, "128gf", 0.25, weights, kwargs)
