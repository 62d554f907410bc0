# reported
import torch
from torch import nn
import torch.nn.functional as F

x = torch.zeros(3, 4)
y = x[0, 0, 0]  # breaks
