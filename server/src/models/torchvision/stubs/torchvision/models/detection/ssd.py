"""SSD: predictions on six levels of a VGG that goes on getting smaller. Every image is resized to one size."""
import torch
from shapeline import ops
from torch import nn
from torch.nn import functional as F
from torchvision import models
from torchvision.models._weights import WeightsEnum, coco
from torchvision.models.detection._shared import check_labels, checked, detections, losses, plain, settled
from torchvision.models.detection.anchor_utils import DefaultBoxGenerator
from torchvision.models.detection.transform import imagenet_transform

__all__ = [
    "SSD300_VGG16_Weights", "ssd300_vgg16",
]


class SSDScoringHead(nn.Module):
    def __init__(self, module_list, num_columns):
        super().__init__()
        self.module_list = module_list
        self.num_columns = num_columns

    def forward(self, x):
        columns = self.num_columns
        results = []
        for module, features in zip(self.module_list, x):
            scores = module(features)
            batch, channels, height, width = scores.shape
            results.append(scores.permute(0, 2, 3, 1).reshape(batch, height * width * (channels // columns), columns))
        return torch.cat(results, dim=1)


def _convolutions(in_channels, num_anchors, columns):
    return nn.ModuleList([nn.Conv2d(channels, columns * anchors, 3, padding=1) for channels, anchors in zip(in_channels, num_anchors)])


class SSDClassificationHead(SSDScoringHead):
    def __init__(self, in_channels, num_anchors, num_classes):
        super().__init__(_convolutions(in_channels, num_anchors, num_classes), num_classes)


class SSDRegressionHead(SSDScoringHead):
    def __init__(self, in_channels, num_anchors):
        super().__init__(_convolutions(in_channels, num_anchors, 4), 4)


class SSDHead(nn.Module):
    def __init__(self, in_channels, num_anchors, num_classes):
        super().__init__()
        self.classification_head = SSDClassificationHead(in_channels, num_anchors, num_classes)
        self.regression_head = SSDRegressionHead(in_channels, num_anchors)

    def forward(self, x):
        return {"bbox_regression": self.regression_head(x), "cls_logits": self.classification_head(x)}


def _level_channels(backbone, size):
    """The channels of each level of a backbone."""
    if hasattr(backbone, "out_channels"):
        return backbone.out_channels
    backbone.eval()
    channels = [features.shape[1] for features in backbone(torch.zeros(1, 3, size[1], size[0])).values()]
    backbone.train()
    return channels


class SSD(nn.Module):
    def __init__(self, backbone, anchor_generator, size, num_classes, image_mean=None, image_std=None, head=None, *thresholds, **kwargs):
        super().__init__()
        self.backbone = backbone
        self.anchor_generator = anchor_generator
        if head is None:
            head = SSDHead(_level_channels(backbone, size), anchor_generator.num_anchors_per_location(), num_classes)
        self.head = head
        self.transform = imagenet_transform(min(size), max(size), image_mean, image_std, fixed_size=size)

    def forward(self, images, targets=None):
        checked(images, targets, self.training)
        width, height = self.transform.fixed_size
        features = self.backbone(ops.full((len(images), 3, height, width), ops.dtype("float32")))
        found = self.head(list(features.values()) if isinstance(features, dict) else [features])
        if self.training and isinstance(found, dict) and "cls_logits" in found:
            check_labels(targets, found["cls_logits"].shape[-1])
        return losses("bbox_regression", "classification") if self.training else detections(images)


def _narrowing(in_channels, width, out_channels, **stride):
    return nn.Sequential(nn.Conv2d(in_channels, width, 1), nn.ReLU(inplace=True), nn.Conv2d(width, out_channels, 3, **stride), nn.ReLU(inplace=True))


class SSDFeatureExtractorVGG(nn.Module):
    """VGG's layers up to the fourth pooling; then the rest of them, and levels of half the size each."""

    def __init__(self, backbone, highres):
        super().__init__()
        layers = list(backbone)[:-1]
        pools = [i for i, layer in enumerate(layers) if isinstance(layer, nn.MaxPool2d)]
        layers[pools[2]].ceil_mode = True
        self.scale_weight = nn.Parameter(torch.ones(512))
        self.features = nn.Sequential(*layers[:pools[3]])
        fully_connected = nn.Sequential(
            nn.MaxPool2d(3, 1, 1), nn.Conv2d(512, 1024, 3, padding=6, dilation=6), nn.ReLU(inplace=True), nn.Conv2d(1024, 1024, 1), nn.ReLU(inplace=True),
        )
        extra = [
            nn.Sequential(*layers[pools[3]:], fully_connected), _narrowing(1024, 256, 512, padding=1, stride=2),
            _narrowing(512, 128, 256, padding=1, stride=2), _narrowing(256, 128, 256), _narrowing(256, 128, 256),
        ]
        if highres:
            extra.append(nn.Sequential(nn.Conv2d(256, 128, 1), nn.ReLU(inplace=True), nn.Conv2d(128, 256, 4), nn.ReLU(inplace=True)))
        self.extra = nn.ModuleList(extra)

    def forward(self, x):
        x = self.features(x)
        levels = {"0": self.scale_weight.view(1, -1, 1, 1) * F.normalize(x)}
        for i, block in enumerate(self.extra):
            x = block(x)
            levels[str(i + 1)] = x
        return levels


class SSD300_VGG16_Weights(WeightsEnum):
    DEFAULT = COCO_V1 = coco()


def ssd300_vgg16(weights=None, progress=True, num_classes=None, weights_backbone=None, trainable_backbone_layers=None, **kwargs):
    num_classes = settled(weights, num_classes, kwargs)
    backbone = SSDFeatureExtractorVGG(models.vgg16().features, False)
    anchors = DefaultBoxGenerator([[2], [2, 3], [2, 3], [2, 3], [2], [2]])
    return SSD(backbone, anchors, (300, 300), num_classes, **plain(kwargs))
