import random

import torch
from torch import nn
import torch.nn.functional as F
from torch.utils.data import Dataset, DataLoader


class TripletDataset(Dataset):
    def __init__(self, images, labels):
        self.images = images
        self.labels = labels
        self.by_label = {}
        for i, label in enumerate(labels.tolist()):
            self.by_label.setdefault(label, []).append(i)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        anchor_label = self.labels[i].item()
        positive = random.choice(self.by_label[anchor_label])
        negative_label = random.choice([l for l in self.by_label if l != anchor_label])
        negative = random.choice(self.by_label[negative_label])
        return self.images[i], self.images[positive], self.images[negative]


class EmbeddingNet(nn.Module):
    def __init__(self, dim=64):
        super().__init__()
        self.convnet = nn.Sequential(nn.Conv2d(1, 8, 5), nn.PReLU(), nn.MaxPool2d(2, stride=2),
                                     nn.Conv2d(8, 16, 5), nn.PReLU(), nn.MaxPool2d(2, stride=2))
        self.fc = nn.Sequential(nn.Linear(16 * 4 * 4, 64), nn.PReLU(), nn.Linear(64, dim))

    def forward(self, x):
        output = self.convnet(x)
        output = output.view(output.size()[0], -1)
        return self.fc(output)

    def get_embedding(self, x):
        return self.forward(x)


class EmbeddingNetL2(EmbeddingNet):
    def forward(self, x):
        output = super().forward(x)
        output = output / output.pow(2).sum(1, keepdim=True).sqrt()
        return output


class TripletNet(nn.Module):
    def __init__(self, embedding_net):
        super().__init__()
        self.embedding_net = embedding_net

    def forward(self, *xs):
        return tuple(self.embedding_net(x) for x in xs)


class TripletLoss(nn.Module):
    def __init__(self, margin):
        super().__init__()
        self.margin = margin

    def forward(self, anchor, positive, negative, size_average=True):
        distance_positive = (anchor - positive).pow(2).sum(1)
        distance_negative = (anchor - negative).pow(2).sum(1)
        losses = F.relu(distance_positive - distance_negative + self.margin)
        return losses.mean() if size_average else losses.sum()


class ContrastiveLoss(nn.Module):
    def __init__(self, margin=1.0):
        super().__init__()
        self.margin = margin

    def forward(self, x0, x1, y):
        diff = x0 - x1
        dist_sq = torch.sum(torch.pow(diff, 2), 1)
        dist = torch.sqrt(dist_sq + 1e-9)
        mdist = torch.clamp(self.margin - dist, min=0.0)
        loss = y * dist_sq + (1 - y) * torch.pow(mdist, 2)
        return torch.sum(loss) / 2.0 / x0.size()[0]


labels = torch.arange(40) % 5
dataset = TripletDataset(torch.rand(40, 1, 28, 28), labels)
loader = DataLoader(dataset, batch_size=10, shuffle=True, num_workers=0)
net = TripletNet(EmbeddingNetL2(dim=32))
triplet, contrastive = TripletLoss(0.5), ContrastiveLoss()
builtin = nn.TripletMarginLoss(margin=1.0, p=2)
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)

for anchor, positive, negative in loader:
    a, p, n = net(anchor, positive, negative)
    same = torch.ones(a.size(0))
    loss = triplet(a, p, n) + builtin(a, p, n) + contrastive(a, p, same) + contrastive(a, n, 1 - same)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

with torch.no_grad():
    emb = net.embedding_net.get_embedding(dataset.images)
    dist = torch.cdist(emb, emb)
    dist.fill_diagonal_(float("inf"))
    nearest = dist.argmin(dim=1)
    recall = (labels[nearest] == labels).float().mean()
    sim = F.cosine_similarity(emb.unsqueeze(1), emb.unsqueeze(0), dim=-1)
print(recall.item(), sim.shape)
