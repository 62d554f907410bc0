# expect: ran (3, 16), (3, 16)
# places: 13, 13 known
import torch
from torch import nn


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 4, 3, stride=2), nn.ReLU(), nn.AdaptiveAvgPool2d(4), nn.Flatten(), nn.LazyLinear(16)
        )

    def forward(self, a, b):
        return self.features(a), self.features(b)


net = Siamese()
left, right = net(torch.randn(3, 1, 40, 40), torch.randn(3, 1, 40, 40))
distance = (left - right).pow(2).sum(1).sqrt()
