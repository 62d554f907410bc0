"""RetinaNet: classes and boxes at every place, in one step."""
from shapeline import ops
from torch import nn
from torchvision import models
from torchvision.models._weights import WeightsEnum, coco
from torchvision.models.detection._shared import check_labels, checked, detections, losses, plain, settled
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.backbone_utils import _resnet_fpn_extractor
from torchvision.models.detection.faster_rcnn import _trained, resnet50_fpn
from torchvision.models.detection.transform import imagenet_transform
from torchvision.ops.feature_pyramid_network import LastLevelP6P7
from torchvision.ops.misc import Conv2dNormActivation

__all__ = [
    "RetinaNet", "RetinaNet_ResNet50_FPN_Weights", "RetinaNet_ResNet50_FPN_V2_Weights", "retinanet_resnet50_fpn",
    "retinanet_resnet50_fpn_v2",
]


def flattened(x, columns):
    """Predictions of all levels and places in one list."""
    return ops.full((x[0].shape[0], ops.size("anchors"), columns), x[0].dtype)


def _default_anchorgen():
    sizes = tuple([(size, int(size * 2 ** (1.0 / 3)), int(size * 2 ** (2.0 / 3))) for size in (32, 64, 128, 256, 512)])
    return AnchorGenerator(sizes, ((0.5, 1.0, 2.0),) * 5)


class _Tower(nn.Module):
    """Four convolutions before the prediction."""

    def __init__(self, in_channels, norm_layer):
        super().__init__()
        self.conv = nn.Sequential(*[Conv2dNormActivation(in_channels, in_channels, norm_layer=norm_layer) for _ in range(4)])


class RetinaNetClassificationHead(_Tower):
    def __init__(self, in_channels, num_anchors, num_classes, prior_probability=0.01, norm_layer=None):
        super().__init__(in_channels, norm_layer)
        self.cls_logits = nn.Conv2d(in_channels, num_anchors * num_classes, 3, stride=1, padding=1)
        self.num_classes = num_classes
        self.num_anchors = num_anchors

    def forward(self, x):
        return flattened([self.cls_logits(self.conv(features)) for features in x], self.num_classes)


class RetinaNetRegressionHead(_Tower):
    def __init__(self, in_channels, num_anchors, norm_layer=None):
        super().__init__(in_channels, norm_layer)
        self.bbox_reg = nn.Conv2d(in_channels, num_anchors * 4, 3, stride=1, padding=1)

    def forward(self, x):
        return flattened([self.bbox_reg(self.conv(features)) for features in x], 4)


class RetinaNetHead(nn.Module):
    def __init__(self, in_channels, num_anchors, num_classes, norm_layer=None):
        super().__init__()
        self.classification_head = RetinaNetClassificationHead(in_channels, num_anchors, num_classes, norm_layer=norm_layer)
        self.regression_head = RetinaNetRegressionHead(in_channels, num_anchors, norm_layer=norm_layer)

    def forward(self, x):
        return {"cls_logits": self.classification_head(x), "bbox_regression": self.regression_head(x)}


class OneStep(nn.Module):
    """A detector whose head looks at all levels at once."""

    def __init__(self, backbone, anchor_generator, head, transform):
        super().__init__()
        self.backbone = backbone
        self.anchor_generator = anchor_generator
        self.head = head
        self.transform = transform

    loss_names = ("classification", "bbox_regression")

    def forward(self, images, targets=None):
        checked(images, targets, self.training)
        batch, targets = self.transform(images, targets)
        features = self.backbone(batch.tensors)
        found = self.head(list(features.values()) if isinstance(features, dict) else [features])
        if self.training and isinstance(found, dict) and "cls_logits" in found:
            check_labels(targets, found["cls_logits"].shape[-1])
        return losses(*self.loss_names) if self.training else detections(images)


class RetinaNet(OneStep):
    def __init__(self, backbone, num_classes, min_size=800, max_size=1333, image_mean=None, image_std=None, anchor_generator=None, head=None, *thresholds, **kwargs):
        anchors = _default_anchorgen() if anchor_generator is None else anchor_generator
        if head is None:
            head = RetinaNetHead(backbone.out_channels, anchors.num_anchors_per_location()[0], num_classes)
        super().__init__(backbone, anchors, head, imagenet_transform(min_size, max_size, image_mean, image_std))


class RetinaNet_ResNet50_FPN_Weights(WeightsEnum):
    DEFAULT = COCO_V1 = coco()


class RetinaNet_ResNet50_FPN_V2_Weights(RetinaNet_ResNet50_FPN_Weights):
    pass


def retinanet_resnet50_fpn(weights=None, progress=True, num_classes=None, weights_backbone=_trained, trainable_backbone_layers=None, **kwargs):
    num_classes = settled(weights, num_classes, kwargs)
    backbone = resnet50_fpn(weights, weights_backbone, trainable_backbone_layers, [2, 3, 4], LastLevelP6P7(256, 256))
    return RetinaNet(backbone, num_classes, **plain(kwargs))


def retinanet_resnet50_fpn_v2(weights=None, progress=True, num_classes=None, weights_backbone=None, trainable_backbone_layers=None, **kwargs):
    num_classes = settled(weights, num_classes, kwargs)
    backbone = _resnet_fpn_extractor(models.resnet50(), trainable_backbone_layers, [2, 3, 4], LastLevelP6P7(2048, 256))
    anchors = _default_anchorgen()
    head = RetinaNetHead(backbone.out_channels, anchors.num_anchors_per_location()[0], num_classes, norm_layer=lambda channels: nn.GroupNorm(32, channels))
    return RetinaNet(backbone, num_classes, anchor_generator=anchors, head=head, **plain(kwargs))
