"""`keras.applications`: networks known by name, built layer by layer. Each family is read when one of it is first asked for."""
from shapeline import ops

__public__ = "keras.applications"

_families = {
    "vgg16": ("VGG16",),
    "vgg19": ("VGG19",),
    "resnet": ("ResNet50", "ResNet101", "ResNet152"),
    "resnet_v2": ("ResNet50V2", "ResNet101V2", "ResNet152V2"),
    "mobilenet": ("MobileNet",),
    "mobilenet_v2": ("MobileNetV2",),
    "mobilenet_v3": ("MobileNetV3Small", "MobileNetV3Large"),
    "densenet": ("DenseNet121", "DenseNet169", "DenseNet201"),
    "efficientnet": tuple([f"EfficientNetB{size}" for size in range(8)]),
    "efficientnet_v2": tuple([f"EfficientNetV2{size}" for size in ("B0", "B1", "B2", "B3", "S", "M", "L")]),
    "inception_v3": ("InceptionV3",),
    "inception_resnet_v2": ("InceptionResNetV2",),
    "xception": ("Xception",),
    "nasnet": ("NASNetMobile", "NASNetLarge"),
    "convnext": tuple([f"ConvNeXt{size}" for size in ("Tiny", "Small", "Base", "Large", "XLarge")]),
}
_homes = {name: family for family, names in _families.items() for name in names}


def __getattr__(name):
    from keras import applications

    home = _homes.get(name, None)
    return ops.unknown() if home is None else getattr(getattr(applications, home), name)
