# expect: class-count-mismatch@75
from collections import OrderedDict
import torch
from torch import nn
from torch.utils.checkpoint import checkpoint


def stem(width):
    return nn.Sequential(OrderedDict([
        ("conv", nn.LazyConv2d(width, 5, stride=2, padding=2, bias=False)),
        ("norm", nn.LazyBatchNorm2d()),
        ("act", nn.SiLU(inplace=True)),
    ]))


class SqueezeExcite(nn.Module):
    def __init__(self, channels, ratio=4):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.mlp = nn.Sequential(
            nn.Flatten(),
            nn.Linear(channels, channels // ratio),
            nn.ReLU(),
            nn.Linear(channels // ratio, channels),
            nn.Sigmoid(),
            nn.Unflatten(1, (channels, 1, 1)),
        )

    def forward(self, x):
        return x * self.mlp(self.pool(x))


class Stage(nn.Module):
    def __init__(self, cin, cout, depth):
        super().__init__()
        self.down = nn.Conv2d(cin, cout, 3, 2, 1)
        self.blocks = nn.ModuleList()
        for _ in range(depth):
            self.blocks.append(nn.ModuleDict({
                "depthwise": nn.Conv2d(cout, cout, 3, padding="same", groups=cout),
                "pointwise": nn.Conv2d(cout, cout, 1),
                "gate": SqueezeExcite(cout),
            }))
        self.scale = nn.ParameterList([nn.Parameter(torch.full((1, cout, 1, 1), 1e-2)) for _ in range(depth)])

    def forward(self, x):
        x = self.down(x)
        for block, gamma in zip(self.blocks, self.scale):
            y = block["gate"](block["pointwise"](block["depthwise"](x)))
            x = x + gamma * y
        return x


class Net(nn.Module):
    def __init__(self, widths=(24, 48, 96), depths=(1, 2), classes=7):
        super().__init__()
        self.stem = stem(widths[0])
        self.stages = nn.Sequential(*[Stage(a, b, d) for a, b, d in zip(widths[:-1], widths[1:], depths)])
        self.head = nn.Sequential(nn.AdaptiveMaxPool2d((2, 3)), nn.Flatten(), nn.LazyLinear(classes))

    def forward(self, x, save_memory=False):
        x = self.stem(x)
        for stage in self.stages:
            x = checkpoint(stage, x, use_reentrant=False) if save_memory else stage(x)
        return self.head(x)


net = Net()
images = torch.rand(2, 3, 64, 96)
logits = net(images)
again = net(images, save_memory=True)
print(net.head[-1].in_features, net.stages[-1].scale[0].shape, logits.shape)
first = net.stages[:1]
features = first(net.stem(images))
loss = nn.CrossEntropyLoss(label_smoothing=0.1)(again, torch.tensor([3, 7]))
n = sum(p.numel() for p in net.parameters())
state = net.state_dict()
gate = state["stages.1.blocks.0.gate.mlp.1.weight"]
print(features.shape, n, gate.shape, float(loss))
