# reported
import torch
from torch import nn
import torch.nn.functional as F

a = torch.randn(1, 8, 64, 64)
b = torch.randn(1, 8, 63, 63)
c = torch.cat([a, b], dim=1)  # breaks
