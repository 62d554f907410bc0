"""Boxes: four numbers each. How many survive a suppression depends on the numbers."""
from shapeline import ops

__public__ = "torchvision.ops"


def _require_boxes(boxes):
    ops.require_equal(boxes.shape[-1], 4)


def nms(boxes, scores, iou_threshold):
    _require_boxes(boxes)
    ops.require_equal(boxes.shape[0], scores.shape[0])
    return ops.full((ops.size("kept"),), ops.dtype("int64"))


def batched_nms(boxes, scores, idxs, iou_threshold):
    return nms(boxes, scores, iou_threshold)


def remove_small_boxes(boxes, min_size):
    return ops.full((ops.size("kept"),), ops.dtype("int64"))


def clip_boxes_to_image(boxes, size):
    return boxes


def box_convert(boxes, in_fmt, out_fmt):
    return ops.like(boxes, None)


def box_area(boxes, fmt="xyxy"):
    _require_boxes(boxes)
    return ops.full(boxes.shape[:-1], boxes.dtype)


def box_iou(boxes1, boxes2, fmt="xyxy"):
    _require_boxes(boxes1)
    _require_boxes(boxes2)
    return ops.full((*boxes1.shape[:-2], boxes1.shape[-2], boxes2.shape[-2]), ops.dtype("float32"), 0.0, 1.0)


generalized_box_iou = box_iou


def complete_box_iou(boxes1, boxes2, eps=1e-7):
    return box_iou(boxes1, boxes2)


distance_box_iou = complete_box_iou


def masks_to_boxes(masks):
    return ops.full((masks.shape[0], 4), ops.dtype("float32"))


def _box_loss(boxes1, boxes2, reduction="none", eps=1e-7):
    _require_boxes(boxes1)
    _require_boxes(boxes2)
    return ops.full(boxes1.shape[:-1] if reduction == "none" else (), boxes1.dtype)


complete_box_iou_loss = distance_box_iou_loss = generalized_box_iou_loss = _box_loss
