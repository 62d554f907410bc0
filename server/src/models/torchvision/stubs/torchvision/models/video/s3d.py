"""S3D: Inception for videos, with convolutions in space and in time one after the other."""
import torch
from torch import nn
from torchvision.models._weights import WeightsEnum, kinetics, options
from torchvision.ops.misc import Conv3dNormActivation

__all__ = [
    "S3D", "S3D_Weights", "s3d",
]


class TemporalSeparableConv(nn.Sequential):
    def __init__(self, in_planes, out_planes, kernel_size, stride, padding, norm_layer):
        super().__init__(
            Conv3dNormActivation(in_planes, out_planes, (1, kernel_size, kernel_size), (1, stride, stride), (0, padding, padding), bias=False, norm_layer=norm_layer),
            Conv3dNormActivation(out_planes, out_planes, (kernel_size, 1, 1), (stride, 1, 1), (padding, 0, 0), bias=False, norm_layer=norm_layer),
        )


class SepInceptionBlock3D(nn.Module):
    def __init__(self, in_planes, b0_out, b1_mid, b1_out, b2_mid, b2_out, b3_out, norm_layer):
        super().__init__()
        self.branch0 = _pointwise(in_planes, b0_out, norm_layer)
        self.branch1 = nn.Sequential(_pointwise(in_planes, b1_mid, norm_layer), TemporalSeparableConv(b1_mid, b1_out, 3, 1, 1, norm_layer))
        self.branch2 = nn.Sequential(_pointwise(in_planes, b2_mid, norm_layer), TemporalSeparableConv(b2_mid, b2_out, 3, 1, 1, norm_layer))
        self.branch3 = nn.Sequential(nn.MaxPool3d((3, 3, 3), 1, 1), _pointwise(in_planes, b3_out, norm_layer))

    def forward(self, x):
        return torch.cat((self.branch0(x), self.branch1(x), self.branch2(x), self.branch3(x)), 1)


def _pointwise(in_planes, out_planes, norm_layer):
    return Conv3dNormActivation(in_planes, out_planes, 1, norm_layer=norm_layer)


class S3D(nn.Module):
    def __init__(self, num_classes=400, dropout=0.2, norm_layer=None):
        super().__init__()
        norm = norm_layer or nn.BatchNorm3d
        self.features = nn.Sequential(
            TemporalSeparableConv(3, 64, 7, 2, 3, norm),
            nn.MaxPool3d((1, 3, 3), (1, 2, 2), (0, 1, 1)),
            _pointwise(64, 64, norm),
            TemporalSeparableConv(64, 192, 3, 1, 1, norm),
            nn.MaxPool3d((1, 3, 3), (1, 2, 2), (0, 1, 1)),
            SepInceptionBlock3D(192, 64, 96, 128, 16, 32, 32, norm),
            SepInceptionBlock3D(256, 128, 128, 192, 32, 96, 64, norm),
            nn.MaxPool3d((3, 3, 3), (2, 2, 2), (1, 1, 1)),
            SepInceptionBlock3D(480, 192, 96, 208, 16, 48, 64, norm),
            SepInceptionBlock3D(512, 160, 112, 224, 24, 64, 64, norm),
            SepInceptionBlock3D(512, 128, 128, 256, 24, 64, 64, norm),
            SepInceptionBlock3D(512, 112, 144, 288, 32, 64, 64, norm),
            SepInceptionBlock3D(528, 256, 160, 320, 32, 128, 128, norm),
            nn.MaxPool3d((2, 2, 2), (2, 2, 2)),
            SepInceptionBlock3D(832, 256, 160, 320, 32, 128, 128, norm),
            SepInceptionBlock3D(832, 384, 192, 384, 48, 128, 128, norm),
        )
        self.avgpool = nn.AvgPool3d((2, 7, 7), stride=1)
        self.classifier = nn.Sequential(nn.Dropout(dropout), nn.Conv3d(1024, num_classes, 1, stride=1, bias=True))

    def forward(self, x):
        return torch.mean(self.classifier(self.avgpool(self.features(x))), dim=(2, 3, 4))


class S3D_Weights(WeightsEnum):
    DEFAULT = KINETICS400_V1 = kinetics((224, 224), (256, 256))


def s3d(weights=None, progress=True, **kwargs):
    return S3D(**options(weights, kwargs, 400))
