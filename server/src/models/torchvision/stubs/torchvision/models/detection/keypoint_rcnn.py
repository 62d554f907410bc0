"""Keypoint R-CNN: Faster R-CNN with the places of a body's joints for each box."""
from torch import nn
from torch.nn import functional as F
from torchvision.models._weights import WeightsEnum, coco
from torchvision.models.detection._shared import plain, settled
from torchvision.models.detection.faster_rcnn import _trained, FasterRCNN, resnet50_fpn
from torchvision.ops.regions import MultiScaleRoIAlign

__all__ = [
    "KeypointRCNN", "KeypointRCNN_ResNet50_FPN_Weights", "keypointrcnn_resnet50_fpn",
]


class KeypointRCNN(FasterRCNN):
    def __init__(self, backbone, num_classes=None, min_size=None, *args, keypoint_roi_pool=None, keypoint_head=None, keypoint_predictor=None, num_keypoints=None, **kwargs):
        super().__init__(backbone, num_classes, (640, 672, 704, 736, 768, 800) if min_size is None else min_size, *args, **kwargs)
        self.roi_heads.keypoint_roi_pool = MultiScaleRoIAlign(["0", "1", "2", "3"], 14, 2) if keypoint_roi_pool is None else keypoint_roi_pool
        self.roi_heads.keypoint_head = KeypointRCNNHeads(backbone.out_channels, (512,) * 8) if keypoint_head is None else keypoint_head
        self.roi_heads.keypoint_predictor = KeypointRCNNPredictor(512, 17 if num_keypoints is None else num_keypoints) if keypoint_predictor is None else keypoint_predictor


class KeypointRCNNHeads(nn.Sequential):
    def __init__(self, in_channels, layers):
        blocks = []
        for width in layers:
            blocks += [nn.Conv2d(in_channels, width, 3, stride=1, padding=1), nn.ReLU(inplace=True)]
            in_channels = width
        super().__init__(*blocks)


class KeypointRCNNPredictor(nn.Module):
    def __init__(self, in_channels, num_keypoints):
        super().__init__()
        self.kps_score_lowres = nn.ConvTranspose2d(in_channels, num_keypoints, 4, stride=2, padding=1)
        self.up_scale = 2
        self.out_channels = num_keypoints

    def forward(self, x):
        return F.interpolate(self.kps_score_lowres(x), scale_factor=2, mode="bilinear")


class KeypointRCNN_ResNet50_FPN_Weights(WeightsEnum):
    COCO_LEGACY = coco(2)
    DEFAULT = COCO_V1 = coco(2)


def keypointrcnn_resnet50_fpn(weights=None, progress=True, num_classes=None, num_keypoints=None, weights_backbone=_trained, trainable_backbone_layers=None, **kwargs):
    num_classes = settled(weights, num_classes, kwargs, 2)
    num_keypoints = settled(weights, num_keypoints, kwargs, 17)
    return KeypointRCNN(resnet50_fpn(weights, weights_backbone, trainable_backbone_layers), num_classes, num_keypoints=num_keypoints, **plain(kwargs))
