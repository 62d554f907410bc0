# reported
import torch
from torch import nn
import torch.nn.functional as F

attention = nn.MultiheadAttention(32, 4, batch_first=True)
x = torch.randn(2, 9, 16)
y, _ = attention(x, x, x)  # breaks
