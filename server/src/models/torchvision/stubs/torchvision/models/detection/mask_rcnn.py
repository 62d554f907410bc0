"""Mask R-CNN: Faster R-CNN with a mask for each box."""
from torch import nn
from torchvision.models._weights import WeightsEnum, coco
from torchvision.models.detection._shared import plain, settled
from torchvision.models.detection.faster_rcnn import _trained, FasterRCNN, resnet50_fpn, resnet50_fpn_v2
from torchvision.ops.misc import Conv2dNormActivation
from torchvision.ops.regions import MultiScaleRoIAlign

__all__ = [
    "MaskRCNN", "MaskRCNN_ResNet50_FPN_Weights", "MaskRCNN_ResNet50_FPN_V2_Weights", "maskrcnn_resnet50_fpn",
    "maskrcnn_resnet50_fpn_v2",
]


class MaskRCNN(FasterRCNN):
    def __init__(self, backbone, num_classes=None, *args, mask_roi_pool=None, mask_head=None, mask_predictor=None, **kwargs):
        super().__init__(backbone, num_classes, *args, **kwargs)
        self.roi_heads.mask_roi_pool = MultiScaleRoIAlign(["0", "1", "2", "3"], 14, 2) if mask_roi_pool is None else mask_roi_pool
        self.roi_heads.mask_head = MaskRCNNHeads(backbone.out_channels, (256, 256, 256, 256), 1) if mask_head is None else mask_head
        self.roi_heads.mask_predictor = MaskRCNNPredictor(256, 256, num_classes) if mask_predictor is None else mask_predictor


class MaskRCNNHeads(nn.Sequential):
    def __init__(self, in_channels, layers, dilation, norm_layer=None):
        blocks = []
        for width in layers:
            blocks.append(Conv2dNormActivation(in_channels, width, 3, padding=dilation, dilation=dilation, norm_layer=norm_layer))
            in_channels = width
        super().__init__(*blocks)


class MaskRCNNPredictor(nn.Sequential):
    def __init__(self, in_channels, dim_reduced, num_classes):
        super().__init__()
        self.conv5_mask = nn.ConvTranspose2d(in_channels, dim_reduced, 2, 2)
        self.relu = nn.ReLU(inplace=True)
        self.mask_fcn_logits = nn.Conv2d(dim_reduced, num_classes, 1)


class MaskRCNN_ResNet50_FPN_Weights(WeightsEnum):
    DEFAULT = COCO_V1 = coco()


class MaskRCNN_ResNet50_FPN_V2_Weights(MaskRCNN_ResNet50_FPN_Weights):
    pass


def maskrcnn_resnet50_fpn(weights=None, progress=True, num_classes=None, weights_backbone=_trained, trainable_backbone_layers=None, **kwargs):
    num_classes = settled(weights, num_classes, kwargs)
    return MaskRCNN(resnet50_fpn(weights, weights_backbone, trainable_backbone_layers), num_classes, **plain(kwargs))


def maskrcnn_resnet50_fpn_v2(weights=None, progress=True, num_classes=None, weights_backbone=None, trainable_backbone_layers=None, **kwargs):
    num_classes = settled(weights, num_classes, kwargs)
    backbone, heads = resnet50_fpn_v2(trainable_backbone_layers)
    mask_head = MaskRCNNHeads(backbone.out_channels, [256, 256, 256, 256], 1, norm_layer=nn.BatchNorm2d)
    return MaskRCNN(backbone, num_classes, mask_head=mask_head, **heads, **plain(kwargs))
