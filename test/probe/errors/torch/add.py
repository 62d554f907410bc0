# reported
import torch
from torch import nn
import torch.nn.functional as F

a = torch.randn(2, 4)
b = torch.randn(2, 3)
c = a + b  # breaks
