"""Are two signatures by one hand? A cosine loss on pairs."""
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, Dataset


class Pairs(Dataset):
    def __init__(self, count):
        self.left = torch.rand(count, 1, 32, 64)
        self.right = torch.rand(count, 1, 32, 64)
        self.same = torch.randint(0, 2, (count,))

    def __len__(self):
        return self.same.shape[0]

    def __getitem__(self, i):
        return (self.left[i], self.right[i]), self.same[i]


class Encoder(nn.Module):
    def __init__(self, size=32):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 8, 5, stride=2), nn.ReLU(),
            nn.Conv2d(8, 16, 5, stride=2), nn.ReLU(),
            nn.AdaptiveAvgPool2d((2, 4)),
        )
        self.project = nn.Linear(16 * 2 * 4, size)

    def forward(self, x):
        return self.project(self.features(x).flatten(1))


def run(epochs=2):
    encoder = Encoder()
    loss_fn = nn.CosineEmbeddingLoss(margin=0.3)
    optimizer = torch.optim.Adam(encoder.parameters(), lr=1e-3)
    loader = DataLoader(Pairs(40), batch_size=8, shuffle=True)
    for epoch in range(epochs):
        running = 0.0
        for (left, right), same in loader:
            target = same * 2 - 1
            loss = loss_fn(encoder(left), encoder(right), target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            running += loss.item()
        print(epoch, running / len(loader))
    return encoder


encoder = run()
