# expect: loss-shape-mismatch@98
# expect: not-broadcastable@109
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, Dataset

MODELS = {}


def register(name):
    def wrap(cls):
        MODELS[name] = cls
        return cls
    return wrap


def build_model(cfg):
    cfg = dict(cfg)
    kind = cfg.pop("type")
    if kind not in MODELS:
        raise KeyError(f"unknown model {kind}, have {sorted(MODELS)}")
    return MODELS[kind](**cfg)


@register("convnet")
class ConvNet(nn.Module):
    def __init__(self, channels, num_labels, in_channels=3):
        super().__init__()
        blocks = []
        for c in channels:
            blocks.append(nn.Conv2d(in_channels, c, 3, padding=1))
            blocks.append(nn.BatchNorm2d(c))
            blocks.append(nn.ReLU())
            blocks.append(nn.MaxPool2d(2))
            in_channels = c
        self.features = nn.Sequential(*blocks)
        self.classifier = nn.Linear(channels[-1], num_labels)

    def forward(self, x):
        x = self.features(x)
        x = x.mean(dim=(2, 3))
        return self.classifier(x)


@register("mlp")
class MLP(nn.Module):
    def __init__(self, num_labels, hidden=64, image=(3, 32, 32)):
        super().__init__()
        c, h, w = image
        self.body = nn.Sequential(nn.Flatten(), nn.Linear(c * h * w, hidden), nn.ReLU(), nn.Linear(hidden, num_labels))

    def forward(self, x):
        return self.body(x)


class TagDataset(Dataset):
    def __init__(self, n, tags):
        self.images = [torch.rand(3, 32, 32) for _ in range(n)]
        self.tags = tags
        self.annotations = [[tags[i % len(tags)], tags[(i * 3 + 1) % len(tags)]] for i in range(n)]
        self.index = {t: i for i, t in enumerate(tags)}

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        target = torch.zeros(len(self.tags))
        for tag in self.annotations[i]:
            target[self.index[tag]] = 1.0
        return {"image": self.images[i], "target": target}


def f1_score(pred, target, eps=1e-8):
    tp = (pred * target).sum(dim=0)
    fp = (pred * (1 - target)).sum(dim=0)
    fn = ((1 - pred) * target).sum(dim=0)
    precision = tp / (tp + fp + eps)
    recall = tp / (tp + fn + eps)
    return 2 * precision * recall / (precision + recall + eps)


TAGS = ["cat", "dog", "tree", "car", "sky", "road"]
CONFIGS = [
    {"type": "convnet", "channels": [8, 16], "num_labels": 5},
    {"type": "mlp", "num_labels": len(TAGS), "hidden": 32},
]
train_loader = DataLoader(TagDataset(24, TAGS), batch_size=8, shuffle=True)
val_loader = DataLoader(TagDataset(12, TAGS), batch_size=6)
pos_weight = torch.full((len(TAGS),), 2.0)

for cfg in CONFIGS:
    model = build_model(cfg)
    criterion = nn.BCEWithLogitsLoss(pos_weight=pos_weight)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    model.train()
    for batch in train_loader:
        logits = model(batch["image"])
        loss = criterion(logits, batch["target"])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    preds, targets = [], []
    with torch.no_grad():
        for batch in val_loader:
            preds.append((torch.sigmoid(model(batch["image"])) > 0.5).float())
            targets.append(batch["target"])
    preds, targets = torch.cat(preds), torch.cat(targets)
    per_class = f1_score(preds, targets)
    print(cfg["type"], dict(zip(TAGS, per_class.tolist())), per_class.mean().item())
