"""Pretrained weights: how many classes each was trained for, and the transforms that go with it.

Weights are plain values here, not members of an `enum.Enum`; what a model's constructor does with them is `options`.
"""
from shapeline import ops
from torchvision.transforms import _presets


class Weights:
    def __init__(self, url, transforms, meta):
        self.url = url
        self.transforms = transforms
        self._meta = meta

    @property
    def meta(self):
        """The names of the classes are not known, their number is."""
        return {"categories": [ops.unknown()] * self._meta, "min_size": (1, 1), "num_params": ops.unknown()}

    def get_state_dict(self, *args, **kwargs):
        return ops.unknown()


class WeightsEnum:
    """What holds the weights of one model, by name."""

    def __class_getitem__(cls, name):
        return getattr(cls, name)

    @classmethod
    def verify(cls, obj):
        return getattr(cls, obj) if isinstance(obj, str) else obj


def imagenet(crop_size, resize_size, classes=1000):
    return Weights("", lambda **changes: _presets.ImageClassification(crop_size=crop_size, resize_size=resize_size, **changes), classes)


def kinetics(crop_size, resize_size, classes=400):
    return Weights("", lambda **changes: _presets.VideoClassification(crop_size=crop_size, resize_size=resize_size, **changes), classes)


def coco(classes=91):
    return Weights("", _presets.ObjectDetection, classes)


def voc():
    return Weights("", lambda **changes: _presets.SemanticSegmentation(resize_size=520, **changes), 21)


def flow():
    return Weights("", _presets.OpticalFlow, 0)


def options(weights, kwargs, classes=1000):
    """A model's keyword arguments: `pretrained` is the old name of `weights`, which fix the number of classes."""
    pretrained = kwargs.pop("pretrained", False)
    if "num_classes" not in kwargs:
        kwargs["num_classes"] = classes
    elif weights or pretrained:
        ops.require_equal(kwargs["num_classes"], classes)
    return kwargs
