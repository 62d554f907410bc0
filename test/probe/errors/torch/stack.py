# reported
import torch
from torch import nn
import torch.nn.functional as F

rows = [torch.zeros(3), torch.zeros(4)]
batch = torch.stack(rows)  # breaks
