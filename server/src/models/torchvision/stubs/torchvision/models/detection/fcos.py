"""FCOS: one prediction a place, and how near it is to the middle of its object."""
from torch import nn
from torchvision.models._weights import WeightsEnum, coco
from torchvision.models.detection._shared import plain, settled
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.faster_rcnn import _trained, resnet50_fpn
from torchvision.models.detection.retinanet import flattened, OneStep
from torchvision.models.detection.transform import imagenet_transform
from torchvision.ops.feature_pyramid_network import LastLevelP6P7

__all__ = [
    "FCOS", "FCOS_ResNet50_FPN_Weights", "fcos_resnet50_fpn",
]


def _tower(in_channels, num_convs, norm_layer):
    layers = []
    for _ in range(num_convs):
        norm = nn.GroupNorm(32, in_channels) if norm_layer is None else norm_layer(in_channels)
        layers += [nn.Conv2d(in_channels, in_channels, 3, stride=1, padding=1), norm, nn.ReLU()]
    return nn.Sequential(*layers)


class FCOSClassificationHead(nn.Module):
    def __init__(self, in_channels, num_anchors, num_classes, num_convs=4, prior_probability=0.01, norm_layer=None):
        super().__init__()
        self.num_classes = num_classes
        self.num_anchors = num_anchors
        self.conv = _tower(in_channels, num_convs, norm_layer)
        self.cls_logits = nn.Conv2d(in_channels, num_anchors * num_classes, 3, stride=1, padding=1)

    def forward(self, x):
        return flattened([self.cls_logits(self.conv(features)) for features in x], self.num_classes)


class FCOSRegressionHead(nn.Module):
    def __init__(self, in_channels, num_anchors, num_convs=4, norm_layer=None):
        super().__init__()
        self.conv = _tower(in_channels, num_convs, norm_layer)
        self.bbox_reg = nn.Conv2d(in_channels, num_anchors * 4, 3, stride=1, padding=1)
        self.bbox_ctrness = nn.Conv2d(in_channels, num_anchors, 3, stride=1, padding=1)

    def forward(self, x):
        hidden = [self.conv(features) for features in x]
        return flattened([self.bbox_reg(features) for features in hidden], 4), flattened([self.bbox_ctrness(features) for features in hidden], 1)


class FCOSHead(nn.Module):
    def __init__(self, in_channels, num_anchors, num_classes, num_convs=4):
        super().__init__()
        self.classification_head = FCOSClassificationHead(in_channels, num_anchors, num_classes, num_convs)
        self.regression_head = FCOSRegressionHead(in_channels, num_anchors, num_convs)

    def forward(self, x):
        boxes, centres = self.regression_head(x)
        return {"cls_logits": self.classification_head(x), "bbox_regression": boxes, "bbox_ctrness": centres}


class FCOS(OneStep):
    loss_names = ("classification", "bbox_regression", "bbox_ctrness")

    def __init__(self, backbone, num_classes, min_size=800, max_size=1333, image_mean=None, image_std=None, anchor_generator=None, head=None, *thresholds, **kwargs):
        if anchor_generator is None:
            anchor_generator = AnchorGenerator(((8,), (16,), (32,), (64,), (128,)), ((1.0,),) * 5)
        if head is None:
            head = FCOSHead(backbone.out_channels, anchor_generator.num_anchors_per_location()[0], num_classes)
        super().__init__(backbone, anchor_generator, head, imagenet_transform(min_size, max_size, image_mean, image_std))


class FCOS_ResNet50_FPN_Weights(WeightsEnum):
    DEFAULT = COCO_V1 = coco()


def fcos_resnet50_fpn(weights=None, progress=True, num_classes=None, weights_backbone=_trained, trainable_backbone_layers=None, **kwargs):
    num_classes = settled(weights, num_classes, kwargs)
    backbone = resnet50_fpn(weights, weights_backbone, trainable_backbone_layers, [2, 3, 4], LastLevelP6P7(256, 256))
    return FCOS(backbone, num_classes, **plain(kwargs))
