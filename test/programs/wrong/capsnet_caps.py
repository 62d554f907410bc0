# expect: not-broadcastable@37
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.optim import Adam
from torchvision import datasets, transforms


def squash(x, dim=-1):
    squared_norm = (x**2).sum(dim=dim, keepdim=True)
    scale = squared_norm / (1 + squared_norm)
    return scale * x / (squared_norm.sqrt() + 1e-8)


class PrimaryCaps(nn.Module):
    def __init__(self, num_conv_units, in_channels, out_channels, kernel_size, stride):
        super(PrimaryCaps, self).__init__()
        self.conv = nn.Conv2d(in_channels, out_channels * num_conv_units, kernel_size=kernel_size, stride=stride)
        self.out_channels = out_channels

    def forward(self, x):
        out = self.conv(x)
        batch_size = out.shape[0]
        return squash(out.contiguous().view(batch_size, -1, self.out_channels), dim=-1)


class DigitCaps(nn.Module):
    def __init__(self, in_dim, in_caps, num_caps, dim_caps, num_routing):
        super(DigitCaps, self).__init__()
        self.in_dim, self.in_caps, self.num_caps, self.dim_caps = in_dim, in_caps, num_caps, dim_caps
        self.num_routing = num_routing
        self.W = nn.Parameter(0.01 * torch.randn(1, num_caps, in_caps, dim_caps, in_dim))

    def forward(self, x):
        batch_size = x.size(0)
        x = x.unsqueeze(1).unsqueeze(4)
        u_hat = torch.matmul(self.W, x)
        u_hat = u_hat.squeeze(-1)
        temp_u_hat = u_hat.detach()
        b = torch.zeros(batch_size, self.num_caps, self.in_caps, 1, device=x.device)
        for route_iter in range(self.num_routing - 1):
            c = b.softmax(dim=1)
            s = (c * temp_u_hat).sum(dim=2)
            v = squash(s)
            uv = torch.matmul(temp_u_hat, v.unsqueeze(-1))
            b += uv
        c = b.softmax(dim=1)
        s = (c * u_hat).sum(dim=2)
        return squash(s)


class CapsNet(nn.Module):
    def __init__(self):
        super(CapsNet, self).__init__()
        self.conv = nn.Conv2d(1, 64, 9)
        self.relu = nn.ReLU(inplace=True)
        self.primary_caps = PrimaryCaps(num_conv_units=8, in_channels=64, out_channels=8, kernel_size=9, stride=2)
        self.digit_caps = DigitCaps(in_dim=8, in_caps=32 * 6 * 6, num_caps=10, dim_caps=16, num_routing=3)
        self.decoder = nn.Sequential(
            nn.Linear(16 * 10, 128), nn.ReLU(inplace=True), nn.Linear(128, 784), nn.Sigmoid()
        )

    def forward(self, x):
        out = self.relu(self.conv(x))
        out = self.primary_caps(out)
        out = self.digit_caps(out)
        logits = torch.norm(out, dim=-1)
        pred = torch.eye(10, device=x.device).index_select(dim=0, index=torch.argmax(logits, dim=1))
        batch_size = out.shape[0]
        reconstruction = self.decoder((out * pred.unsqueeze(2)).contiguous().view(batch_size, -1))
        return logits, reconstruction


class CapsuleLoss(nn.Module):
    def __init__(self, upper_bound=0.9, lower_bound=0.1, lmda=0.5):
        super().__init__()
        self.upper, self.lower, self.lmda = upper_bound, lower_bound, lmda
        self.reconstruction_loss_scalar = 5e-4
        self.mse = nn.MSELoss(reduction="sum")

    def forward(self, images, labels, logits, reconstructions):
        left = (self.upper - logits).relu() ** 2
        right = (logits - self.lower).relu() ** 2
        margin_loss = torch.sum(labels * left) + self.lmda * torch.sum((1 - labels) * right)
        reconstruction_loss = self.mse(reconstructions.contiguous().view(images.shape), images)
        return margin_loss + self.reconstruction_loss_scalar * reconstruction_loss


transform = transforms.Compose([transforms.RandomCrop(28, padding=2), transforms.ToTensor()])
dataset = datasets.FakeData(16, image_size=(1, 28, 28), num_classes=10, transform=transforms.Compose([transforms.Grayscale(), transform]))
loader = torch.utils.data.DataLoader(dataset, batch_size=8, shuffle=True)
model = CapsNet()
criterion = CapsuleLoss()
optimizer = Adam(model.parameters(), lr=1e-3)
correct, total = 0, 0
for images, labels in loader:
    labels = torch.eye(10).index_select(dim=0, index=labels)
    logits, reconstructions = model(images)
    loss = criterion(images, labels, logits, reconstructions)
    correct += torch.sum(torch.argmax(logits, dim=1) == torch.argmax(labels, dim=1)).item()
    total += len(labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(correct / total)
