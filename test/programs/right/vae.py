from dataclasses import dataclass, field

import torch
from torch import nn
from torch.nn import functional as F


@dataclass
class Config:
    in_channels: int = 3
    image_size: int = 32
    latent_dim: int = 20
    hidden_dims: list = field(default_factory=lambda: [8, 16, 32])
    kld_weight: float = 0.005
    batch_size: int = 4


class VAE(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.cfg = cfg
        modules = []
        in_channels = cfg.in_channels
        for h_dim in cfg.hidden_dims:
            modules.append(
                nn.Sequential(
                    nn.Conv2d(in_channels, h_dim, kernel_size=3, stride=2, padding=1),
                    nn.BatchNorm2d(h_dim),
                    nn.LeakyReLU(),
                )
            )
            in_channels = h_dim
        self.encoder = nn.Sequential(*modules)
        self.side = cfg.image_size // 2 ** len(cfg.hidden_dims)
        flat = cfg.hidden_dims[-1] * self.side * self.side
        self.fc_mu = nn.Linear(flat, cfg.latent_dim)
        self.fc_var = nn.Linear(flat, cfg.latent_dim)
        self.decoder_input = nn.Linear(cfg.latent_dim, flat)
        reverse = cfg.hidden_dims[::-1]
        modules = []
        for i in range(len(reverse) - 1):
            modules.append(
                nn.Sequential(
                    nn.ConvTranspose2d(reverse[i], reverse[i + 1], 3, stride=2, padding=1, output_padding=1),
                    nn.BatchNorm2d(reverse[i + 1]),
                    nn.LeakyReLU(),
                )
            )
        self.decoder = nn.Sequential(*modules)
        self.final_layer = nn.Sequential(
            nn.ConvTranspose2d(reverse[-1], reverse[-1], 3, stride=2, padding=1, output_padding=1),
            nn.BatchNorm2d(reverse[-1]),
            nn.LeakyReLU(),
            nn.Conv2d(reverse[-1], cfg.in_channels, kernel_size=3, padding=1),
            nn.Tanh(),
        )

    def encode(self, x):
        result = torch.flatten(self.encoder(x), start_dim=1)
        return [self.fc_mu(result), self.fc_var(result)]

    def decode(self, z):
        result = self.decoder_input(z)
        result = result.view(-1, self.cfg.hidden_dims[-1], self.side, self.side)
        result = self.decoder(result)
        return self.final_layer(result)

    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        eps = torch.randn_like(std)
        return eps * std + mu

    def forward(self, x, **kwargs):
        mu, log_var = self.encode(x)
        z = self.reparameterize(mu, log_var)
        return [self.decode(z), x, mu, log_var]

    def loss_function(self, *args, **kwargs):
        recons, input, mu, log_var = args
        kld_weight = kwargs["M_N"]
        recons_loss = F.mse_loss(recons, input)
        kld_loss = torch.mean(-0.5 * torch.sum(1 + log_var - mu ** 2 - log_var.exp(), dim=1), dim=0)
        loss = recons_loss + kld_weight * kld_loss
        return {"loss": loss, "Reconstruction_Loss": recons_loss.detach(), "KLD": -kld_loss.detach()}

    def sample(self, num_samples, current_device):
        z = torch.randn(num_samples, self.cfg.latent_dim)
        z = z.to(current_device)
        return self.decode(z)

    def interpolate(self, a, b, steps=5):
        za, zb = self.encode(a)[0], self.encode(b)[0]
        alphas = torch.linspace(0, 1, steps)
        return torch.stack([self.decode((1 - t) * za + t * zb) for t in alphas])


cfg = Config()
model = VAE(cfg)
optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.95)
data = torch.rand(12, cfg.in_channels, cfg.image_size, cfg.image_size)
for epoch in range(2):
    for batch in data.split(cfg.batch_size):
        results = model(batch)
        losses = model.loss_function(*results, M_N=cfg.kld_weight)
        optimizer.zero_grad()
        losses["loss"].backward()
        optimizer.step()
    scheduler.step()
model.eval()
images = model.sample(6, torch.device("cpu"))
path = model.interpolate(data[:1], data[1:2])
print(images.shape, path.shape)
