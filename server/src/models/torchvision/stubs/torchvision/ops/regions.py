"""Features of regions, pooled to one size. Boxes come as one tensor with the image's index in front, or as a list by image."""
from shapeline import ops
from torch import nn

__public__ = "torchvision.ops"


def _pair(size):
    return (size, size) if isinstance(size, int) else tuple(size)


def _count(boxes):
    if isinstance(boxes, (tuple, list)):
        for each in boxes:
            ops.require_equal(each.shape[1], 4)
        return sum([each.shape[0] for each in boxes])
    ops.require_equal(boxes.shape[1], 5)
    return boxes.shape[0]


def roi_align(input, boxes, output_size, spatial_scale=1.0, sampling_ratio=-1, aligned=False):
    return ops.full((_count(boxes), input.shape[1], *_pair(output_size)), input.dtype)


def roi_pool(input, boxes, output_size, spatial_scale=1.0):
    return roi_align(input, boxes, output_size)


def ps_roi_align(input, boxes, output_size, spatial_scale=1.0, sampling_ratio=-1):
    height, width = _pair(output_size)
    ops.require_divisible(input.shape[1], height * width)
    return ops.full((_count(boxes), input.shape[1] // (height * width), height, width), input.dtype)


def ps_roi_pool(input, boxes, output_size, spatial_scale=1.0):
    return ps_roi_align(input, boxes, output_size)


class RoIAlign(nn.Module):
    def __init__(self, output_size, spatial_scale, sampling_ratio, aligned=False):
        super().__init__()
        self.output_size = output_size
        self.spatial_scale = spatial_scale

    def forward(self, input, rois):
        return roi_align(input, rois, self.output_size)


class RoIPool(nn.Module):
    def __init__(self, output_size, spatial_scale):
        super().__init__()
        self.output_size = output_size
        self.spatial_scale = spatial_scale

    def forward(self, input, rois):
        return roi_align(input, rois, self.output_size)


class PSRoIAlign(nn.Module):
    def __init__(self, output_size, spatial_scale, sampling_ratio):
        super().__init__()
        self.output_size = output_size
        self.spatial_scale = spatial_scale

    def forward(self, input, rois):
        return ps_roi_align(input, rois, self.output_size)


class PSRoIPool(nn.Module):
    def __init__(self, output_size, spatial_scale):
        super().__init__()
        self.output_size = output_size
        self.spatial_scale = spatial_scale

    def forward(self, input, rois):
        return ps_roi_align(input, rois, self.output_size)


class MultiScaleRoIAlign(nn.Module):
    """Pools each box from the level of the pyramid that fits its size; all levels have the same channels."""

    def __init__(self, featmap_names, output_size, sampling_ratio, *, canonical_scale=224, canonical_level=4):
        super().__init__()
        self.featmap_names = featmap_names
        self.sampling_ratio = sampling_ratio
        self.output_size = _pair(output_size)

    def forward(self, x, boxes, image_shapes):
        levels = [features for name, features in x.items() if name in self.featmap_names]
        return roi_align(levels[0], boxes, self.output_size)
