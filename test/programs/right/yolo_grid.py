import torch
import torch.nn as nn
import torchvision.ops as ops
from torch.utils.data import DataLoader, Dataset

ANCHORS = [
    [(0.28, 0.22), (0.38, 0.48), (0.9, 0.78)],
    [(0.07, 0.15), (0.15, 0.11), (0.14, 0.29)],
]
S = [4, 8]
NUM_CLASSES = 7
IMAGE = 64

architecture = [
    (16, 3, 1),
    (32, 3, 2),
    ["B", 1],
    (64, 3, 2),
    ["B", 2],
    (96, 3, 2),
    ["B", 1],
    (128, 3, 2),
    "S",
    (64, 1, 1),
    "U",
    (64, 1, 1),
    "S",
]


class CNNBlock(nn.Module):
    def __init__(self, in_channels, out_channels, bn_act=True, **kwargs):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, bias=not bn_act, **kwargs)
        self.bn = nn.BatchNorm2d(out_channels)
        self.leaky = nn.LeakyReLU(0.1)
        self.use_bn_act = bn_act

    def forward(self, x):
        if self.use_bn_act:
            return self.leaky(self.bn(self.conv(x)))
        else:
            return self.conv(x)


class ResidualBlock(nn.Module):
    def __init__(self, channels, use_residual=True, num_repeats=1):
        super().__init__()
        self.layers = nn.ModuleList()
        for repeat in range(num_repeats):
            self.layers += [
                nn.Sequential(
                    CNNBlock(channels, channels // 2, kernel_size=1),
                    CNNBlock(channels // 2, channels, kernel_size=3, padding=1),
                )
            ]
        self.use_residual = use_residual
        self.num_repeats = num_repeats

    def forward(self, x):
        for layer in self.layers:
            if self.use_residual:
                x = x + layer(x)
            else:
                x = layer(x)
        return x


class ScalePrediction(nn.Module):
    def __init__(self, in_channels, num_classes):
        super().__init__()
        self.pred = nn.Sequential(
            CNNBlock(in_channels, 2 * in_channels, kernel_size=3, padding=1),
            CNNBlock(2 * in_channels, (num_classes + 5) * 3, bn_act=False, kernel_size=1),
        )
        self.num_classes = num_classes

    def forward(self, x):
        return (
            self.pred(x)
            .reshape(x.shape[0], 3, self.num_classes + 5, x.shape[2], x.shape[3])
            .permute(0, 1, 3, 4, 2)
        )


class YOLO(nn.Module):
    def __init__(self, in_channels=3, num_classes=20):
        super().__init__()
        self.num_classes = num_classes
        self.in_channels = in_channels
        self.layers = self._create_conv_layers()

    def forward(self, x):
        outputs = []
        route_connections = []
        for layer in self.layers:
            if isinstance(layer, ScalePrediction):
                outputs.append(layer(x))
                continue
            x = layer(x)
            if isinstance(layer, ResidualBlock) and layer.num_repeats == 2:
                route_connections.append(nn.functional.max_pool2d(x, 2))
            elif isinstance(layer, nn.Upsample):
                x = torch.cat([x, route_connections[-1]], dim=1)
                route_connections.pop()
        return outputs

    def _create_conv_layers(self):
        layers = nn.ModuleList()
        in_channels = self.in_channels
        for module in architecture:
            if isinstance(module, tuple):
                out_channels, kernel_size, stride = module
                layers.append(
                    CNNBlock(in_channels, out_channels, kernel_size=kernel_size, stride=stride,
                             padding=1 if kernel_size == 3 else 0)
                )
                in_channels = out_channels
            elif isinstance(module, list):
                num_repeats = module[1]
                layers.append(ResidualBlock(in_channels, num_repeats=num_repeats))
            elif isinstance(module, str):
                if module == "S":
                    layers += [
                        ResidualBlock(in_channels, use_residual=False, num_repeats=1),
                        CNNBlock(in_channels, in_channels // 2, kernel_size=1),
                        ScalePrediction(in_channels // 2, num_classes=self.num_classes),
                    ]
                    in_channels = in_channels // 2
                elif module == "U":
                    layers.append(nn.Upsample(scale_factor=2))
                    in_channels = in_channels + 64
        return layers


def iou_width_height(boxes1, boxes2):
    intersection = torch.min(boxes1[..., 0], boxes2[..., 0]) * torch.min(boxes1[..., 1], boxes2[..., 1])
    union = boxes1[..., 0] * boxes1[..., 1] + boxes2[..., 0] * boxes2[..., 1] - intersection
    return intersection / union


class YoloLoss(nn.Module):
    def __init__(self):
        super().__init__()
        self.mse = nn.MSELoss()
        self.bce = nn.BCEWithLogitsLoss()
        self.entropy = nn.CrossEntropyLoss()
        self.sigmoid = nn.Sigmoid()

    def forward(self, predictions, target, anchors):
        obj = target[..., 0] == 1
        noobj = target[..., 0] == 0
        no_object_loss = self.bce(predictions[..., 0:1][noobj], target[..., 0:1][noobj])
        anchors = anchors.reshape(1, 3, 1, 1, 2)
        box_preds = torch.cat([self.sigmoid(predictions[..., 1:3]), torch.exp(predictions[..., 3:5]) * anchors], dim=-1)
        ious = ops.box_iou(
            ops.box_convert(box_preds[obj], "cxcywh", "xyxy"), ops.box_convert(target[..., 1:5][obj], "cxcywh", "xyxy")
        ).diagonal().detach()
        object_loss = self.mse(self.sigmoid(predictions[..., 0:1][obj]).squeeze(-1), ious)
        class_loss = self.entropy(predictions[..., 5:][obj], target[..., 5][obj].long())
        box_loss = self.mse(box_preds[obj], target[..., 1:5][obj])
        return 10 * box_loss + object_loss + 10 * no_object_loss + class_loss


class Boxes(Dataset):
    def __init__(self, anchors):
        self.anchors = torch.tensor(anchors[0] + anchors[1])
        self.per_scale = self.anchors.shape[0] // 2

    def __len__(self):
        return 6

    def __getitem__(self, index):
        image = torch.rand(3, IMAGE, IMAGE)
        targets = [torch.zeros((3, s, s, 6)) for s in S]
        for x, y, w, h, c in [(0.3, 0.4, 0.2, 0.3, 1), (0.7, 0.6, 0.5, 0.5, 4)]:
            iou_anchors = iou_width_height(torch.tensor([w, h]), self.anchors)
            for anchor_idx in iou_anchors.argsort(descending=True, dim=0):
                scale_idx = int(anchor_idx) // self.per_scale
                anchor = int(anchor_idx) % self.per_scale
                s = S[scale_idx]
                i, j = int(s * y), int(s * x)
                targets[scale_idx][anchor, i, j, 0] = 1
                targets[scale_idx][anchor, i, j, 1:5] = torch.tensor([s * x - j, s * y - i, w * s, h * s])
                targets[scale_idx][anchor, i, j, 5] = c
        return image, tuple(targets)


def cells_to_bboxes(predictions, anchors, s):
    batch = predictions.shape[0]
    anchors = anchors.reshape(1, len(anchors), 1, 1, 2)
    box_predictions = predictions[..., 1:5].clone()
    box_predictions[..., 0:2] = torch.sigmoid(box_predictions[..., 0:2])
    box_predictions[..., 2:] = torch.exp(box_predictions[..., 2:]) * anchors
    scores = torch.sigmoid(predictions[..., 0:1])
    best_class = torch.argmax(predictions[..., 5:], dim=-1).unsqueeze(-1)
    cell = torch.arange(s).repeat(batch, 3, s, 1).unsqueeze(-1)
    x = 1 / s * (box_predictions[..., 0:1] + cell)
    y = 1 / s * (box_predictions[..., 1:2] + cell.permute(0, 1, 3, 2, 4))
    w_h = 1 / s * box_predictions[..., 2:4]
    return torch.cat((best_class, scores, x, y, w_h), dim=-1).reshape(batch, 3 * s * s, 6)


model = YOLO(num_classes=NUM_CLASSES)
x = torch.randn((2, 3, IMAGE, IMAGE))
out = model(x)
assert out[0].shape == (2, 3, IMAGE // 16, IMAGE // 16, NUM_CLASSES + 5)
assert out[1].shape == (2, 3, IMAGE // 8, IMAGE // 8, NUM_CLASSES + 5)

scaled_anchors = torch.tensor(ANCHORS) * torch.tensor(S).unsqueeze(1).unsqueeze(1).repeat(1, 3, 2)
loss_fn = YoloLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-4)
loader = DataLoader(Boxes(ANCHORS), batch_size=3)
for x, y in loader:
    y0, y1 = y[0], y[1]
    out = model(x)
    loss = loss_fn(out[0], y0, scaled_anchors[0]) + loss_fn(out[1], y1, scaled_anchors[1])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    boxes = cells_to_bboxes(out[0].detach(), scaled_anchors[0], S[0])
    corners = ops.box_convert(boxes[0, :, 2:], "cxcywh", "xyxy")
    keep = ops.batched_nms(corners, boxes[0, :, 1], boxes[0, :, 0], 0.5)
    final = boxes[0][keep]
