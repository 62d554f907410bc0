# fix: Put the channels first: `images.permute(0, 3, 1, 2)`
import torch
from torch import nn
import torch.nn.functional as F

conv = nn.Conv2d(3, 16, 3)
images = torch.randn(2, 32, 32, 3)
y = conv(images)  # breaks
