"""A small CNN whose classifier was sized for 28x28 images, fed with 32x32 ones."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class SmallCNN(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.conv = nn.Conv2d(3, 64, kernel_size=3, padding=1)
        self.pool = nn.MaxPool2d(2, 2)
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(64 * 14 * 14, num_classes)

    def forward(self, x):
        x = self.pool(F.relu(self.conv(x)))
        x = self.flatten(x)
        return self.fc(x)


model = SmallCNN()
images = torch.randn(32, 3, 32, 32)
logits = model(images)
