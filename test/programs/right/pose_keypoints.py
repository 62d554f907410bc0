import torch
import torch.nn as nn
import torch.nn.functional as F

JOINTS = 5


class PoseNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(3, 16, 3, 2, 1), nn.ReLU(), nn.Conv2d(16, 32, 3, 2, 1), nn.ReLU()
        )
        self.decoder = nn.ConvTranspose2d(32, 16, 4, stride=2, padding=1)
        self.heat = nn.Conv2d(16, JOINTS, 1)

    def forward(self, x):
        return self.heat(F.relu(self.decoder(self.encoder(x))))


def soft_argmax(heat):
    b, j, h, w = heat.shape
    p = heat.flatten(2).softmax(dim=-1).view(b, j, h, w)
    ys = (p.sum(dim=3) * torch.arange(h)).sum(dim=2)
    xs = (p.sum(dim=2) * torch.arange(w)).sum(dim=2)
    return torch.stack([xs, ys], dim=-1)


net = PoseNet()
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
for step in range(2):
    images = torch.rand(3, 3, 64, 48)
    joints = torch.rand(3, JOINTS, 2) * 20
    visible = torch.randint(0, 2, (3, JOINTS)).float()
    found = soft_argmax(net(images))
    error = (found - joints).norm(dim=-1)
    loss = (error * visible).sum() / visible.sum().clamp(min=1)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(step, loss.item())
