# expect: ran (2, 7)
# places: 2, 2 known
# make: Head(12, classes=7)
from torch import nn


class Head(nn.Module):
    def __init__(self, features, classes):
        super().__init__()
        self.norm = nn.LayerNorm(features)
        self.fc = nn.Linear(features, classes)

    def forward(self, x):
        return self.fc(self.norm(x))
