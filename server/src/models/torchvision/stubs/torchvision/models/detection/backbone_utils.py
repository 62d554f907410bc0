"""Backbones of detectors, most of them with a feature pyramid on top."""
from torch import nn
from torchvision import models
from torchvision.models._utils import IntermediateLayerGetter
from torchvision.ops.feature_pyramid_network import FeaturePyramidNetwork, LastLevelMaxPool
from torchvision.ops.misc import FrozenBatchNorm2d


class BackboneWithFPN(nn.Module):
    def __init__(self, backbone, return_layers, in_channels_list, out_channels, extra_blocks=None, norm_layer=None):
        super().__init__()
        self.body = IntermediateLayerGetter(backbone, return_layers=return_layers)
        self.fpn = FeaturePyramidNetwork(in_channels_list, out_channels, LastLevelMaxPool() if extra_blocks is None else extra_blocks, norm_layer)
        self.out_channels = out_channels

    def forward(self, x):
        return self.fpn(self.body(x))


def _resnet_fpn_extractor(backbone, trainable_layers, returned_layers=None, extra_blocks=None, norm_layer=None):
    returned = [1, 2, 3, 4] if returned_layers is None else returned_layers
    names = {"layer" + str(stage): str(i) for i, stage in enumerate(returned)}
    narrow = backbone.inplanes // 8
    return BackboneWithFPN(backbone, names, [narrow * 2 ** (stage - 1) for stage in returned], 256, extra_blocks, norm_layer)


def resnet_fpn_backbone(backbone_name, weights=None, norm_layer=FrozenBatchNorm2d, trainable_layers=3, returned_layers=None, extra_blocks=None, pretrained=None):
    return _resnet_fpn_extractor(models.get_model(backbone_name, norm_layer=norm_layer), trainable_layers, returned_layers, extra_blocks)


def _mobilenet_extractor(backbone, fpn, trainable_layers, returned_layers=None, extra_blocks=None, norm_layer=None):
    features = backbone.features
    strided = [0] + [i for i, block in enumerate(features) if getattr(block, "_is_cn", False)] + [len(features) - 1]
    if not fpn:
        flat = nn.Sequential(features, nn.Conv2d(features[-1].out_channels, 256, 1))
        flat.out_channels = 256
        return flat
    returned = [len(strided) - 2, len(strided) - 1] if returned_layers is None else returned_layers
    names = {str(strided[stage]): str(i) for i, stage in enumerate(returned)}
    return BackboneWithFPN(features, names, [features[strided[stage]].out_channels for stage in returned], 256, extra_blocks, norm_layer)


def mobilenet_backbone(backbone_name, weights=None, fpn=True, norm_layer=FrozenBatchNorm2d, trainable_layers=2, returned_layers=None, extra_blocks=None, pretrained=None):
    return _mobilenet_extractor(models.get_model(backbone_name, norm_layer=norm_layer), fpn, trainable_layers, returned_layers, extra_blocks)
