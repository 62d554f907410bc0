# expect: ran (1, 2, 64, 64)
# places: 18, 18 known
import torch
from torch import nn


def double_conv(in_channels, out_channels):
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, 3, padding=1),
        nn.ReLU(inplace=True),
        nn.Conv2d(out_channels, out_channels, 3, padding=1),
        nn.ReLU(inplace=True),
    )


class UNet(nn.Module):
    def __init__(self, n_class):
        super().__init__()
        self.down1 = double_conv(3, 8)
        self.down2 = double_conv(8, 16)
        self.bottom = double_conv(16, 32)
        self.maxpool = nn.MaxPool2d(2)
        self.upsample = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)
        self.up2 = double_conv(16 + 32, 16)
        self.up1 = double_conv(8 + 16, 8)
        self.last = nn.Conv2d(8, n_class, 1)

    def forward(self, x):
        conv1 = self.down1(x)
        conv2 = self.down2(self.maxpool(conv1))
        x = self.bottom(self.maxpool(conv2))
        x = torch.cat([self.upsample(x), conv2], dim=1)
        x = self.up2(x)
        x = torch.cat([self.upsample(x), conv1], dim=1)
        return self.last(self.up1(x))


print(UNet(2)(torch.randn(1, 3, 64, 64)).shape)
