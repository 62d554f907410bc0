# expect: ran (64, 5)
# places: 6, 6 known
import torch
from torch import nn, optim


class Regressor(nn.Module):
    def __init__(self, inputs, outputs, hidden=32):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(inputs, hidden), nn.Tanh(), nn.Linear(hidden, hidden), nn.Tanh())
        self.head = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.head(self.body(x))


def main():
    model = Regressor(8, 5)
    optimizer = optim.Adam(model.parameters())
    x, y = torch.randn(64, 8), torch.randn(64, 5)
    for _ in range(100):
        loss = nn.functional.mse_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


if __name__ == "__main__":
    main()
