"""Fine-tune a pretrained ResNet-50 on ten classes. The new head was copied from a ResNet-18 tutorial."""
import torch
from torch import nn, optim
from torchvision import models

model = models.resnet50(weights=models.ResNet50_Weights.DEFAULT)
for parameter in model.parameters():
    parameter.requires_grad = False

model.fc = nn.Linear(512, 10)

optimizer = optim.Adam(model.fc.parameters(), lr=1e-3)
criterion = nn.CrossEntropyLoss()


def train(loader, epochs=3):
    model.train()
    for epoch in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch}: {loss.item():.3f}")


print(model(torch.randn(32, 3, 224, 224)).shape)
