"""What segmentation models have in common: a backbone's levels, classified position by position, as large as the input again."""
from shapeline import ops
from torch import nn
from torch.nn import functional as F
from torchvision.models._utils import IntermediateLayerGetter
from torchvision.models.mobilenetv3 import mobilenet_v3_large

_dilated = [False, True, True]


class _SimpleSegmentationModel(nn.Module):
    def __init__(self, backbone, classifier, aux_classifier=None):
        super().__init__()
        self.backbone = backbone
        self.classifier = classifier
        self.aux_classifier = aux_classifier

    def forward(self, x):
        size = x.shape[-2:]
        features = self.backbone(x)
        result = {"out": F.interpolate(self.classifier(features["out"]), size=size, mode="bilinear")}
        if self.aux_classifier is not None:
            result["aux"] = F.interpolate(self.aux_classifier(features["aux"]), size=size, mode="bilinear")
        return result


class FCNHead(nn.Sequential):
    def __init__(self, in_channels, channels):
        width = in_channels // 4
        super().__init__(nn.Conv2d(in_channels, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU(), nn.Dropout(0.1), nn.Conv2d(width, channels, 1))


def settled(weights, num_classes, aux_loss, kwargs):
    """How many classes, and whether there is a second classifier: pretrained weights have both fixed."""
    trained = weights or kwargs.get("pretrained")
    if num_classes is None:
        num_classes = 21
    elif trained:
        ops.require_equal(num_classes, 21)
    return num_classes, True if trained else aux_loss


def resnet_levels(resnet, aux):
    """`resnet` builds one whose last two stages are dilated instead of strided."""
    levels = {"layer4": "out", "layer3": "aux"} if aux else {"layer4": "out"}
    return IntermediateLayerGetter(resnet(replace_stride_with_dilation=_dilated), return_layers=levels)


def mobilenet_levels(low, high):
    """The last level, and the one before the last three strides; their numbers of channels."""
    features = mobilenet_v3_large(dilated=True).features
    strided = [0] + [i for i, block in enumerate(features) if getattr(block, "_is_cn", False)] + [len(features) - 1]
    last, early = strided[-1], strided[-4]
    levels = {str(last): high} if low is None else {str(early): low, str(last): high}
    return IntermediateLayerGetter(features, return_layers=levels), features[early].out_channels, features[last].out_channels
