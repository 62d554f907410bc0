# fix: Set `in_features` to `30`
import torch
from torch import nn
import torch.nn.functional as F

layer = nn.Linear(20, 10)
y = layer(torch.randn(2, 30))  # breaks
