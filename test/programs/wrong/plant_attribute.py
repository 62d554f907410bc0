# expect: ineffective-assignment@15
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset
from torchvision import models

SPECIES = 12


def build(freeze=True):
    net = models.mobilenet_v2(weights=None)
    if freeze:
        for parameter in net.features.parameters():
            parameter.requires_grad = False
    net.classifier[1].out_features = SPECIES
    return net


def train_one_epoch(net, loader, criterion, optimizer):
    net.train()
    correct = total = 0
    for images, labels in loader:
        outputs = net(images)
        loss = criterion(outputs, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        _, predicted = outputs.max(1)
        correct += predicted.eq(labels).sum().item()
        total += labels.size(0)
    return correct / total


data = TensorDataset(torch.rand(8, 3, 64, 64), torch.randint(0, SPECIES, (8,)))
loader = DataLoader(data, batch_size=4)
net = build()
criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
optimizer = torch.optim.SGD((p for p in net.parameters() if p.requires_grad), lr=0.01)
print(train_one_epoch(net, loader, criterion, optimizer))
