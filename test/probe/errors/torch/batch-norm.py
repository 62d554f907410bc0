# fix: Set `num_features` to `32`
import torch
from torch import nn
import torch.nn.functional as F

norm = nn.BatchNorm2d(16)
y = norm(torch.randn(2, 32, 8, 8))  # breaks
