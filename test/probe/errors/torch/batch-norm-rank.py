# reported
import torch
from torch import nn
import torch.nn.functional as F

norm = nn.BatchNorm2d(16)
y = norm(torch.randn(2, 16))  # breaks
