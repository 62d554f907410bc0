# reported
import torch
from torch import nn
import torch.nn.functional as F

gru = nn.GRU(10, 20)
y, _ = gru(torch.randn(7, 2, 10), torch.zeros(1, 3, 20))  # breaks
