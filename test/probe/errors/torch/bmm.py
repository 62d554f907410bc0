# fix: Transpose `k`
import torch
from torch import nn
import torch.nn.functional as F

q = torch.randn(2, 4, 8)
k = torch.randn(2, 5, 8)
scores = torch.bmm(q, k)  # breaks
