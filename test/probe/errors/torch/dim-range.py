# reported
import torch
from torch import nn
import torch.nn.functional as F

x = torch.randn(3, 4)
y = x.softmax(dim=2)  # breaks
