"""Anchors: how many boxes are tried at each place."""
from shapeline import ops
from torch import nn


class AnchorGenerator(nn.Module):
    def __init__(self, sizes=((128, 256, 512),), aspect_ratios=((0.5, 1.0, 2.0),)):
        super().__init__()
        self.sizes = tuple([size if isinstance(size, (list, tuple)) else (size,) for size in sizes])
        self.aspect_ratios = aspect_ratios if isinstance(aspect_ratios[0], (list, tuple)) else (aspect_ratios,) * len(sizes)

    def num_anchors_per_location(self):
        return [len(sizes) * len(ratios) for sizes, ratios in zip(self.sizes, self.aspect_ratios)]

    def forward(self, image_list, feature_maps):
        return [ops.full((ops.size("anchors"), 4), ops.dtype("float32")) for _ in image_list.image_sizes]


class DefaultBoxGenerator(nn.Module):
    def __init__(self, aspect_ratios, min_ratio=0.15, max_ratio=0.9, scales=None, steps=None, clip=True):
        super().__init__()
        self.aspect_ratios = aspect_ratios
        self.scales = scales
        self.steps = steps
        self.clip = clip

    def num_anchors_per_location(self):
        return [2 + 2 * len(ratios) for ratios in self.aspect_ratios]

    def forward(self, image_list, feature_maps):
        return [ops.full((ops.size("anchors"), 4), ops.dtype("float32")) for _ in image_list.image_sizes]
