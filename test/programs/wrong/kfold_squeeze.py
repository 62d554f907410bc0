# expect: loss-shape-mismatch@80
import numpy as np
import torch
import torch.nn as nn

config = {
    "seed": 7,
    "folds": 3,
    "batch_size": 16,
    "epochs": 1,
    "categorical": {"city": (12, 4), "device": (5, 3), "weekday": (7, 2)},
    "numeric": ["age", "income", "visits", "time"],
    "hidden": [32, 16],
    "dropout": 0.2,
}


def set_seed(seed):
    np.random.seed(seed)
    torch.manual_seed(seed)


class TabularModel(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.embeddings = nn.ModuleDict(
            {name: nn.Embedding(card, dim) for name, (card, dim) in cfg["categorical"].items()}
        )
        n_in = sum(dim for _, dim in cfg["categorical"].values()) + len(cfg["numeric"])
        self.norm = nn.BatchNorm1d(len(cfg["numeric"]))
        blocks = []
        for n_out in cfg["hidden"]:
            blocks.append(nn.Sequential(nn.Linear(n_in, n_out), nn.ReLU(), nn.Dropout(cfg["dropout"])))
            n_in = n_out
        self.blocks = nn.ModuleList(blocks)
        self.out = nn.Linear(n_in, 1)

    def forward(self, cat, num):
        parts = [emb(cat[:, i]) for i, emb in enumerate(self.embeddings.values())]
        parts.append(self.norm(num))
        x = torch.cat(parts, dim=1)
        for block in self.blocks:
            x = block(x)
        return self.out(x)


def kfold(n, k):
    idx = torch.randperm(n)
    for part in idx.chunk(k):
        mask = torch.ones(n, dtype=torch.bool)
        mask[part] = False
        yield mask.nonzero().squeeze(1), part


def auc(scores, labels):
    order = scores.argsort()
    ranks = torch.empty(len(scores))
    ranks[order] = torch.arange(1, len(scores) + 1).float()
    pos = labels == 1
    n_pos, n_neg = pos.sum(), (~pos).sum()
    return ((ranks[pos].sum() - n_pos * (n_pos + 1) / 2) / (n_pos * n_neg)).item()


set_seed(config["seed"])
n = 96
cat = torch.stack([torch.randint(0, card, (n,)) for card, _ in config["categorical"].values()], dim=1)
num = torch.randn(n, len(config["numeric"]))
target = (num.sum(dim=1) + 0.1 * cat.float().sum(1) > 1.0).float()

oof = torch.zeros(n)
for fold, (tr, va) in enumerate(kfold(n, config["folds"])):
    model = TabularModel(config)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    criterion = nn.BCEWithLogitsLoss()
    for epoch in range(config["epochs"]):
        model.train()
        for start in range(0, len(tr), config["batch_size"]):
            b = tr[start:start + config["batch_size"]]
            logits = model(cat[b], num[b])
            loss = criterion(logits, target[b])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    model.eval()
    with torch.no_grad():
        oof[va] = torch.sigmoid(model(cat[va], num[va])).view(-1)
    print(fold, auc(oof[va], target[va]))

print("total", auc(oof, target), np.mean((oof.numpy() > 0.5) == target.numpy()))
