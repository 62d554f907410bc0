"""A U-Net level written down and never called: the skip connection doubles the channels, the decoder does not know."""
import torch
from torch import nn


def double_conv(in_channels, out_channels):
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, 3, padding=1),
        nn.BatchNorm2d(out_channels),
        nn.ReLU(inplace=True),
        nn.Conv2d(out_channels, out_channels, 3, padding=1),
        nn.BatchNorm2d(out_channels),
        nn.ReLU(inplace=True),
    )


class UNetLevel(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = double_conv(3, 64)
        self.pool = nn.MaxPool2d(2)
        self.bottom = double_conv(64, 128)
        self.up = nn.ConvTranspose2d(128, 64, 2, stride=2)
        self.merge = double_conv(64, 64)
        self.head = nn.Conv2d(64, 1, 1)

    def forward(self, x):
        skip = self.down(x)
        x = self.up(self.bottom(self.pool(skip)))
        x = torch.cat([x, skip], dim=1)
        return self.head(self.merge(x))
