# expect: rank-mismatch@97
# %% [code]
import os
import random
import math
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision
from torch.optim.lr_scheduler import CosineAnnealingLR
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms as T


class CFG:
    seed = 7
    img_size = 64
    num_classes = 5
    batch_size = 4
    epochs = 1
    lr = 1e-3
    tta = 2
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def seed_everything(seed):
    random.seed(seed)
    os.environ["PYTHONHASHSEED"] = str(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


seed_everything(CFG.seed)

# %% [code]
class LeafDataset(Dataset):
    def __init__(self, n, transform=None):
        self.images = np.random.randint(0, 255, (n, CFG.img_size, CFG.img_size, 3), dtype=np.uint8)
        self.labels = np.random.randint(0, CFG.num_classes, n)
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, idx):
        image = self.images[idx]
        if self.transform is not None:
            image = self.transform(image)
        label = torch.tensor(self.labels[idx]).long()
        return image, label


train_tf = T.Compose([T.ToPILImage(), T.RandomResizedCrop(CFG.img_size), T.RandomHorizontalFlip(), T.ToTensor(),
                      T.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])])
valid_tf = T.Compose([T.ToTensor(), T.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])])

# %% [code]
class GeM(nn.Module):
    def __init__(self, p=3.0, eps=1e-6):
        super().__init__()
        self.p = nn.Parameter(torch.ones(1) * p)
        self.eps = eps

    def forward(self, x):
        return F.avg_pool2d(x.clamp(min=self.eps).pow(self.p), (x.size(-2), x.size(-1))).pow(1.0 / self.p)


class LeafModel(nn.Module):
    def __init__(self, num_classes, pretrained=False):
        super().__init__()
        backbone = torchvision.models.resnet18(weights=None)
        in_features = backbone.fc.in_features
        self.backbone = nn.Sequential(*list(backbone.children())[:-2])
        self.pool = GeM()
        self.drop = nn.Dropout(0.3)
        self.head = nn.Linear(in_features, num_classes)

    def forward(self, x):
        feats = self.backbone(x)
        pooled = self.pool(feats).flatten(1)
        return self.head(self.drop(pooled))


class LabelSmoothing(nn.Module):
    def __init__(self, smoothing=0.1):
        super().__init__()
        self.confidence = 1.0 - smoothing
        self.smoothing = smoothing

    def forward(self, x, target):
        logprobs = F.log_softmax(x, dim=-1)
        nll = -logprobs.gather(dim=-1, index=target)
        smooth = -logprobs.mean(dim=-1)
        return (self.confidence * nll + self.smoothing * smooth).mean()


class AverageMeter:
    def __init__(self):
        self.reset()

    def reset(self):
        self.sum, self.count = 0.0, 0

    def update(self, val, n=1):
        self.sum += val * n
        self.count += n

    @property
    def avg(self):
        return self.sum / max(1, self.count)


def mixup(x, y, alpha=0.4):
    lam = np.random.beta(alpha, alpha)
    perm = torch.randperm(x.size(0), device=x.device)
    return lam * x + (1 - lam) * x[perm], y, y[perm], lam


# %% [code]
train_loader = DataLoader(LeafDataset(10, train_tf), batch_size=CFG.batch_size, shuffle=True, num_workers=0, drop_last=True)
valid_loader = DataLoader(LeafDataset(6, valid_tf), batch_size=CFG.batch_size, shuffle=False)

model = LeafModel(CFG.num_classes).to(CFG.device)
criterion = LabelSmoothing()
optimizer = torch.optim.AdamW(model.parameters(), lr=CFG.lr, weight_decay=1e-4)
scheduler = CosineAnnealingLR(optimizer, T_max=CFG.epochs)
history = defaultdict(list)

for epoch in range(CFG.epochs):
    start = time.time()
    model.train()
    losses = AverageMeter()
    for step, (images, labels) in enumerate(train_loader):
        images, labels = images.to(CFG.device), labels.to(CFG.device)
        images, y_a, y_b, lam = mixup(images, labels)
        preds = model(images)
        loss = lam * criterion(preds, y_a) + (1 - lam) * criterion(preds, y_b)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        losses.update(loss.item(), images.size(0))
    scheduler.step()

    model.eval()
    all_preds, all_labels = [], []
    with torch.no_grad():
        for images, labels in valid_loader:
            probs = torch.stack([model(images.to(CFG.device)).softmax(1) for _ in range(CFG.tta)]).mean(0)
            all_preds.append(probs.cpu().numpy())
            all_labels.append(labels.numpy())
    all_preds = np.concatenate(all_preds)
    all_labels = np.concatenate(all_labels)
    acc = (all_preds.argmax(1) == all_labels).mean()
    history["acc"].append(acc)
    print(f"Epoch {epoch}: loss {losses.avg:.4f} acc {acc:.4f} [{time.time() - start:.0f}s]")
