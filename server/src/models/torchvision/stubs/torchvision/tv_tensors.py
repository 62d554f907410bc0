"""Tensors that say what they are: images, boxes, masks. Here they are the tensors themselves."""
from shapeline import ops


def Image(data, *, dtype=None, device=None, requires_grad=None):
    from torchvision.transforms.v2.functional import to_image

    return data if ops.is_tensor(data) else to_image(data)


def Mask(data, *, dtype=None, device=None, requires_grad=None):
    return ops.tensor(data, dtype)


def Video(data, *, dtype=None, device=None, requires_grad=None):
    return ops.tensor(data, dtype)


def BoundingBoxes(data, *, format=None, canvas_size=None, dtype=None, device=None, requires_grad=None):
    return ops.tensor(data, dtype)


def KeyPoints(data, *, canvas_size=None, dtype=None, device=None, requires_grad=None):
    return ops.tensor(data, dtype)


class BoundingBoxFormat:
    XYXY = "XYXY"
    XYWH = "XYWH"
    CXCYWH = "CXCYWH"
