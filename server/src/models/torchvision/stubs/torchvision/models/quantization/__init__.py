"""Quantised forms of models. Their weights have the shapes of the plain models', which stand for them here."""
from torchvision import models
from torchvision.models._weights import WeightsEnum, imagenet


def _quantized(builder):
    def build(weights=None, progress=True, quantize=False, **kwargs):
        return builder(weights, progress, **kwargs)

    return build


def inception_v3(weights=None, progress=True, quantize=False, **kwargs):
    """With pretrained weights the auxiliary classifier is dropped, unless it is asked for."""
    if weights or kwargs.get("pretrained"):
        kwargs.setdefault("aux_logits", False)
    return models.inception_v3(weights, progress, **kwargs)


googlenet = _quantized(models.googlenet)
mobilenet_v2 = _quantized(models.mobilenet_v2)
mobilenet_v3_large = _quantized(models.mobilenet_v3_large)
resnet18 = _quantized(models.resnet18)
resnet50 = _quantized(models.resnet50)
resnext101_32x8d = _quantized(models.resnext101_32x8d)
resnext101_64x4d = _quantized(models.resnext101_64x4d)
shufflenet_v2_x0_5 = _quantized(models.shufflenet_v2_x0_5)
shufflenet_v2_x1_0 = _quantized(models.shufflenet_v2_x1_0)
shufflenet_v2_x1_5 = _quantized(models.shufflenet_v2_x1_5)
shufflenet_v2_x2_0 = _quantized(models.shufflenet_v2_x2_0)


class GoogLeNet_QuantizedWeights(WeightsEnum):
    DEFAULT = IMAGENET1K_FBGEMM_V1 = imagenet(224, 256)


class Inception_V3_QuantizedWeights(WeightsEnum):
    DEFAULT = IMAGENET1K_FBGEMM_V1 = imagenet(299, 342)


class MobileNet_V2_QuantizedWeights(WeightsEnum):
    DEFAULT = IMAGENET1K_QNNPACK_V1 = imagenet(224, 256)


class MobileNet_V3_Large_QuantizedWeights(MobileNet_V2_QuantizedWeights):
    pass


class ResNet18_QuantizedWeights(GoogLeNet_QuantizedWeights):
    pass


class ResNet50_QuantizedWeights(WeightsEnum):
    IMAGENET1K_FBGEMM_V1 = imagenet(224, 256)
    DEFAULT = IMAGENET1K_FBGEMM_V2 = imagenet(224, 232)


class ResNeXt101_32X8D_QuantizedWeights(ResNet50_QuantizedWeights):
    pass


class ResNeXt101_64X4D_QuantizedWeights(WeightsEnum):
    DEFAULT = IMAGENET1K_FBGEMM_V1 = imagenet(224, 232)


class ShuffleNet_V2_X0_5_QuantizedWeights(GoogLeNet_QuantizedWeights):
    pass


class ShuffleNet_V2_X1_0_QuantizedWeights(GoogLeNet_QuantizedWeights):
    pass


class ShuffleNet_V2_X1_5_QuantizedWeights(ResNeXt101_64X4D_QuantizedWeights):
    pass


class ShuffleNet_V2_X2_0_QuantizedWeights(ResNeXt101_64X4D_QuantizedWeights):
    pass
