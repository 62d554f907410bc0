# fix: Set `num_channels` to `18`
import torch
from torch import nn
import torch.nn.functional as F

norm = nn.GroupNorm(4, 16)
y = norm(torch.randn(2, 18, 8, 8))  # breaks
