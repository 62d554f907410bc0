"""Lite R-ASPP on MobileNet V3: two levels, the upper one weighed by a view of the whole image."""
from torch import nn
from torch.nn import functional as F
from torchvision.models._weights import WeightsEnum, voc
from torchvision.models.segmentation._utils import mobilenet_levels, settled

__all__ = [
    "LRASPP", "LRASPP_MobileNet_V3_Large_Weights", "lraspp_mobilenet_v3_large",
]


class LRASPPHead(nn.Module):
    def __init__(self, low_channels, high_channels, num_classes, inter_channels):
        super().__init__()
        self.cbr = nn.Sequential(nn.Conv2d(high_channels, inter_channels, 1, bias=False), nn.BatchNorm2d(inter_channels), nn.ReLU(inplace=True))
        self.scale = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(high_channels, inter_channels, 1, bias=False), nn.Sigmoid())
        self.low_classifier = nn.Conv2d(low_channels, num_classes, 1)
        self.high_classifier = nn.Conv2d(inter_channels, num_classes, 1)

    def forward(self, input):
        low, high = input["low"], input["high"]
        x = F.interpolate(self.cbr(high) * self.scale(high), size=low.shape[-2:], mode="bilinear")
        return self.low_classifier(low) + self.high_classifier(x)


class LRASPP(nn.Module):
    def __init__(self, backbone, low_channels, high_channels, num_classes, inter_channels=128):
        super().__init__()
        self.backbone = backbone
        self.classifier = LRASPPHead(low_channels, high_channels, num_classes, inter_channels)

    def forward(self, input):
        out = self.classifier(self.backbone(input))
        return {"out": F.interpolate(out, size=input.shape[-2:], mode="bilinear")}


class LRASPP_MobileNet_V3_Large_Weights(WeightsEnum):
    DEFAULT = COCO_WITH_VOC_LABELS_V1 = voc()


def lraspp_mobilenet_v3_large(weights=None, progress=True, num_classes=None, weights_backbone=None, **kwargs):
    num_classes, aux = settled(weights, num_classes, None, kwargs)
    backbone, low, high = mobilenet_levels("low", "high")
    return LRASPP(backbone, low, high, num_classes)
