# expect: size-mismatch@115
# expect: size-mismatch@117
# expect: not-broadcastable@122
import torch
import torch.nn as nn
import torch.nn.functional as F


class Backbone(nn.Module):
    def __init__(self, width=16):
        super().__init__()
        self.stem = self._conv(3, width)
        self.c3 = self._conv(width, width * 2)
        self.c4 = self._conv(width * 2, width * 4)
        self.c5 = self._conv(width * 4, width * 8)
        self.out_channels = [width * 2, width * 4, width * 8]

    @staticmethod
    def _conv(cin, cout):
        return nn.Sequential(nn.Conv2d(cin, cout, 3, 2, 1, bias=False), nn.BatchNorm2d(cout), nn.SiLU())

    def forward(self, x):
        x = self.stem(x)
        c3 = self.c3(x)
        c4 = self.c4(c3)
        c5 = self.c5(c4)
        return c3, c4, c5


class FPN(nn.Module):
    def __init__(self, in_channels, out_channels=32):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, out_channels, 1) for c in in_channels)
        self.smooth = nn.ModuleList(nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels)

    def forward(self, features):
        laterals = [conv(f) for conv, f in zip(self.lateral, features)]
        for i in range(len(laterals) - 1, 0, -1):
            laterals[i - 1] = laterals[i - 1] + F.interpolate(laterals[i], size=laterals[i - 1].shape[-2:], mode="nearest")
        return [conv(f) for conv, f in zip(self.smooth, laterals)]


class Head(nn.Module):
    def __init__(self, channels, num_classes, num_anchors=3):
        super().__init__()
        self.num_classes = num_classes
        self.num_anchors = num_anchors
        self.cls = nn.Conv2d(channels, num_anchors * num_classes, 3, padding=1)
        self.reg = nn.Conv2d(channels, num_anchors * 4, 3, padding=1)

    def forward(self, features):
        all_cls, all_reg = [], []
        for f in features:
            n, _, h, w = f.shape
            cls = self.cls(f).view(n, self.num_anchors, self.num_classes, h, w).permute(0, 3, 4, 1, 2)
            all_cls.append(cls.reshape(n, -1, self.num_classes))
            reg = self.reg(f).view(n, self.num_anchors, 4, h, w).permute(0, 3, 4, 1, 2)
            all_reg.append(reg.reshape(n, h * w * self.num_anchors, 4))
        return torch.cat(all_cls, dim=1), torch.cat(all_reg, dim=1)


class Detector(nn.Module):
    def __init__(self, num_classes):
        super().__init__()
        self.backbone = Backbone()
        self.neck = FPN(self.backbone.out_channels)
        self.head = Head(32, num_classes)

    def forward(self, x):
        return self.head(self.neck(self.backbone(x)))


def box_area(b):
    return (b[..., 2] - b[..., 0]) * (b[..., 3] - b[..., 1])


def box_iou(a, b):
    lt = torch.max(a[:, None, :2], b[None, :, :2])
    rb = torch.min(a[:, None, 2:], b[None, :, 2:])
    wh = (rb - lt).clamp(min=0)
    inter = wh[..., 0] * wh[..., 1]
    return inter / (box_area(a)[:, None] + box_area(b) - inter)


def make_anchors(sizes, strides, scales=(2.0, 3.0, 4.0)):
    anchors = []
    for (h, w), stride in zip(sizes, strides):
        ys, xs = torch.meshgrid(torch.arange(h), torch.arange(w), indexing="ij")
        centers = torch.stack((xs, ys), dim=-1).float() * stride
        boxes = [torch.cat((centers - s * stride, centers + s * stride), dim=-1) for s in scales]
        anchors.append(torch.stack(boxes, dim=2).view(-1, 4))
    return torch.cat(anchors)


def focal_loss(logits, targets, alpha=0.25, gamma=2.0):
    p = torch.sigmoid(logits)
    ce = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    p_t = p * targets + (1 - p) * (1 - targets)
    loss = ce * (1 - p_t) ** gamma
    return ((alpha * targets + (1 - alpha) * (1 - targets)) * loss).sum()


torch.manual_seed(0)
model = Detector(num_classes=7)
images = torch.rand(2, 3, 64, 96)
cls, reg = model(images)
anchors = make_anchors([(16, 24), (8, 12), (2, 3)], [4, 8, 16])
gt_boxes = torch.tensor([[4.0, 4.0, 30.0, 30.0], [20.0, 10.0, 60.0, 50.0]])
gt_labels = torch.tensor([1, 5])

iou = box_iou(anchors, gt_boxes)
best, assigned = iou.max(dim=1)
positive = best > 0.3
targets = torch.zeros_like(cls[0])
targets[positive, gt_labels[assigned[positive]]] = 1.0
loss_cls = sum(focal_loss(c, targets) for c in cls) / positive.sum().clamp(min=1)
loss_reg = F.smooth_l1_loss(reg[0][positive], (gt_boxes[assigned] - anchors)[positive])
(loss_cls + loss_reg).backward()

scores, labels = cls[0].sigmoid().max(-1)
top, order = scores.topk(20)
print(cls.shape, reg.shape, anchors.shape, (anchors + reg[0])[order].shape, labels[order].shape)
