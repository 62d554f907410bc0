"""Fully convolutional networks on ResNets."""
from torchvision.models._weights import WeightsEnum, voc
from torchvision.models.resnet import resnet101, resnet50
from torchvision.models.segmentation._utils import _SimpleSegmentationModel, FCNHead, resnet_levels, settled

__all__ = [
    "FCN", "FCN_ResNet50_Weights", "FCN_ResNet101_Weights", "fcn_resnet50", "fcn_resnet101",
]


class FCN(_SimpleSegmentationModel):
    pass


class FCN_ResNet50_Weights(WeightsEnum):
    DEFAULT = COCO_WITH_VOC_LABELS_V1 = voc()


class FCN_ResNet101_Weights(FCN_ResNet50_Weights):
    pass


def _fcn(resnet, weights, num_classes, aux_loss, kwargs):
    num_classes, aux = settled(weights, num_classes, aux_loss, kwargs)
    return FCN(resnet_levels(resnet, aux), FCNHead(2048, num_classes), FCNHead(1024, num_classes) if aux else None)


def fcn_resnet50(weights=None, progress=True, num_classes=None, aux_loss=None, weights_backbone=None, **kwargs):
    return _fcn(resnet50, weights, num_classes, aux_loss, kwargs)


def fcn_resnet101(weights=None, progress=True, num_classes=None, aux_loss=None, weights_backbone=None, **kwargs):
    return _fcn(resnet101, weights, num_classes, aux_loss, kwargs)
