# expect: ran (2, 1)
# places: 8, 8 known
import torch
from torch import nn

from helpers import mlp


class Critic(nn.Module):
    def __init__(self):
        super().__init__()
        self.q = mlp(6, 32, 32, 1)

    def forward(self, obs, act):
        return self.q(torch.cat([obs, act], dim=-1))


critic = Critic()
value = critic(torch.randn(2, 4), torch.randn(2, 2))
