import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import Dataset, DataLoader


class Clouds(Dataset):
    """Satellite tiles with a mask of 0 and 1."""

    def __len__(self):
        return 12

    def __getitem__(self, index):
        tile = torch.rand(4, 48, 48)
        mask = (tile.mean(dim=0, keepdim=True) > 0.5).float()
        return tile, mask


def block(inp, out):
    return nn.Sequential(nn.Conv2d(inp, out, 3, padding=1), nn.BatchNorm2d(out), nn.ReLU(inplace=True))


class SmallUNet(nn.Module):
    def __init__(self, channels=4, base=8):
        super().__init__()
        self.down1 = block(channels, base)
        self.down2 = block(base, base * 2)
        self.middle = block(base * 2, base * 4)
        self.up2 = nn.ConvTranspose2d(base * 4, base * 2, 2, stride=2)
        self.conv2 = block(base * 4, base * 2)
        self.up1 = nn.ConvTranspose2d(base * 2, base, 2, stride=2)
        self.conv1 = block(base * 2, base)
        self.out = nn.Conv2d(base, 1, 1)

    def forward(self, x):
        d1 = self.down1(x)
        d2 = self.down2(F.max_pool2d(d1, 2))
        m = self.middle(F.max_pool2d(d2, 2))
        u2 = self.conv2(torch.cat([self.up2(m), d2], dim=1))
        u1 = self.conv1(torch.cat([self.up1(u2), d1], dim=1))
        return self.out(u1)


def dice_loss(logits, target, eps=1.0):
    p = logits.sigmoid()
    overlap = (p * target).sum(dim=(1, 2, 3))
    total = p.sum(dim=(1, 2, 3)) + target.sum(dim=(1, 2, 3))
    return (1 - (2 * overlap + eps) / (total + eps)).mean()


net = SmallUNet()
optimizer = torch.optim.Adam(net.parameters(), 1e-3)
for epoch in range(2):
    for tiles, masks in DataLoader(Clouds(), batch_size=4):
        logits = net(tiles)
        loss = F.binary_cross_entropy_with_logits(logits, masks) + dice_loss(logits, masks)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    iou = ((logits > 0) & (masks > 0)).sum() / ((logits > 0) | (masks > 0)).sum().clamp(min=1)
    print(epoch, loss.item(), iou.item())
