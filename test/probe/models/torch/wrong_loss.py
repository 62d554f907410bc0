# expect: broke Expected
# places: 4, 4 known
# line: 11
import torch
from torch import nn

net = nn.Linear(5, 3)
criterion = nn.CrossEntropyLoss()
x = torch.randn(4, 5)
y = torch.randint(0, 3, (6,))
loss = criterion(net(x), y)
