# expect: feature-mismatch@18
import torch
from torch import nn
from torch.utils.data import DataLoader


class AutoEncoder(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        encoder, decoder = [], []
        for a, b in zip(sizes[:-1], sizes[1:]):
            encoder += [nn.Linear(a, b), nn.ELU()]
            decoder = [nn.Linear(b, a), nn.ELU()] + decoder
        self.encoder = nn.Sequential(*encoder)
        self.decoder = nn.Sequential(*decoder[:-1])

    def forward(self, x):
        return self.decoder(self.encoder(x))


def scores_of(model, rows):
    with torch.no_grad():
        return (model(rows) - rows).pow(2).mean(dim=1)


rows = torch.randn(128, 30)
model = AutoEncoder([32, 16, 8])
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
criterion = nn.L1Loss()
for epoch in range(2):
    for batch in DataLoader(rows, batch_size=32, shuffle=True):
        loss = criterion(model(batch), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
threshold = scores_of(model, rows).quantile(0.95)
strange = scores_of(model, torch.randn(10, 30) * 3) > threshold
print(strange.sum().item())
