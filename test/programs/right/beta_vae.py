import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import Normal, kl_divergence
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

latent_dim, image_channels, image_size = 12, 1, 28


class Flatten(nn.Module):
    def forward(self, input):
        return input.view(input.size(0), -1)


class UnFlatten(nn.Module):
    def __init__(self, channels, size):
        super().__init__()
        self.channels, self.size = channels, size

    def forward(self, input):
        return input.view(input.size(0), self.channels, self.size, self.size)


class VAE(nn.Module):
    def __init__(self, z_dim=latent_dim, beta=4.0):
        super(VAE, self).__init__()
        self.beta = beta
        self.encoder = nn.Sequential(
            nn.Conv2d(image_channels, 32, kernel_size=4, stride=2, padding=1),
            nn.ReLU(),
            nn.Conv2d(32, 64, kernel_size=4, stride=2, padding=1),
            nn.ReLU(),
            Flatten(),
        )
        with torch.no_grad():
            n_flat = self.encoder(torch.zeros(1, image_channels, image_size, image_size)).shape[1]
        self.h_dim = n_flat
        self.fc_mu = nn.Linear(n_flat, z_dim)
        self.fc_logvar = nn.Linear(n_flat, z_dim)
        self.fc_up = nn.Linear(z_dim, n_flat)
        self.decoder = nn.Sequential(
            UnFlatten(64, 7),
            nn.ConvTranspose2d(64, 32, 4, 2, 1),
            nn.ReLU(),
            nn.ConvTranspose2d(32, image_channels, 4, 2, 1),
        )

    def encode(self, x):
        h = self.encoder(x)
        return self.fc_mu(h), self.fc_logvar(h)

    def reparameterize(self, mu, logvar):
        if self.training:
            std = logvar.mul(0.5).exp_()
            eps = torch.empty_like(std).normal_()
            return eps.mul(std).add_(mu)
        return mu

    def forward(self, x):
        mu, logvar = self.encode(x)
        z = self.reparameterize(mu, logvar)
        recon = self.decoder(self.fc_up(z))
        return recon, mu, logvar

    def loss(self, x, recon, mu, logvar):
        bce = F.binary_cross_entropy_with_logits(recon, x, reduction="none").flatten(1).sum(1)
        kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
        q, p = Normal(mu, (0.5 * logvar).exp()), Normal(torch.zeros_like(mu), torch.ones_like(mu))
        exact = kl_divergence(q, p).sum(dim=-1)
        assert exact.shape == kld.shape
        return (bce + self.beta * kld).mean(), bce.mean(), kld.mean()

    @torch.no_grad()
    def sample(self, n, device="cpu"):
        z = torch.randn(n, self.fc_mu.out_features, device=device)
        return self.decoder(self.fc_up(z)).sigmoid()

    @torch.no_grad()
    def interpolate(self, a, b, steps=6):
        mu_a, _ = self.encode(a.unsqueeze(0))
        mu_b, _ = self.encode(b.unsqueeze(0))
        w = torch.linspace(0, 1, steps).unsqueeze(1)
        z = torch.lerp(mu_a, mu_b, w)
        return torch.sigmoid(self.decoder(self.fc_up(z)))


transform = transforms.Compose([transforms.ToTensor()])
train_set = datasets.FakeData(40, (1, 28, 28), 10, transform=transforms.Compose([transforms.Grayscale(), transforms.ToTensor()]))
loader = DataLoader(train_set, batch_size=16, shuffle=True)

device = torch.device("cpu")
model = VAE().to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

for epoch in range(1, 2):
    model.train()
    train_loss = 0
    for batch_idx, (data, _) in enumerate(loader):
        data = data.to(device)
        optimizer.zero_grad()
        recon_batch, mu, logvar = model(data)
        loss, bce, kld = model.loss(data, recon_batch, mu, logvar)
        loss.backward()
        train_loss += loss.item() * len(data)
        optimizer.step()
        if batch_idx % 10 == 0:
            print("Train Epoch: {} [{}/{}]\tLoss: {:.6f}".format(epoch, batch_idx * len(data), len(loader.dataset), loss.item() / len(data)))

    model.eval()
    sample = model.sample(9)
    rows = sample.view(3, 3, 28, 28).transpose(1, 2).reshape(84, 84)
    first = train_set[0][0]
    second = train_set[1][0]
    strip = model.interpolate(first, second)
    canvas = torch.cat(list(strip.squeeze(1)), dim=-1)
    print(rows.shape, canvas.shape)
