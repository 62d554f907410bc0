# expect: ran (2, 4), (2, 6)
# places: 3, 2 known
import torch
from torch import nn


class MultiTask(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = nn.Linear(10, 16)
        self.heads = nn.ModuleDict({"colour": nn.Linear(16, 4), "kind": nn.Linear(16, 6)})

    def forward(self, x):
        h = torch.relu(self.trunk(x))
        return {name: head(h) for name, head in self.heads.items()}


model = MultiTask()
