# not reported
import torch
from torch import nn
import torch.nn.functional as F

x = torch.randn(4, 6).t()
y = x.view(24)  # breaks
