# reported
import torch
from torch import nn
import torch.nn.functional as F

x = torch.randn(10, 20, 5, 5)
y = x.view(-1, 320)  # breaks
