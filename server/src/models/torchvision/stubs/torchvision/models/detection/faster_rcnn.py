"""Faster R-CNN: boxes and their classes."""
from torch import nn
from torch.nn import functional as F
from torchvision import models
from torchvision.models._weights import WeightsEnum, coco
from torchvision.models.detection._shared import backbone_norm, plain, settled
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.backbone_utils import _mobilenet_extractor, _resnet_fpn_extractor
from torchvision.models.detection.generalized_rcnn import GeneralizedRCNN
from torchvision.models.detection.roi_heads import RoIHeads
from torchvision.models.detection.rpn import RegionProposalNetwork, RPNHead
from torchvision.models.detection.transform import imagenet_transform
from torchvision.ops.misc import Conv2dNormActivation
from torchvision.ops.regions import MultiScaleRoIAlign

__all__ = [
    "FasterRCNN", "FasterRCNN_ResNet50_FPN_Weights", "FasterRCNN_ResNet50_FPN_V2_Weights",
    "FasterRCNN_MobileNet_V3_Large_FPN_Weights", "FasterRCNN_MobileNet_V3_Large_320_FPN_Weights",
    "fasterrcnn_resnet50_fpn", "fasterrcnn_resnet50_fpn_v2", "fasterrcnn_mobilenet_v3_large_fpn",
    "fasterrcnn_mobilenet_v3_large_320_fpn",
]


def _default_anchorgen():
    return AnchorGenerator(((32,), (64,), (128,), (256,), (512,)), ((0.5, 1.0, 2.0),) * 5)


class FasterRCNN(GeneralizedRCNN):
    def __init__(
        self, backbone, num_classes=None, min_size=800, max_size=1333, image_mean=None, image_std=None, rpn_anchor_generator=None, rpn_head=None,
        rpn_pre_nms_top_n_train=2000, rpn_pre_nms_top_n_test=1000, rpn_post_nms_top_n_train=2000, rpn_post_nms_top_n_test=1000, rpn_nms_thresh=0.7,
        rpn_fg_iou_thresh=0.7, rpn_bg_iou_thresh=0.3, rpn_batch_size_per_image=256, rpn_positive_fraction=0.5, rpn_score_thresh=0.0,
        box_roi_pool=None, box_head=None, box_predictor=None, box_score_thresh=0.05, box_nms_thresh=0.5, box_detections_per_img=100,
        box_fg_iou_thresh=0.5, box_bg_iou_thresh=0.5, box_batch_size_per_image=512, box_positive_fraction=0.25, bbox_reg_weights=None, **kwargs
    ):
        channels = backbone.out_channels
        anchors = _default_anchorgen() if rpn_anchor_generator is None else rpn_anchor_generator
        head = RPNHead(channels, anchors.num_anchors_per_location()[0]) if rpn_head is None else rpn_head
        pool = MultiScaleRoIAlign(["0", "1", "2", "3"], 7, 2) if box_roi_pool is None else box_roi_pool
        if box_head is None:
            box_head = TwoMLPHead(channels * pool.output_size[0] ** 2, 1024)
        if box_predictor is None:
            box_predictor = FastRCNNPredictor(1024, num_classes)
        transform = imagenet_transform(min_size, max_size, image_mean, image_std, **kwargs)
        super().__init__(backbone, RegionProposalNetwork(anchors, head), RoIHeads(pool, box_head, box_predictor), transform)


class TwoMLPHead(nn.Module):
    def __init__(self, in_channels, representation_size):
        super().__init__()
        self.fc6 = nn.Linear(in_channels, representation_size)
        self.fc7 = nn.Linear(representation_size, representation_size)

    def forward(self, x):
        return F.relu(self.fc7(F.relu(self.fc6(x.flatten(start_dim=1)))))


class FastRCNNConvFCHead(nn.Sequential):
    def __init__(self, input_size, conv_layers, fc_layers, norm_layer=None):
        channels, height, width = input_size
        blocks = []
        for out in conv_layers:
            blocks.append(Conv2dNormActivation(channels, out, norm_layer=norm_layer))
            channels = out
        blocks.append(nn.Flatten())
        channels = channels * height * width
        for out in fc_layers:
            blocks += [nn.Linear(channels, out), nn.ReLU(inplace=True)]
            channels = out
        super().__init__(*blocks)


