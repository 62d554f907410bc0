# fix: Set `in_channels` to `1`
import torch
from torch import nn
import torch.nn.functional as F

conv = nn.Conv2d(3, 16, 3)
y = conv(torch.randn(2, 1, 32, 32))  # breaks
