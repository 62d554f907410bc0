# expect: ran (2, 1)
# places: 8, 8 known
import torch
from torch import nn


class Scorer(nn.Module):
    def __init__(self, users=100, items=50, width=8):
        super().__init__()
        self.users = nn.Embedding(users, width)
        self.items = nn.Embedding(items, width)
        self.out = nn.Linear(2 * width, 1)

    def forward(self, user, item):
        pair = torch.cat([self.users(user), self.items(item)], dim=-1)
        return self.out(pair)


scorer = Scorer()
score = scorer(torch.tensor([3, 99]), torch.tensor([0, 49]))
