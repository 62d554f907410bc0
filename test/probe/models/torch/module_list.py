# expect: ran (2, 4)
# places: 6, 6 known
import torch
from torch import nn


class Ensemble(nn.Module):
    def __init__(self, members: int):
        super().__init__()
        self.members = nn.ModuleList([nn.Linear(6, 4) for _ in range(members)])
        self.scale = nn.Parameter(torch.ones(4))

    def forward(self, x):
        outputs = [member(x) for member in self.members]
        return torch.stack(outputs).mean(0) * self.scale


ensemble = Ensemble(3)
