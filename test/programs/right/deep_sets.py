import torch
from torch import nn


class DeepSet(nn.Module):
    """Says something of a set of points, whatever their order."""

    def __init__(self, dim_in, dim_hidden, dim_out):
        super().__init__()
        self.phi = nn.Sequential(nn.Linear(dim_in, dim_hidden), nn.ReLU(), nn.Linear(dim_hidden, dim_hidden))
        self.rho = nn.Sequential(nn.ReLU(), nn.Linear(dim_hidden, dim_out))

    def forward(self, points):
        return self.rho(self.phi(points).mean(dim=1))


model = DeepSet(3, 32, 4)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 1.0, 2.0, 0.5]))
for step in range(4):
    clouds = torch.randn(16, 100, 3)
    shapes = torch.randint(0, 4, (16,))
    scores = model(clouds)
    loss = criterion(scores, shapes)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    accuracy = (scores.argmax(dim=1) == shapes).float().mean().item()
    print(f"step {step}: loss {loss.item():.3f}, accuracy {accuracy:.2f}")
