# expect: ran (2, 4)
# places: 7, 4 known
import torch
from torch import nn


class Gate(nn.Module):
    def __init__(self):
        super().__init__()
        self.experts = nn.ModuleList(nn.Linear(4, 4) for _ in range(3))
        self.route = nn.Linear(4, 3)

    def forward(self, x):
        choice = self.route(x).mean(0).argmax().item()
        return self.experts[choice](x)


gate = Gate()
y = gate(torch.randn(2, 4))
