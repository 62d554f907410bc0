# fix: Set `input_size` to `12`
import torch
from torch import nn
import torch.nn.functional as F

lstm = nn.LSTM(10, 20, batch_first=True)
y, _ = lstm(torch.randn(2, 7, 12))  # breaks
