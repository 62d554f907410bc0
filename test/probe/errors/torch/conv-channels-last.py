# fix: Set `in_channels` to `32`
import torch
from torch import nn
import torch.nn.functional as F

conv = nn.Conv2d(3, 16, 3)
images = torch.randn(2, 32, 32, 3)
y = conv(images)  # breaks
