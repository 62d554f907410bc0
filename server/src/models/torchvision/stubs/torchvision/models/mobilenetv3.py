"""MobileNet V3, large and small: inverted residuals, some with squeeze and excitation, some with hard swish."""
from torch import nn
from torchvision.models._utils import _make_divisible
from torchvision.models._weights import WeightsEnum, imagenet, options
from torchvision.ops.misc import Conv2dNormActivation, SqueezeExcitation

__all__ = [
    "MobileNetV3", "MobileNet_V3_Large_Weights", "MobileNet_V3_Small_Weights", "mobilenet_v3_large",
    "mobilenet_v3_small",
]

# (input channels, kernel, expanded channels, output channels, squeeze and excitation, activation, stride).
_large = (
    (16, 3, 16, 16, False, "RE", 1), (16, 3, 64, 24, False, "RE", 2), (24, 3, 72, 24, False, "RE", 1),
    (24, 5, 72, 40, True, "RE", 2), (40, 5, 120, 40, True, "RE", 1), (40, 5, 120, 40, True, "RE", 1),
    (40, 3, 240, 80, False, "HS", 2), (80, 3, 200, 80, False, "HS", 1), (80, 3, 184, 80, False, "HS", 1), (80, 3, 184, 80, False, "HS", 1),
    (80, 3, 480, 112, True, "HS", 1), (112, 3, 672, 112, True, "HS", 1),
    (112, 5, 672, 160, True, "HS", 2), (160, 5, 960, 160, True, "HS", 1), (160, 5, 960, 160, True, "HS", 1),
)
_small = (
    (16, 3, 16, 16, True, "RE", 2), (16, 3, 72, 24, False, "RE", 2), (24, 3, 88, 24, False, "RE", 1),
    (24, 5, 96, 40, True, "HS", 2), (40, 5, 240, 40, True, "HS", 1), (40, 5, 240, 40, True, "HS", 1),
    (40, 5, 120, 48, True, "HS", 1), (48, 5, 144, 48, True, "HS", 1),
    (48, 5, 288, 96, True, "HS", 2), (96, 5, 576, 96, True, "HS", 1), (96, 5, 576, 96, True, "HS", 1),
)


class InvertedResidualConfig:
    def __init__(self, input_channels, kernel, expanded_channels, out_channels, use_se, activation, stride, dilation, width_mult):
        self.input_channels = self.adjust_channels(input_channels, width_mult)
        self.kernel = kernel
        self.expanded_channels = self.adjust_channels(expanded_channels, width_mult)
        self.out_channels = self.adjust_channels(out_channels, width_mult)
        self.use_se = use_se
        self.use_hs = activation == "HS"
        self.stride = stride
        self.dilation = dilation

    @staticmethod
    def adjust_channels(channels, width_mult):
        return _make_divisible(channels * width_mult, 8)


def _squeeze(channels, squeezed):
    return SqueezeExcitation(channels, squeezed, scale_activation=nn.Hardsigmoid)


class InvertedResidual(nn.Module):
    def __init__(self, cnf, norm_layer, se_layer=_squeeze):
        super().__init__()
        self.use_res_connect = cnf.stride == 1 and cnf.input_channels == cnf.out_channels
        activation = nn.Hardswish if cnf.use_hs else nn.ReLU
        wide = cnf.expanded_channels
        layers = []
        if wide != cnf.input_channels:
            layers.append(Conv2dNormActivation(cnf.input_channels, wide, 1, norm_layer=norm_layer, activation_layer=activation))
        stride = 1 if cnf.dilation > 1 else cnf.stride
        layers.append(Conv2dNormActivation(wide, wide, cnf.kernel, stride, dilation=cnf.dilation, groups=wide, norm_layer=norm_layer, activation_layer=activation))
        if cnf.use_se:
            layers.append(se_layer(wide, _make_divisible(wide // 4, 8)))
        layers.append(Conv2dNormActivation(wide, cnf.out_channels, 1, norm_layer=norm_layer, activation_layer=None))
        self.block = nn.Sequential(*layers)
        self.out_channels = cnf.out_channels
        self._is_cn = cnf.stride > 1

    def forward(self, input):
        return self.block(input) + input if self.use_res_connect else self.block(input)


class MobileNetV3(nn.Module):
    def __init__(self, inverted_residual_setting, last_channel, num_classes=1000, block=None, norm_layer=None, dropout=0.2, **kwargs):
        super().__init__()
        block = block or InvertedResidual
        norm = norm_layer or nn.BatchNorm2d
        layers = [Conv2dNormActivation(3, inverted_residual_setting[0].input_channels, 3, 2, norm_layer=norm, activation_layer=nn.Hardswish)]
        for cnf in inverted_residual_setting:
            layers.append(block(cnf, norm))
        narrow = inverted_residual_setting[-1].out_channels
        layers.append(Conv2dNormActivation(narrow, 6 * narrow, 1, norm_layer=norm, activation_layer=nn.Hardswish))
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(nn.Linear(6 * narrow, last_channel), nn.Hardswish(inplace=True), nn.Dropout(dropout, inplace=True), nn.Linear(last_channel, num_classes))

    def forward(self, x):
        return self.classifier(self.avgpool(self.features(x)).flatten(1))


def _mobilenet_v3_conf(arch, width_mult=1.0, reduced_tail=False, dilated=False, **kwargs):
    """The blocks and the last width. The last stage of three blocks may be narrower, or dilated instead of strided."""
    table, last = (_large, 1280) if arch == "mobilenet_v3_large" else (_small, 1024)
    divider = 2 if reduced_tail else 1
    tail = len(table) - 3
    setting = []
    for i, (input_channels, kernel, expanded, out, use_se, activation, stride) in enumerate(table):
        if i > tail:
            input_channels, expanded = input_channels // divider, expanded // divider
        if i >= tail:
            out = out // divider
        setting.append(InvertedResidualConfig(input_channels, kernel, expanded, out, use_se, activation, stride, 2 if dilated and i >= tail else 1, width_mult))
    return setting, InvertedResidualConfig.adjust_channels(last // divider, width_mult)


def _mobilenet_v3(arch, weights, kwargs):
    changes = {name: kwargs.pop(name) for name in ("width_mult", "reduced_tail", "dilated", "_width_mult", "_reduced_tail", "_dilated") if name in kwargs}
    setting, last = _mobilenet_v3_conf(arch, **{name.lstrip("_"): value for name, value in changes.items()})
    return MobileNetV3(setting, last, **options(weights, kwargs))


class MobileNet_V3_Large_Weights(WeightsEnum):
    IMAGENET1K_V1 = imagenet(224, 256)
    DEFAULT = IMAGENET1K_V2 = imagenet(224, 232)


class MobileNet_V3_Small_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 256)


def mobilenet_v3_large(weights=None, progress=True, **kwargs):
    return _mobilenet_v3("mobilenet_v3_large", weights, kwargs)


def mobilenet_v3_small(weights=None, progress=True, **kwargs):
    return _mobilenet_v3("mobilenet_v3_small", weights, kwargs)
