import torch
import torch.nn as nn
import torch.nn.functional as F

CLASSES = 6
ANCHORS = 3


class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(
            [nn.Conv2d(3, 16, 3, stride=2, padding=1), nn.Conv2d(16, 32, 3, stride=2, padding=1)]
        )

    def forward(self, x):
        for layer in self.layers:
            x = F.relu(layer(x))
        return x


class Detector(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = Backbone()
        self.scores = nn.Conv2d(32, ANCHORS * CLASSES, 1)
        self.boxes = nn.Conv2d(32, ANCHORS * 4, 1)

    def forward(self, images):
        maps = self.backbone(images)
        n = images.size(0)
        scores = self.scores(maps).permute(0, 2, 3, 1).reshape(n, -1, CLASSES)
        boxes = self.boxes(maps).permute(0, 2, 3, 1).reshape(n, -1, 4)
        return scores, boxes


def detection_loss(scores, boxes, labels, targets):
    classification = F.cross_entropy(scores.transpose(1, 2), labels)
    positive = labels > 0
    regression = F.smooth_l1_loss(boxes[positive], targets[positive])
    return classification + regression


model = Detector()
images = torch.rand(2, 3, 64, 64)
anchors = 16 * 16 * ANCHORS
labels = torch.randint(0, CLASSES, (2, anchors))
targets = torch.rand(2, anchors, 4)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
for _ in range(2):
    scores, boxes = model(images)
    loss = detection_loss(scores, boxes, labels, targets)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
