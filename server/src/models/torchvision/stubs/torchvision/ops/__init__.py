"""Operators for vision: boxes, regions, pyramids, and blocks that models are built of."""
from torchvision.ops.boxes import (
    batched_nms, box_area, box_convert, box_iou, clip_boxes_to_image, complete_box_iou, complete_box_iou_loss, distance_box_iou,
    distance_box_iou_loss, generalized_box_iou, generalized_box_iou_loss, masks_to_boxes, nms, remove_small_boxes,
)
from torchvision.ops.feature_pyramid_network import FeaturePyramidNetwork
from torchvision.ops.layers import (
    deform_conv2d, DeformConv2d, drop_block2d, drop_block3d, DropBlock2d, DropBlock3d, sigmoid_focal_loss,
)
from torchvision.ops.misc import (
    Conv2dNormActivation, Conv3dNormActivation, FrozenBatchNorm2d, MLP, Permute, SqueezeExcitation, stochastic_depth, StochasticDepth,
)
from torchvision.ops.regions import (
    MultiScaleRoIAlign, ps_roi_align, ps_roi_pool, PSRoIAlign, PSRoIPool, roi_align, roi_pool, RoIAlign, RoIPool,
)
