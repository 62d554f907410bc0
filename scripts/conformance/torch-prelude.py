"""The inputs that torch-layers.txt and torch-expressions.txt speak of."""
from collections import OrderedDict

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

signal = torch.rand(2, 4, 8)
image = torch.rand(2, 4, 8, 8)
volume = torch.rand(2, 4, 8, 8, 8)
sequence = torch.rand(5, 2, 6)
rows = torch.rand(2, 6)
vector = torch.rand(6)
square = torch.rand(3, 3)
batch = torch.rand(2, 3, 3)
scalar = torch.rand(())
whole = torch.arange(12).reshape(3, 4)
mask = torch.rand(2, 6) > 0.5
picks = torch.tensor([0, 2, 1])
labels = torch.randint(0, 6, (2,))
waves = torch.rand(2, 6).to(torch.complex64)
