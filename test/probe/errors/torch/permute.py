# reported
import torch
from torch import nn
import torch.nn.functional as F

x = torch.randn(2, 3, 4)
y = x.permute(0, 2)  # breaks
