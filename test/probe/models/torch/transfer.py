# expect: ran (2, 5)
# places: 3, 3 known
# note: no weights were downloaded
import torch
import torchvision
from torch import nn

model = torchvision.models.resnet18(pretrained=True)
for parameter in model.parameters():
    parameter.requires_grad = False
model.fc = nn.Linear(model.fc.in_features, 5)
x = torch.randn(2, 3, 96, 96)
y = model(x)
