# reported
import torch
from torch import nn
import torch.nn.functional as F

conv = nn.Conv2d(1, 8, 3)
y = conv(torch.randn(2, 784))  # breaks
