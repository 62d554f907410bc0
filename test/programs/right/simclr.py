import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision


class GaussianNoise:
    def __init__(self, std=0.1):
        self.std = std

    def __call__(self, x):
        return x + torch.randn_like(x) * self.std


class TwoViews:
    def __init__(self, transform):
        self.transform = transform

    def __call__(self, x):
        return [self.transform(x), self.transform(x)]


class ContrastiveSet(torch.utils.data.Dataset):
    def __init__(self, n, transform=None):
        self.data = torch.rand(n, 3, 32, 32)
        self.targets = torch.randint(0, 10, (n,))
        self.transform = transform

    def __len__(self):
        return self.data.shape[0]

    def __getitem__(self, idx):
        img, target = self.data[idx], self.targets[idx]
        if self.transform is not None:
            img = self.transform(img)
        return img, target


class ResNetSimCLR(nn.Module):
    def __init__(self, base_model, out_dim):
        super().__init__()
        models = {
            "resnet18": torchvision.models.resnet18(weights=None, num_classes=out_dim),
        }
        self.backbone = models[base_model]
        dim_mlp = self.backbone.fc.in_features
        self.backbone.fc = nn.Sequential(nn.Linear(dim_mlp, dim_mlp), nn.ReLU(), self.backbone.fc)

    def forward(self, x):
        return self.backbone(x)


class SimCLR:
    def __init__(self, model, optimizer, batch_size, temperature=0.07, n_views=2):
        self.model = model
        self.optimizer = optimizer
        self.batch_size = batch_size
        self.temperature = temperature
        self.n_views = n_views
        self.criterion = nn.CrossEntropyLoss()

    def info_nce_loss(self, features):
        labels = torch.cat([torch.arange(self.batch_size) for i in range(self.n_views)], dim=0)
        labels = (labels.unsqueeze(0) == labels.unsqueeze(1)).float()
        features = F.normalize(features, dim=1)
        similarity_matrix = torch.matmul(features, features.T)
        mask = torch.eye(labels.shape[0], dtype=torch.bool)
        labels = labels[~mask].view(labels.shape[0], -1)
        similarity_matrix = similarity_matrix[~mask].view(similarity_matrix.shape[0], -1)
        positives = similarity_matrix[labels.bool()].view(labels.shape[0], -1)
        negatives = similarity_matrix[~labels.bool()].view(similarity_matrix.shape[0], -1)
        logits = torch.cat([positives, negatives], dim=1)
        labels = torch.zeros(logits.shape[0], dtype=torch.long)
        logits = logits / self.temperature
        return logits, labels

    def train(self, train_loader):
        for images, _ in train_loader:
            images = torch.cat(images, dim=0)
            features = self.model(images)
            logits, labels = self.info_nce_loss(features)
            loss = self.criterion(logits, labels)
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            print(f"Loss: {loss.item():.4f}")


torch.manual_seed(1)
transform = torchvision.transforms.Compose([
    torchvision.transforms.RandomResizedCrop(size=32, antialias=True),
    torchvision.transforms.RandomHorizontalFlip(),
    GaussianNoise(),
])
dataset = ContrastiveSet(8, TwoViews(transform))
loader = torch.utils.data.DataLoader(dataset, batch_size=4, shuffle=True, drop_last=True)
model = ResNetSimCLR("resnet18", 16)
optimizer = torch.optim.Adam(model.parameters(), 3e-4, weight_decay=1e-4)
SimCLR(model, optimizer, batch_size=4).train(loader)
