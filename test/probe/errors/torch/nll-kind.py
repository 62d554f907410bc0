# fix: Write `labels.long()`
import torch
from torch import nn
import torch.nn.functional as F

scores = torch.randn(4, 3).log_softmax(1)
labels = torch.zeros(4)
loss = F.nll_loss(scores, labels)  # breaks
