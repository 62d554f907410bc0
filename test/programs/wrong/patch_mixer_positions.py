# expect: not-broadcastable@36
import torch
from torch import nn, einsum
from einops import rearrange, reduce, repeat, pack, unpack
from einops.layers.torch import Rearrange, Reduce


class PatchMixer(nn.Module):
    def __init__(self, image=(32, 48), patch=8, dim=64, heads=4, classes=12):
        super().__init__()
        ih, iw = image
        self.n = (ih // patch) * (iw // patch)
        self.embed = nn.Sequential(
            Rearrange("b c (h p1) (w p2) -> b (h w) (p1 p2 c)", p1=patch, p2=patch),
            nn.LayerNorm(patch * patch * 3),
            nn.Linear(patch * patch * 3, dim),
        )
        self.cls = nn.Parameter(torch.randn(dim))
        self.pos = nn.Parameter(torch.randn(1, self.n, dim))
        self.heads = heads
        self.qkv = nn.Linear(dim, 3 * dim, bias=False)
        self.proj = nn.Linear(dim, dim)
        self.pool = Reduce("b n d -> b d", "mean")
        self.fc = nn.Linear(2 * dim, classes)

    def attend(self, x):
        q, k, v = rearrange(self.qkv(x), "b n (three h d) -> three b h n d", three=3, h=self.heads)
        scores = einsum("b h i d, b h j d -> b h i j", q, k) * q.shape[-1] ** -0.5
        out = einsum("b h i j, b h j d -> b h i d", scores.softmax(dim=-1), v)
        return self.proj(rearrange(out, "b h n d -> b n (h d)"))

    def forward(self, img):
        x = self.embed(img)
        cls = repeat(self.cls, "d -> b d", b=x.shape[0])
        x, ps = pack([cls, x], "b * d")
        x = x + self.pos
        x = x + self.attend(x)
        cls, rest = unpack(x, ps, "b * d")
        return self.fc(torch.cat((cls, self.pool(rest)), dim=-1))


model = PatchMixer()
img = torch.randn(5, 3, 32, 48)
logits = model(img)
grid = rearrange(img, "(r q) c h w -> (r h) (q w) c", r=1)
small = reduce(img, "b c (h 4) (w 4) -> b c h w", "max")
stats = reduce(img, "b c h w -> c", "mean")
up = repeat(small, "b c h w -> b c (h 2) (w 2)")
white = img - rearrange(stats, "c -> 1 c 1 1")
print(logits.shape, grid.shape, small.shape, up.shape, white.shape)
