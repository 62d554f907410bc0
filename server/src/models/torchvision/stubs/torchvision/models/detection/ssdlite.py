"""SSDlite: SSD with depthwise convolutions on MobileNet V3."""
from torch import nn
from torchvision import models
from torchvision.models._weights import WeightsEnum, coco
from torchvision.models.detection._shared import plain, settled
from torchvision.models.detection.anchor_utils import DefaultBoxGenerator
from torchvision.models.detection.ssd import _level_channels, SSD, SSDScoringHead
from torchvision.ops.misc import Conv2dNormActivation

__all__ = [
    "SSDLite320_MobileNet_V3_Large_Weights", "ssdlite320_mobilenet_v3_large",
]


def _depthwise(channels, stride, norm_layer):
    return Conv2dNormActivation(channels, channels, 3, stride, groups=channels, norm_layer=norm_layer, activation_layer=nn.ReLU6)


def _predictions(in_channels, num_anchors, columns, norm_layer):
    return nn.ModuleList([nn.Sequential(_depthwise(channels, 1, norm_layer), nn.Conv2d(channels, columns * anchors, 1)) for channels, anchors in zip(in_channels, num_anchors)])


class SSDLiteClassificationHead(SSDScoringHead):
    def __init__(self, in_channels, num_anchors, num_classes, norm_layer):
        super().__init__(_predictions(in_channels, num_anchors, num_classes, norm_layer), num_classes)


class SSDLiteRegressionHead(SSDScoringHead):
    def __init__(self, in_channels, num_anchors, norm_layer):
        super().__init__(_predictions(in_channels, num_anchors, 4, norm_layer), 4)


class SSDLiteHead(nn.Module):
    def __init__(self, in_channels, num_anchors, num_classes, norm_layer):
        super().__init__()
        self.classification_head = SSDLiteClassificationHead(in_channels, num_anchors, num_classes, norm_layer)
        self.regression_head = SSDLiteRegressionHead(in_channels, num_anchors, norm_layer)

    def forward(self, x):
        return {"bbox_regression": self.regression_head(x), "cls_logits": self.classification_head(x)}


def _extra(in_channels, out_channels, norm_layer):
    narrow = out_channels // 2
    return nn.Sequential(
        Conv2dNormActivation(in_channels, narrow, 1, norm_layer=norm_layer, activation_layer=nn.ReLU6),
        _depthwise(narrow, 2, norm_layer),
        Conv2dNormActivation(narrow, out_channels, 1, norm_layer=norm_layer, activation_layer=nn.ReLU6),
    )


class SSDLiteFeatureExtractorMobileNet(nn.Module):
    """The first level is taken within the block at `c4_pos`, after its expansion."""

    def __init__(self, backbone, c4_pos, norm_layer, width_mult=1.0, min_depth=16):
        super().__init__()
        inside = backbone[c4_pos].block
        self.features = nn.Sequential(nn.Sequential(*backbone[:c4_pos], inside[0]), nn.Sequential(inside[1:], *backbone[c4_pos + 1:]))
        extra = []
        channels = backbone[-1].out_channels
        for width in (512, 256, 256, 128):
            width = max(min_depth, int(width * width_mult))
            extra.append(_extra(channels, width, norm_layer))
            channels = width
        self.extra = nn.ModuleList(extra)

    def forward(self, x):
        levels = {}
        for i, block in enumerate(list(self.features) + list(self.extra)):
            x = block(x)
            levels[str(i)] = x
        return levels


class SSDLite320_MobileNet_V3_Large_Weights(WeightsEnum):
    DEFAULT = COCO_V1 = coco()


def ssdlite320_mobilenet_v3_large(weights=None, progress=True, num_classes=None, weights_backbone=models.MobileNet_V3_Large_Weights.IMAGENET1K_V1, trainable_backbone_layers=None, norm_layer=None, **kwargs):
    """Without weights for the backbone alone, its last stage is narrower."""
    num_classes = settled(weights, num_classes, kwargs)
    norm = norm_layer or nn.BatchNorm2d
    reduced = weights is not None or weights_backbone is None
    mobilenet = models.mobilenet_v3_large(norm_layer=norm, reduced_tail=reduced).features
    strided = [0] + [i for i, block in enumerate(mobilenet) if getattr(block, "_is_cn", False)] + [len(mobilenet) - 1]
    backbone = SSDLiteFeatureExtractorMobileNet(mobilenet, strided[-2], norm)
    anchors = DefaultBoxGenerator([[2, 3]] * 6, min_ratio=0.2, max_ratio=0.95)
    size = (320, 320)
    head = SSDLiteHead(_level_channels(backbone, size), anchors.num_anchors_per_location(), num_classes, norm)
    return SSD(backbone, anchors, size, num_classes, head=head, **plain(kwargs))
