import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

GENRES = ["action", "comedy", "drama", "horror", "romance"]
config = {"vocab": 400, "dim": 24, "lr": 3e-3, "batch": 20}


class BagOfWords(nn.Module):
    def __init__(self, cfg, n_labels):
        super().__init__()
        self.embed = nn.EmbeddingBag(cfg["vocab"], cfg["dim"], mode="mean")
        self.fc = nn.Linear(cfg["dim"], n_labels)

    def forward(self, words):
        return self.fc(self.embed(words))


def f1(predicted, target):
    hits = (predicted * target).sum(dim=0)
    precision = hits / predicted.sum(dim=0).clamp(min=1)
    recall = hits / target.sum(dim=0).clamp(min=1)
    return 2 * precision * recall / (precision + recall).clamp(min=1e-6)


words = torch.randint(0, config["vocab"], (100, 30))
labels = torch.randint(0, 2, (100, len(GENRES))).float()
loader = DataLoader(TensorDataset(words, labels), batch_size=config["batch"], shuffle=True)
model = BagOfWords(config, len(GENRES))
criterion = nn.BCEWithLogitsLoss(pos_weight=torch.full((len(GENRES),), 2.0))
optimizer = torch.optim.Adam(model.parameters(), lr=config["lr"])

for epoch in range(2):
    for batch, target in loader:
        logits = model(batch)
        loss = criterion(logits, target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    scores = f1((torch.sigmoid(logits) > 0.5).float(), target)
    print(epoch, dict(zip(GENRES, scores.tolist())))
