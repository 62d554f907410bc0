import torch
import torch.nn as nn
import torch.nn.functional as F


class MyLinear(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(out_features, in_features))
        self.bias = nn.Parameter(torch.zeros(out_features))
        nn.init.xavier_uniform_(self.weight)

    def forward(self, x):
        return torch.matmul(x, self.weight.t()) + self.bias

    def extra_repr(self):
        return f"{self.weight.size(1)}, {self.weight.size(0)}"


class RMSNorm(nn.Module):
    def __init__(self, dim, eps=1e-6):
        super().__init__()
        self.eps = eps
        self.g = nn.Parameter(torch.ones(dim))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps) * self.g


class SEBlock(nn.Module):
    def __init__(self, c, r=4):
        super().__init__()
        self.fc = nn.Sequential(nn.Linear(c, c // r), nn.ReLU(), nn.Linear(c // r, c), nn.Sigmoid())

    def forward(self, x):
        b, c = x.shape[:2]
        w = self.fc(x.mean((-2, -1))).view(b, c, 1, 1)
        return x * w.expand_as(x)


class TiedAutoencoder(nn.Module):
    def __init__(self, dims):
        super().__init__()
        self.weights = nn.ParameterList([nn.Parameter(torch.randn(o, i) * 0.02) for i, o in zip(dims, dims[1:])])
        self.enc_bias = nn.ParameterList([nn.Parameter(torch.zeros(o)) for o in dims[1:]])
        self.dec_bias = nn.ParameterList([nn.Parameter(torch.zeros(i)) for i in dims[:-1]])
        self.norm = RMSNorm(dims[-1])

    def encode(self, x):
        for w, b in zip(self.weights, self.enc_bias):
            x = torch.tanh(F.linear(x, w, b))
        return self.norm(x)

    def decode(self, z):
        for w, b in zip(reversed(self.weights), reversed(self.dec_bias)):
            z = torch.sigmoid(F.linear(z, w.t(), b))
        return z

    def forward(self, x):
        z = self.encode(x)
        return self.decode(z), z


class ConvAutoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 16, 3, stride=2, padding=1),
            nn.ReLU(),
            SEBlock(16),
            nn.Conv2d(16, 32, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.Conv2d(32, 64, 7),
        )
        self.decoder = nn.Sequential(
            nn.ConvTranspose2d(64, 32, 7),
            nn.ReLU(),
            nn.ConvTranspose2d(32, 16, 3, stride=2, padding=1, output_padding=1),
            nn.ReLU(),
            nn.ConvTranspose2d(16, 1, 3, stride=2, padding=1, output_padding=1),
            nn.Sigmoid(),
        )

    def forward(self, x):
        code = self.encoder(x)
        return self.decoder(code), code


images = torch.rand(20, 1, 28, 28)
tied = TiedAutoencoder([784, 128, 32])
conv = ConvAutoencoder()
probe = nn.Sequential(MyLinear(64, 16), nn.ReLU(), MyLinear(16, 1))
params = [*tied.parameters(), *conv.parameters(), *probe.parameters()]
optimizer = torch.optim.Adam(params, lr=1e-3)
criterion = nn.MSELoss()

for batch in images.chunk(4):
    flat = batch.view(batch.shape[0], -1)
    noisy = (flat + 0.2 * torch.randn_like(flat)).clamp(0, 1)
    recon, z = tied(noisy)
    out, code = conv(batch)
    brightness = batch.mean(dim=[1, 2, 3])
    estimate = probe(code.flatten(1)).squeeze(-1)
    loss = criterion(recon, flat) + criterion(out, batch) + criterion(estimate, brightness) + 1e-4 * z.abs().mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(loss.item())

codes = torch.cat([conv.encoder(b).squeeze(-1).squeeze(-1) for b in images.split(6)])
u, s, v = torch.svd(codes - codes.mean(0))
projected = codes @ v[:, :2]
print(projected.shape)
