"""Detectors in two steps: regions are proposed, then looked at."""
from torch import nn
from torchvision.models.detection._shared import checked


class GeneralizedRCNN(nn.Module):
    def __init__(self, backbone, rpn, roi_heads, transform):
        super().__init__()
        self.transform = transform
        self.backbone = backbone
        self.rpn = rpn
        self.roi_heads = roi_heads

    def forward(self, images, targets=None):
        checked(images, targets, self.training)
        batch, targets = self.transform(images, targets)
        features = self.backbone(batch.tensors)
        if not isinstance(features, dict):
            features = {"0": features}
        proposals, proposal_losses = self.rpn(batch, features, targets)
        found, detector_losses = self.roi_heads(features, proposals, batch.image_sizes, targets, images)
        if not self.training:
            return found
        result = {}
        result.update(detector_losses)
        result.update(proposal_losses)
        return result
