"""Nothing here crashes, and nothing here learns as it should."""
import torch
import torch.nn as nn


class Classifier(nn.Module):
    def __init__(self, features=64, classes=5):
        super().__init__()
        self.hidden = nn.Linear(features, 128)
        self.out = nn.Linear(128, classes)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, x):
        return self.softmax(self.out(torch.relu(self.hidden(x))))


class Regressor(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 1))

    def forward(self, x):
        return self.net(x)


x = torch.randn(16, 64)
labels = torch.randint(0, 5, (16,))
values = torch.randn(16)

classifier = Classifier()
loss = nn.CrossEntropyLoss()(classifier(x), labels)

regressor = Regressor()
loss = nn.MSELoss()(regressor(x), values)
