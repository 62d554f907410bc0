# reported
import torch
from torch import nn
import torch.nn.functional as F

a = torch.randn(2, 3)
b = torch.randn(4, 5)
c = a @ b  # breaks
