# reported
import torch
from torch import nn
import torch.nn.functional as F

scores = torch.randn(4, 3)
labels = torch.tensor([0, 1, 2, 3])
loss = nn.CrossEntropyLoss()(scores, labels)  # breaks
