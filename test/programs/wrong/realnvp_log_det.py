# expect: not-broadcastable@49
import numpy as np
import torch
import torch.nn as nn
from torch.distributions import MultivariateNormal


def make_moons(n, noise):
    t = np.linspace(0, np.pi, n // 2)
    upper = np.stack([np.cos(t), np.sin(t)], axis=1)
    lower = np.stack([1 - np.cos(t), 0.5 - np.sin(t)], axis=1)
    points = np.concatenate([upper, lower]) + noise * np.random.randn(n, 2)
    return points, np.repeat([0, 1], n // 2)


class CouplingLayer(nn.Module):
    def __init__(self, dim, hidden, mask):
        super().__init__()
        self.mask = nn.Parameter(mask, requires_grad=False)
        self.s = nn.Sequential(nn.Linear(dim, hidden), nn.LeakyReLU(), nn.Linear(hidden, hidden), nn.LeakyReLU(), nn.Linear(hidden, dim), nn.Tanh())
        self.t = nn.Sequential(nn.Linear(dim, hidden), nn.LeakyReLU(), nn.Linear(hidden, hidden), nn.LeakyReLU(), nn.Linear(hidden, dim))

    def forward(self, z):
        z_ = z * self.mask
        s = self.s(z_) * (1 - self.mask)
        t = self.t(z_) * (1 - self.mask)
        return z_ + (1 - self.mask) * (z * torch.exp(s) + t)

    def inverse(self, x):
        x_ = self.mask * x
        s = self.s(x_) * (1 - self.mask)
        t = self.t(x_) * (1 - self.mask)
        z = (1 - self.mask) * (x - t) * torch.exp(-s) + x_
        return z, -s


class RealNVP(nn.Module):
    def __init__(self, dim=2, hidden=32, n_layers=6):
        super().__init__()
        self.prior = MultivariateNormal(torch.zeros(dim), torch.eye(dim))
        masks = torch.from_numpy(np.array([[0, 1], [1, 0]] * (n_layers // 2)).astype(np.float32))
        self.layers = nn.ModuleList([CouplingLayer(dim, hidden, m) for m in masks])

    def log_prob(self, x):
        log_det = x.new_zeros(x.shape[0])
        z = x
        for layer in reversed(self.layers):
            z, ld = layer.inverse(z)
            log_det += ld
        return self.prior.log_prob(z) + log_det

    def sample(self, n):
        z = self.prior.sample((n,))
        for layer in self.layers:
            z = layer(z)
        return z


flow = RealNVP()
optimizer = torch.optim.Adam([p for p in flow.parameters() if p.requires_grad], lr=1e-3)
for step in range(3):
    data, _ = make_moons(128, noise=0.05)
    x = torch.from_numpy(data.astype(np.float32))
    loss = -flow.log_prob(x).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
with torch.no_grad():
    samples = flow.sample(500)
    xs = torch.linspace(-2, 3, 20)
    xx, yy = torch.meshgrid(xs, xs, indexing="ij")
    points = torch.stack([xx.flatten(), yy.flatten()], dim=1)
    density = flow.log_prob(points).exp().view(20, 20)
print(samples.shape, density.shape)
