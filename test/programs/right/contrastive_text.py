import torch
import torch.nn as nn
import torch.nn.functional as F


class TextTower(nn.Module):
    def __init__(self, vocab=200, dim=32, out=16):
        super().__init__()
        self.embedding = nn.Embedding(vocab, dim)
        self.attention = nn.MultiheadAttention(dim, 4, batch_first=True)
        self.norm = nn.LayerNorm(dim)
        self.project = nn.Linear(dim, out, bias=False)

    def forward(self, tokens):
        x = self.embedding(tokens)
        attended, _ = self.attention(x, x, x, need_weights=False)
        return F.normalize(self.project(self.norm(x + attended).mean(dim=1)), dim=-1)


class ImageTower(nn.Module):
    def __init__(self, out=16):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(3, 8, 4, stride=4), nn.ReLU(), nn.Flatten(), nn.Linear(8 * 8 * 8, out))

    def forward(self, images):
        return F.normalize(self.net(images), dim=-1)


text, image = TextTower(), ImageTower()
scale = nn.Parameter(torch.tensor(2.0))
optimizer = torch.optim.Adam([*text.parameters(), *image.parameters(), scale], lr=1e-3)
for step in range(2):
    tokens = torch.randint(0, 200, (6, 12))
    images = torch.rand(6, 3, 32, 32)
    logits = scale.exp() * text(tokens) @ image(images).t()
    targets = torch.arange(len(tokens))
    loss = (F.cross_entropy(logits, targets) + F.cross_entropy(logits.t(), targets)) / 2
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(step, loss.item())
