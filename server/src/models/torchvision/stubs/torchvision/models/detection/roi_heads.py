"""The heads that look at each proposed region: its class and box, and its mask or keypoints."""
from shapeline import ops
from torch import nn
from torchvision.models.detection._shared import check_labels, detections, losses


class RoIHeads(nn.Module):
    def __init__(self, box_roi_pool, box_head, box_predictor, *thresholds, mask_roi_pool=None, mask_head=None, mask_predictor=None, keypoint_roi_pool=None, keypoint_head=None, keypoint_predictor=None, **more):
        super().__init__()
        self.box_roi_pool = box_roi_pool
        self.box_head = box_head
        self.box_predictor = box_predictor
        self.mask_roi_pool = mask_roi_pool
        self.mask_head = mask_head
        self.mask_predictor = mask_predictor
        self.keypoint_roi_pool = keypoint_roi_pool
        self.keypoint_head = keypoint_head
        self.keypoint_predictor = keypoint_predictor

    def has_mask(self):
        return self.mask_roi_pool is not None and self.mask_head is not None and self.mask_predictor is not None

    def has_keypoint(self):
        return self.keypoint_roi_pool is not None and self.keypoint_head is not None and self.keypoint_predictor is not None

    def forward(self, features, proposals, image_shapes, targets=None, images=()):
        """`images` are the originals: masks are as large as they."""
        scores, _ = self.box_predictor(self.box_head(self.box_roi_pool(features, proposals, image_shapes)))
        if self.training:
            check_labels(targets, scores.shape[-1])
        names = ["loss_classifier", "loss_box_reg"]
        if self.has_mask():
            self.mask_predictor(self.mask_head(self.mask_roi_pool(features, proposals, image_shapes)))
            names.append("loss_mask")
        keypoints = None
        if self.has_keypoint():
            keypoints = self.keypoint_predictor(self.keypoint_head(self.keypoint_roi_pool(features, proposals, image_shapes))).shape[1]
            names.append("loss_keypoint")
        if self.training:
            return [], losses(*names)
        return detections(images, lambda image, count: self._more(image, count, keypoints)), {}

    def _more(self, image, count, keypoints):
        more = {}
        if self.has_mask():
            more["masks"] = ops.full((count, 1, image.shape[1], image.shape[2]), ops.dtype("float32"), 0.0, 1.0)
        if keypoints is not None:
            more["keypoints"] = ops.full((count, keypoints, 3), ops.dtype("float32"))
            more["keypoints_scores"] = ops.full((count, keypoints), ops.dtype("float32"))
        return more
