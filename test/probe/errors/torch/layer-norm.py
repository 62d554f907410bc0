# fix: Set `normalized_shape` to `32`
import torch
from torch import nn
import torch.nn.functional as F

norm = nn.LayerNorm(64)
y = norm(torch.randn(2, 10, 32))  # breaks