class FastRCNNPredictor(nn.Module):
    def __init__(self, in_channels, num_classes):
        super().__init__()
        self.cls_score = nn.Linear(in_channels, num_classes)
        self.bbox_pred = nn.Linear(in_channels, num_classes * 4)

    def forward(self, x):
        x = x.flatten(start_dim=1)
        return self.cls_score(x), self.bbox_pred(x)


class FasterRCNN_ResNet50_FPN_Weights(WeightsEnum):
    DEFAULT = COCO_V1 = coco()


class FasterRCNN_ResNet50_FPN_V2_Weights(FasterRCNN_ResNet50_FPN_Weights):
    pass


class FasterRCNN_MobileNet_V3_Large_FPN_Weights(FasterRCNN_ResNet50_FPN_Weights):
    pass


class FasterRCNN_MobileNet_V3_Large_320_FPN_Weights(FasterRCNN_ResNet50_FPN_Weights):
    pass


_trained = models.ResNet50_Weights.IMAGENET1K_V1
_trained_mobilenet = models.MobileNet_V3_Large_Weights.IMAGENET1K_V1


def resnet50_fpn(weights, weights_backbone, trainable_backbone_layers, returned_layers=None, extra_blocks=None):
    """ResNet-50 below a pyramid."""
    backbone = models.resnet50(norm_layer=backbone_norm(weights, weights_backbone))
    return _resnet_fpn_extractor(backbone, trainable_backbone_layers, returned_layers, extra_blocks)


def fasterrcnn_resnet50_fpn(weights=None, progress=True, num_classes=None, weights_backbone=_trained, trainable_backbone_layers=None, **kwargs):
    num_classes = settled(weights, num_classes, kwargs)
    return FasterRCNN(resnet50_fpn(weights, weights_backbone, trainable_backbone_layers), num_classes, **plain(kwargs))


def resnet50_fpn_v2(trainable_backbone_layers):
    """The second version: batch normalisation everywhere, and deeper heads. A backbone, and the heads' arguments."""
    backbone = _resnet_fpn_extractor(models.resnet50(), trainable_backbone_layers, norm_layer=nn.BatchNorm2d)
    anchors = _default_anchorgen()
    rpn_head = RPNHead(backbone.out_channels, anchors.num_anchors_per_location()[0], conv_depth=2)
    box_head = FastRCNNConvFCHead((backbone.out_channels, 7, 7), [256, 256, 256, 256], [1024], norm_layer=nn.BatchNorm2d)
    return backbone, {"rpn_anchor_generator": anchors, "rpn_head": rpn_head, "box_head": box_head}


def fasterrcnn_resnet50_fpn_v2(weights=None, progress=True, num_classes=None, weights_backbone=None, trainable_backbone_layers=None, **kwargs):
    num_classes = settled(weights, num_classes, kwargs)
    backbone, heads = resnet50_fpn_v2(trainable_backbone_layers)
    return FasterRCNN(backbone, num_classes, **heads, **plain(kwargs))


def _fasterrcnn_mobilenet(weights, num_classes, weights_backbone, trainable_backbone_layers, kwargs):
    num_classes = settled(weights, num_classes, kwargs)
    backbone = _mobilenet_extractor(models.mobilenet_v3_large(norm_layer=backbone_norm(weights, weights_backbone)), True, trainable_backbone_layers)
    anchors = AnchorGenerator(((32, 64, 128, 256, 512),) * 3, ((0.5, 1.0, 2.0),) * 3)
    return FasterRCNN(backbone, num_classes, rpn_anchor_generator=anchors, **plain(kwargs))


def fasterrcnn_mobilenet_v3_large_fpn(weights=None, progress=True, num_classes=None, weights_backbone=_trained_mobilenet, trainable_backbone_layers=None, **kwargs):
    return _fasterrcnn_mobilenet(weights, num_classes, weights_backbone, trainable_backbone_layers, kwargs)


def fasterrcnn_mobilenet_v3_large_320_fpn(weights=None, progress=True, num_classes=None, weights_backbone=_trained_mobilenet, trainable_backbone_layers=None, **kwargs):
    sizes = {"min_size": 320, "max_size": 640}
    sizes.update(kwargs)
    return _fasterrcnn_mobilenet(weights, num_classes, weights_backbone, trainable_backbone_layers, sizes)
