# fix: Convert `torch.ones(3, 4, dtype=torch.int64)` with `.float()`
import torch
from torch import nn
import torch.nn.functional as F

layer = nn.Linear(4, 2)
y = layer(torch.ones(3, 4, dtype=torch.int64))  # breaks
