# fix: Write `scores.squeeze(1)`
import torch
from torch import nn
import torch.nn.functional as F

scores = torch.rand(32, 1)
labels = torch.ones(32)
loss = nn.BCELoss()(scores, labels)  # breaks
