# expect: ran (2, 10)
# places: 11, 11 known
import torch
from einops import rearrange, repeat
from torch import nn


class TinyViT(nn.Module):
    def __init__(self, image=32, patch=8, dim=48, classes=10):
        super().__init__()
        self.patch = patch
        self.embed = nn.Linear(3 * patch**2, dim)
        self.cls = nn.Parameter(torch.randn(1, 1, dim))
        self.pos = nn.Parameter(torch.randn(1, (image // patch) ** 2 + 1, dim))
        self.block = nn.TransformerEncoderLayer(dim, 4, dim * 2, batch_first=True)
        self.head = nn.Linear(dim, classes)

    def forward(self, img):
        x = rearrange(img, "b c (h p1) (w p2) -> b (h w) (p1 p2 c)", p1=self.patch, p2=self.patch)
        x = self.embed(x)
        cls = repeat(self.cls, "1 1 d -> b 1 d", b=x.shape[0])
        x = torch.cat((cls, x), dim=1) + self.pos
        return self.head(self.block(x)[:, 0])


vit = TinyViT()
logits = vit(torch.randn(2, 3, 32, 32))
