import torch
from torch import nn, optim
from torch.utils.data import Dataset, DataLoader


class Houses(Dataset):
    def __init__(self, n, seed=0):
        generator = torch.Generator().manual_seed(seed)
        self.x = torch.rand(n, 8, generator=generator)
        self.y = self.x.sum(dim=1, keepdim=True) * 100

    def __len__(self):
        return len(self.x)

    def __getitem__(self, i):
        return self.x[i], self.y[i]


def make_model(n_features, n_hidden):
    return nn.Sequential(
        nn.Linear(n_features, n_hidden),
        nn.ReLU(),
        nn.Linear(n_hidden, n_hidden // 2),
        nn.ReLU(),
        nn.Linear(n_hidden // 2, 1),
    )


def evaluate(model, loader, loss_fn):
    model.eval()
    total, count = 0.0, 0
    with torch.no_grad():
        for x, y in loader:
            total += loss_fn(model(x), y).item() * x.shape[0]
            count += x.shape[0]
    return total / count


def main():
    train = DataLoader(Houses(512), batch_size=64, shuffle=True)
    test = DataLoader(Houses(128, seed=1), batch_size=64)
    model = make_model(8, 48)
    loss_fn = nn.MSELoss()
    opt = optim.SGD(model.parameters(), lr=1e-4, momentum=0.9)
    scheduler = optim.lr_scheduler.StepLR(opt, step_size=1, gamma=0.5)
    for epoch in range(3):
        model.train()
        for x, y in train:
            loss = loss_fn(model(x), y)
            opt.zero_grad()
            loss.backward()
            opt.step()
        scheduler.step()
        print(f"{epoch}: {evaluate(model, test, loss_fn):.3f}")


if __name__ == "__main__":
    main()
