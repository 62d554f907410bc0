# reported
import torch
from torch import nn
import torch.nn.functional as F

lstm = nn.LSTM(4, 8)
out, h, c = lstm(torch.randn(5, 2, 4))  # breaks
