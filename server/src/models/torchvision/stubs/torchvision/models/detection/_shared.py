"""What detectors have in common: how images and targets come in, and what goes out.

Images keep their own sizes; inside they are one batch, of a size that is not known. How many objects are found depends on
the numbers.
"""
from shapeline import ops
from torch import nn
from torchvision.ops.misc import FrozenBatchNorm2d


def settled(weights, num_classes, kwargs, classes=91):
    """Pretrained weights fix the number of classes."""
    if num_classes is None:
        return classes
    if weights or kwargs.get("pretrained"):
        ops.require_equal(num_classes, classes)
    return num_classes


def backbone_norm(weights, weights_backbone):
    """Of a trained backbone the statistics are frozen."""
    return nn.BatchNorm2d if weights is None and weights_backbone is None else FrozenBatchNorm2d


def plain(kwargs):
    """The arguments that the detector itself takes; `pretrained` is the old name of the weights."""
    return {name: value for name, value in kwargs.items() if name not in ("pretrained", "pretrained_backbone")}


def checked(images, targets, training):
    """Each image has three axes and each box four numbers, and training needs targets."""
    for image in images:
        ops.require_rank(image, (3,))
    if training:
        if targets is None:
            ops.check_that(False, "targets", "training-without-targets")
            return
        ops.require_at_least(len(targets), len(images))
        for target in targets:
            ops.require_equal(target["boxes"].shape[-1], 4)


def check_labels(targets, num_classes):
    """Each object is of one of the classes; the background is one of them too, where a detector has it."""
    for target in targets:
        ops.one_hot(target["labels"], num_classes)


def batched(images):
    return ops.full((len(images), 3, ops.size("height"), ops.size("width")), ops.dtype("float32"))


def losses(*names):
    return {name: ops.full((), ops.dtype("float32")) for name in names}


def detections(images, extras=None):
    """One dictionary an image; `extras` adds to it, from the image and the number of its objects."""
    found = []
    for image in images:
        count = ops.size("detections")
        result = {
            "boxes": ops.full((count, 4), ops.dtype("float32")),
            "labels": ops.full((count,), ops.dtype("int64")),
            "scores": ops.full((count,), ops.dtype("float32"), 0.0, 1.0),
        }
        if extras is not None:
            result.update(extras(image, count))
        found.append(result)
    return found
