import torch
from torch import nn


class MatrixFactorization(nn.Module):
    def __init__(self, users, items, factors=16):
        super().__init__()
        self.user = nn.Embedding(users, factors)
        self.item = nn.Embedding(items, factors)
        self.bias = nn.Embedding(items, 1)

    def forward(self, u, i):
        dot = (self.user(u) * self.item(i)).sum(dim=1, keepdim=True)
        return dot + self.bias(i)


def sample(users, items, n):
    return torch.randint(0, users, (n,)), torch.randint(0, items, (n,)), torch.randint(0, items, (n,))


def train(model, steps, users=50, items=80):
    loss_fn = nn.MarginRankingLoss(margin=0.5)
    optimizer = torch.optim.Adagrad(model.parameters(), lr=0.05)
    history = []
    for _ in range(steps):
        user, liked, other = sample(users, items, 32)
        better = model(user, liked)
        worse = model(user, other)
        target = torch.ones_like(better)
        loss = loss_fn(better, worse, target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history


model = MatrixFactorization(50, 80)
print(train(model, 4))
with torch.no_grad():
    scores = model(torch.zeros(80, dtype=torch.long), torch.arange(80)).squeeze(1)
    print(scores.topk(5).indices.tolist())
