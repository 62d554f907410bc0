"""Predicts heart disease from thirteen columns."""
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.manual_seed(1)
FEATURES = 13


class HeartNet(nn.Module):
    def __init__(self, hidden=(64, 32), dropout=0.1):
        super().__init__()
        layers = []
        previous = FEATURES
        for width in hidden:
            layers += [nn.Linear(previous, width), nn.BatchNorm1d(width), nn.ReLU(), nn.Dropout(dropout)]
            previous = width
        self.body = nn.Sequential(*layers)
        self.head = nn.Linear(previous, 1)

    def forward(self, x):
        return self.head(self.body(x)).squeeze(-1)


columns = torch.randn(304, FEATURES)
sick = (columns[:, 0] + columns[:, 3] > 0).float()
train_set, valid_set = random_split(TensorDataset(columns, sick), [240, 64])
train_loader = DataLoader(train_set, batch_size=16, shuffle=True)
valid_loader = DataLoader(valid_set, batch_size=16)

model = HeartNet()
criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(1.5))
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=1e-2)

for epoch in range(2):
    model.train()
    for batch, target in train_loader:
        optimizer.zero_grad()
        logits = model(batch)
        loss = criterion(logits, target)
        loss.backward()
        optimizer.step()
    model.eval()
    hits = 0
    with torch.no_grad():
        for batch, target in valid_loader:
            predicted = (model(batch) > 0).float()
            hits += (predicted == target).sum().item()
    print(epoch, hits / len(valid_set))
