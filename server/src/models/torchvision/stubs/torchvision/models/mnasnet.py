"""MNASNet, found by a search for phones; `alpha` scales its widths."""
from torch import nn
from torchvision.models._weights import WeightsEnum, imagenet, options

__all__ = [
    "MNASNet", "MNASNet0_5_Weights", "MNASNet0_75_Weights", "MNASNet1_0_Weights", "MNASNet1_3_Weights", "mnasnet0_5",
    "mnasnet0_75", "mnasnet1_0", "mnasnet1_3",
]

# (output channels, kernel, stride, expansion, repeats).
_stages = ((24, 3, 2, 3, 3), (40, 5, 2, 3, 3), (80, 5, 2, 6, 3), (96, 3, 1, 6, 2), (192, 5, 2, 6, 4), (320, 3, 1, 6, 1))


def _conv(in_ch, out_ch, kernel_size=1, stride=1, groups=1):
    return [nn.Conv2d(in_ch, out_ch, kernel_size, stride=stride, padding=kernel_size // 2, groups=groups, bias=False), nn.BatchNorm2d(out_ch)]


class _InvertedResidual(nn.Module):
    def __init__(self, in_ch, out_ch, kernel_size, stride, expansion_factor, bn_momentum=0.1):
        super().__init__()
        wide = in_ch * expansion_factor
        self.apply_residual = in_ch == out_ch and stride == 1
        self.layers = nn.Sequential(
            *_conv(in_ch, wide), nn.ReLU(inplace=True),
            *_conv(wide, wide, kernel_size, stride, wide), nn.ReLU(inplace=True), *_conv(wide, out_ch),
        )

    def forward(self, input):
        return self.layers(input) + input if self.apply_residual else self.layers(input)


def _scaled(channels, alpha):
    """To the nearest multiple of eight, but rather up than down by a tenth."""
    rounded = max(8, int(channels * alpha + 4) // 8 * 8)
    return rounded if rounded >= 0.9 * channels * alpha else rounded + 8


class MNASNet(nn.Module):
    def __init__(self, alpha, num_classes=1000, dropout=0.2):
        super().__init__()
        self.alpha = alpha
        self.num_classes = num_classes
        first, second = _scaled(32, alpha), _scaled(16, alpha)
        layers = [*_conv(3, first, 3, 2), nn.ReLU(inplace=True), *_conv(first, first, 3, 1, first), nn.ReLU(inplace=True), *_conv(first, second)]
        channels = second
        for width, kernel_size, stride, expansion, repeats in _stages:
            width = _scaled(width, alpha)
            stage = [_InvertedResidual(channels, width, kernel_size, stride, expansion)]
            for _ in range(1, repeats):
                stage.append(_InvertedResidual(width, width, kernel_size, 1, expansion))
            layers.append(nn.Sequential(*stage))
            channels = width
        self.layers = nn.Sequential(*layers, *_conv(channels, 1280), nn.ReLU(inplace=True))
        self.classifier = nn.Sequential(nn.Dropout(dropout, inplace=True), nn.Linear(1280, num_classes))

    def forward(self, x):
        return self.classifier(self.layers(x).mean([2, 3]))


class MNASNet0_5_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 256)


class MNASNet0_75_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 232)


class MNASNet1_0_Weights(MNASNet0_5_Weights):
    pass


class MNASNet1_3_Weights(MNASNet0_75_Weights):
    pass


def mnasnet0_5(weights=None, progress=True, **kwargs):
    return MNASNet(0.5, **options(weights, kwargs))


def mnasnet0_75(weights=None, progress=True, **kwargs):
    return MNASNet(0.75, **options(weights, kwargs))


def mnasnet1_0(weights=None, progress=True, **kwargs):
    return MNASNet(1.0, **options(weights, kwargs))


def mnasnet1_3(weights=None, progress=True, **kwargs):
    return MNASNet(1.3, **options(weights, kwargs))
