import torch
from torch import nn


class Expert(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(dim, 2 * dim), nn.SiLU(), nn.Linear(2 * dim, 1))

    def forward(self, x):
        return self.net(x)


class Mixture(nn.Module):
    def __init__(self, dim, experts):
        super().__init__()
        self.experts = nn.ModuleList(Expert(dim) for _ in range(experts))
        self.gate = nn.Linear(dim, experts)

    def forward(self, x):
        weights = torch.softmax(self.gate(x), dim=-1)
        answers = torch.cat([expert(x) for expert in self.experts], dim=-1)
        return (weights * answers).sum(dim=-1, keepdim=True)


torch.manual_seed(3)
model = Mixture(dim=6, experts=4)
optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-3)
x = torch.randn(64, 6)
y = x.pow(2).sum(dim=1, keepdim=True)
for step in range(4):
    prediction = model(x)
    loss = ((prediction - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(step, loss.item())
