"""DeepLab v3: convolutions of several dilations side by side, and a view of the whole image."""
import torch
from torch import nn
from torch.nn import functional as F
from torchvision.models._weights import WeightsEnum, voc
from torchvision.models.resnet import resnet101, resnet50
from torchvision.models.segmentation._utils import _SimpleSegmentationModel, FCNHead, mobilenet_levels, resnet_levels, settled

__all__ = [
    "DeepLabV3", "DeepLabV3_ResNet50_Weights", "DeepLabV3_ResNet101_Weights", "DeepLabV3_MobileNet_V3_Large_Weights",
    "deeplabv3_mobilenet_v3_large", "deeplabv3_resnet50", "deeplabv3_resnet101",
]


class DeepLabV3(_SimpleSegmentationModel):
    pass


class ASPPConv(nn.Sequential):
    def __init__(self, in_channels, out_channels, dilation):
        super().__init__(nn.Conv2d(in_channels, out_channels, 3, padding=dilation, dilation=dilation, bias=False), nn.BatchNorm2d(out_channels), nn.ReLU())


class ASPPPooling(nn.Sequential):
    def __init__(self, in_channels, out_channels):
        super().__init__(nn.AdaptiveAvgPool2d(1), nn.Conv2d(in_channels, out_channels, 1, bias=False), nn.BatchNorm2d(out_channels), nn.ReLU())

    def forward(self, x):
        return F.interpolate(super().forward(x), size=x.shape[-2:], mode="bilinear")


class ASPP(nn.Module):
    def __init__(self, in_channels, atrous_rates, out_channels=256):
        super().__init__()
        branches = [nn.Sequential(nn.Conv2d(in_channels, out_channels, 1, bias=False), nn.BatchNorm2d(out_channels), nn.ReLU())]
        branches += [ASPPConv(in_channels, out_channels, rate) for rate in atrous_rates]
        branches.append(ASPPPooling(in_channels, out_channels))
        self.convs = nn.ModuleList(branches)
        self.project = nn.Sequential(nn.Conv2d(len(branches) * out_channels, out_channels, 1, bias=False), nn.BatchNorm2d(out_channels), nn.ReLU(), nn.Dropout(0.5))

    def forward(self, x):
        return self.project(torch.cat([conv(x) for conv in self.convs], dim=1))


class DeepLabHead(nn.Sequential):
    def __init__(self, in_channels, num_classes, atrous_rates=(12, 24, 36)):
        super().__init__(ASPP(in_channels, atrous_rates), nn.Conv2d(256, 256, 3, padding=1, bias=False), nn.BatchNorm2d(256), nn.ReLU(), nn.Conv2d(256, num_classes, 1))


class DeepLabV3_ResNet50_Weights(WeightsEnum):
    DEFAULT = COCO_WITH_VOC_LABELS_V1 = voc()


class DeepLabV3_ResNet101_Weights(DeepLabV3_ResNet50_Weights):
    pass


class DeepLabV3_MobileNet_V3_Large_Weights(DeepLabV3_ResNet50_Weights):
    pass


def _deeplabv3(resnet, weights, num_classes, aux_loss, kwargs):
    num_classes, aux = settled(weights, num_classes, aux_loss, kwargs)
    return DeepLabV3(resnet_levels(resnet, aux), DeepLabHead(2048, num_classes), FCNHead(1024, num_classes) if aux else None)


def deeplabv3_resnet50(weights=None, progress=True, num_classes=None, aux_loss=None, weights_backbone=None, **kwargs):
    return _deeplabv3(resnet50, weights, num_classes, aux_loss, kwargs)


def deeplabv3_resnet101(weights=None, progress=True, num_classes=None, aux_loss=None, weights_backbone=None, **kwargs):
    return _deeplabv3(resnet101, weights, num_classes, aux_loss, kwargs)


def deeplabv3_mobilenet_v3_large(weights=None, progress=True, num_classes=None, aux_loss=None, weights_backbone=None, **kwargs):
    num_classes, aux = settled(weights, num_classes, aux_loss, kwargs)
    backbone, low, high = mobilenet_levels("aux" if aux else None, "out")
    return DeepLabV3(backbone, DeepLabHead(high, num_classes), FCNHead(low, num_classes) if aux else None)
