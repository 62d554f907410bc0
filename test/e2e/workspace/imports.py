from torch import nn

from data import batch

fc = nn.Linear(32, 10)
scores = fc(batch())
