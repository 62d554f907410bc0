import torch
from torch import nn
from torch.nn import functional as F


class ConvVAE(nn.Module):
    def __init__(self, latent=8):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 16, 4, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(16, 32, 4, stride=2, padding=1), nn.ReLU(),
            nn.Flatten(),
        )
        self.mean = nn.Linear(32 * 7 * 7, latent)
        self.log_var = nn.Linear(32 * 7 * 7, latent)
        self.expand = nn.Linear(latent, 32 * 7 * 7)
        self.decoder = nn.Sequential(
            nn.Unflatten(1, (32, 7, 7)),
            nn.ConvTranspose2d(32, 16, 4, stride=2, padding=1), nn.ReLU(),
            nn.ConvTranspose2d(16, 1, 4, stride=2, padding=1), nn.Sigmoid(),
        )

    def encode(self, x):
        h = self.encoder(x)
        return self.mean(h), self.log_var(h)

    def reparameterize(self, mean, log_var):
        return mean + torch.randn_like(mean) * torch.exp(0.5 * log_var)

    def forward(self, x):
        mean, log_var = self.encode(x)
        z = self.reparameterize(mean, log_var)
        return self.decoder(self.expand(z)), mean, log_var


def elbo(x, reconstruction, mean, log_var):
    likelihood = F.binary_cross_entropy(reconstruction, x, reduction="sum")
    divergence = -0.5 * torch.sum(1 + log_var - mean.pow(2) - log_var.exp())
    return (likelihood + divergence) / x.size(0)


vae = ConvVAE()
optimizer = torch.optim.Adam(vae.parameters())
for step in range(2):
    x = torch.rand(10, 1, 28, 28)
    reconstruction, mean, log_var = vae(x)
    loss = elbo(x, reconstruction, mean, log_var)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
samples = vae.decoder(vae.expand(torch.randn(4, 8)))
