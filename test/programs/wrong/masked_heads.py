# expect: not-divisible@20
import torch
import torch.nn as nn
import torch.nn.functional as F

PATCH = 4


def patchify(images):
    b, c, h, w = images.shape
    x = images.reshape(b, c, h // PATCH, PATCH, w // PATCH, PATCH)
    return x.permute(0, 2, 4, 3, 5, 1).reshape(b, (h // PATCH) * (w // PATCH), PATCH * PATCH * c)


class MAE(nn.Module):
    def __init__(self, patch_dim=48, dim=32, tokens=64):
        super().__init__()
        self.embed = nn.Linear(patch_dim, dim)
        self.position = nn.Parameter(torch.zeros(1, tokens, dim))
        layer = nn.TransformerEncoderLayer(dim, nhead=5, dim_feedforward=64, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, num_layers=2)
        self.decode = nn.Linear(dim, patch_dim)

    def forward(self, patches, mask):
        x = self.embed(patches) + self.position
        x = x.masked_fill(mask.unsqueeze(-1), 0.0)
        return self.decode(self.encoder(x))


model = MAE()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
for step in range(2):
    images = torch.rand(4, 3, 32, 32)
    patches = patchify(images)
    mask = torch.rand(4, 64) < 0.75
    predicted = model(patches, mask)
    loss = F.mse_loss(predicted[mask], patches[mask])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(loss.item())
