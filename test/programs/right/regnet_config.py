import torch
from dataclasses import dataclass
from torch import nn


@dataclass
class Stage:
    width: int
    depth: int
    stride: int = 2


STAGES = [Stage(16, 1), Stage(32, 2), Stage(64, 1)]


class Bottleneck(nn.Module):
    def __init__(self, inp, out, stride, groups=8):
        super().__init__()
        self.conv1 = nn.Conv2d(inp, out, 1, bias=False)
        self.conv2 = nn.Conv2d(out, out, 3, stride, 1, groups=out // groups, bias=False)
        self.conv3 = nn.Conv2d(out, out, 1, bias=False)
        self.norm = nn.BatchNorm2d(out)
        self.skip = nn.Identity() if inp == out and stride == 1 else nn.Conv2d(inp, out, 1, stride)

    def forward(self, x):
        y = torch.relu(self.conv1(x))
        y = torch.relu(self.conv2(y))
        return torch.relu(self.norm(self.conv3(y)) + self.skip(x))


class RegNet(nn.Module):
    def __init__(self, stages, classes):
        super().__init__()
        width = 3
        blocks = []
        for stage in stages:
            for i in range(stage.depth):
                blocks.append(Bottleneck(width, stage.width, stage.stride if i == 0 else 1))
                width = stage.width
        self.blocks = nn.Sequential(*blocks)
        self.head = nn.Linear(width, classes)

    def forward(self, x):
        return self.head(self.blocks(x).mean(dim=(2, 3)))


net = RegNet(STAGES, classes=20)
images, labels = torch.rand(4, 3, 64, 64), torch.randint(0, 20, (4,))
loss = nn.functional.cross_entropy(net(images), labels)
loss.backward()
print(loss.item(), sum(p.numel() for p in net.parameters()))
