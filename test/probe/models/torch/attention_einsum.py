# expect: ran (2, 9, 32)
# places: 13, 13 known
import torch
from torch import nn


class SelfAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.proj = nn.Linear(width, width)

    def forward(self, x):
        b, n, c = x.shape
        q, k, v = self.qkv(x).reshape(b, n, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4)
        scores = torch.einsum("bhid,bhjd->bhij", q, k) * (c // self.heads) ** -0.5
        weights = scores.softmax(dim=-1)
        y = torch.einsum("bhij,bhjd->bhid", weights, v)
        return self.proj(y.transpose(1, 2).reshape(b, n, c))


attention = SelfAttention(32, 4)
out = attention(torch.randn(2, 9, 32))
