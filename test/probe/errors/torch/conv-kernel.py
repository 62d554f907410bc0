# reported
import torch
from torch import nn
import torch.nn.functional as F

x = torch.randn(2, 3, 4, 4)
y = F.conv2d(x, torch.randn(8, 3, 5, 5))  # breaks
