"""Models and weights found by name."""
from torchvision import models

_classification = (
    "alexnet", "convnext_base", "convnext_large", "convnext_small", "convnext_tiny", "densenet121", "densenet161", "densenet169",
    "densenet201", "efficientnet_b0", "efficientnet_b1", "efficientnet_b2", "efficientnet_b3", "efficientnet_b4", "efficientnet_b5",
    "efficientnet_b6", "efficientnet_b7", "efficientnet_v2_l", "efficientnet_v2_m", "efficientnet_v2_s", "googlenet", "inception_v3",
    "maxvit_t", "mnasnet0_5", "mnasnet0_75", "mnasnet1_0", "mnasnet1_3", "mobilenet_v2", "mobilenet_v3_large", "mobilenet_v3_small",
    "regnet_x_16gf", "regnet_x_1_6gf", "regnet_x_32gf", "regnet_x_3_2gf", "regnet_x_400mf", "regnet_x_800mf", "regnet_x_8gf",
    "regnet_y_128gf", "regnet_y_16gf", "regnet_y_1_6gf", "regnet_y_32gf", "regnet_y_3_2gf", "regnet_y_400mf", "regnet_y_800mf",
    "regnet_y_8gf", "resnet101", "resnet152", "resnet18", "resnet34", "resnet50", "resnext101_32x8d", "resnext101_64x4d",
    "resnext50_32x4d", "shufflenet_v2_x0_5", "shufflenet_v2_x1_0", "shufflenet_v2_x1_5", "shufflenet_v2_x2_0", "squeezenet1_0",
    "squeezenet1_1", "swin_b", "swin_s", "swin_t", "swin_v2_b", "swin_v2_s", "swin_v2_t", "vgg11", "vgg11_bn", "vgg13", "vgg13_bn",
    "vgg16", "vgg16_bn", "vgg19", "vgg19_bn", "vit_b_16", "vit_b_32", "vit_h_14", "vit_l_16", "vit_l_32", "wide_resnet101_2",
    "wide_resnet50_2",
)
_others = {
    "detection": (
        "fasterrcnn_mobilenet_v3_large_320_fpn", "fasterrcnn_mobilenet_v3_large_fpn", "fasterrcnn_resnet50_fpn",
        "fasterrcnn_resnet50_fpn_v2", "fcos_resnet50_fpn", "keypointrcnn_resnet50_fpn", "maskrcnn_resnet50_fpn",
        "maskrcnn_resnet50_fpn_v2", "retinanet_resnet50_fpn", "retinanet_resnet50_fpn_v2", "ssd300_vgg16",
        "ssdlite320_mobilenet_v3_large",
    ),
    "segmentation": (
        "deeplabv3_mobilenet_v3_large", "deeplabv3_resnet101", "deeplabv3_resnet50", "fcn_resnet101", "fcn_resnet50",
        "lraspp_mobilenet_v3_large",
    ),
    "video": ("mc3_18", "mvit_v1_b", "mvit_v2_s", "r2plus1d_18", "r3d_18", "s3d", "swin3d_b", "swin3d_s", "swin3d_t"),
    "optical_flow": ("raft_large", "raft_small"),
    "quantization": (
        "quantized_googlenet", "quantized_inception_v3", "quantized_mobilenet_v2", "quantized_mobilenet_v3_large",
        "quantized_resnet18", "quantized_resnet50", "quantized_resnext101_32x8d", "quantized_resnext101_64x4d",
        "quantized_shufflenet_v2_x0_5", "quantized_shufflenet_v2_x1_0", "quantized_shufflenet_v2_x1_5",
        "quantized_shufflenet_v2_x2_0",
    ),
}


def list_models(module=None, include=None, exclude=None):
    """All of them; what the filters would leave is not worked out."""
    names = list(_classification)
    for group in _others.values():
        names += group
    return sorted(names)


def get_model_builder(name):
    name = name.lower()
    for package, names in _others.items():
        if name in names:
            return getattr(getattr(models, package), name.replace("quantized_", ""))
    return getattr(models, name)


def get_model(name, **config):
    return get_model_builder(name)(**config)


# How the words of models' names are written in the names of their weights; others are in capitals.
_words = {
    "alexnet": "AlexNet", "convnext": "ConvNeXt", "deeplabv3": "DeepLabV3", "densenet": "DenseNet", "efficientnet": "EfficientNet",
    "fasterrcnn": "FasterRCNN", "googlenet": "GoogLeNet", "inception": "Inception", "keypointrcnn": "KeypointRCNN", "maskrcnn": "MaskRCNN",
    "maxvit": "MaxVit", "mnasnet": "MNASNet", "mobilenet": "MobileNet", "mvit": "MViT", "r2plus1d": "R2Plus1D", "raft": "Raft",
    "regnet": "RegNet", "resnet": "ResNet", "resnext": "ResNeXt", "retinanet": "RetinaNet", "shufflenet": "ShuffleNet",
    "squeezenet": "SqueezeNet", "ssdlite": "SSDLite", "swin": "Swin", "vit": "ViT", "wide": "Wide", "tiny": "Tiny", "small": "Small",
    "base": "Base", "large": "Large", "swin3d": "Swin3D",
}


def _written(word):
    if word in _words:
        return _words[word]
    letters = word.rstrip("0123456789")
    return _words[letters] + word[len(letters):] if letters in _words else word.upper()


def get_model_weights(name):
    """The class of a model's weights."""
    name = name if isinstance(name, str) else name.__name__
    quantized = name.startswith("quantized_")
    words = "_".join([_written(word) for word in name.replace("quantized_", "").split("_")])
    for package, names in _others.items():
        if name in names:
            return getattr(getattr(models, package), words + ("_QuantizedWeights" if quantized else "_Weights"))
    return getattr(models, words + "_Weights")


def get_weight(name):
    """By its full name, as in `ResNet50_Weights.IMAGENET1K_V2`."""
    class_name, dot, member = name.partition(".")
    for package in (models, *[getattr(models, other) for other in _others]):
        if hasattr(package, class_name):
            return getattr(getattr(package, class_name), member)
    raise ValueError("no weights of this name")
