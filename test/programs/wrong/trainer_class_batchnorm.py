# expect: channel-mismatch@48
"""Class-based training with early stopping and checkpoints."""
import copy
import os
import tempfile
from typing import Dict, List, Optional, Tuple

import torch
from torch import Tensor, nn, optim
from torch.utils.data import DataLoader, Dataset, random_split


class SpiralDataset(Dataset):
    def __init__(self, n_per_class: int = 60, n_classes: int = 3, n_features: int = 8) -> None:
        self.features = torch.randn(n_per_class * n_classes, n_features)
        self.labels = torch.arange(n_classes).repeat_interleave(n_per_class)

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, index: int) -> Tuple[Tensor, Tensor]:
        return self.features[index], self.labels[index]


class EarlyStopping:
    def __init__(self, patience: int = 3, min_delta: float = 0.0):
        self.patience = patience
        self.min_delta = min_delta
        self.best: Optional[float] = None
        self.counter = 0
        self.state: Optional[Dict[str, Tensor]] = None

    def __call__(self, value: float, model: nn.Module) -> bool:
        if self.best is None or value < self.best - self.min_delta:
            self.best = value
            self.counter = 0
            self.state = copy.deepcopy(model.state_dict())
        else:
            self.counter += 1
        return self.counter >= self.patience


class MLP(nn.Module):
    def __init__(self, sizes: List[int], dropout: float = 0.1):
        super().__init__()
        layers: List[nn.Module] = []
        for fan_in, fan_out in zip(sizes[:-2], sizes[1:-1]):
            layers += [nn.Linear(fan_in, fan_out), nn.BatchNorm1d(fan_in), nn.ReLU(inplace=True), nn.Dropout(dropout)]
        layers.append(nn.Linear(sizes[-2], sizes[-1]))
        self.net = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        return self.net(x)


class Trainer:
    def __init__(self, model: nn.Module, train_loader: DataLoader, val_loader: DataLoader, lr: float = 1e-3):
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = model.to(self.device)
        self.train_loader = train_loader
        self.val_loader = val_loader
        self.criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
        self.optimizer = optim.AdamW(self.model.parameters(), lr=lr, weight_decay=1e-2)
        self.scheduler = optim.lr_scheduler.ReduceLROnPlateau(self.optimizer, patience=2)
        self.history: Dict[str, List[float]] = {"train": [], "val": []}

    def _step(self, batch: Tuple[Tensor, Tensor]) -> Tuple[Tensor, int]:
        x, y = (t.to(self.device) for t in batch)
        logits = self.model(x)
        loss = self.criterion(logits, y)
        correct = (logits.argmax(1) == y).sum().item()
        return loss, correct

    def train_epoch(self) -> float:
        self.model.train()
        total = 0.0
        for batch in self.train_loader:
            loss, _ = self._step(batch)
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            total += loss.item() * len(batch[0])
        return total / len(self.train_loader.dataset)

    @torch.no_grad()
    def evaluate(self) -> Tuple[float, float]:
        self.model.eval()
        total, hits = 0.0, 0
        for batch in self.val_loader:
            loss, correct = self._step(batch)
            total += loss.item() * len(batch[0])
            hits += correct
        n = len(self.val_loader.dataset)
        return total / n, hits / n

    def fit(self, epochs: int, path: str) -> None:
        stopper = EarlyStopping(patience=2)
        for epoch in range(epochs):
            train_loss = self.train_epoch()
            val_loss, accuracy = self.evaluate()
            self.scheduler.step(val_loss)
            self.history["train"].append(train_loss)
            self.history["val"].append(val_loss)
            print(f"{epoch:3d} {train_loss:.4f} {val_loss:.4f} {accuracy:.3f}")
            if stopper(val_loss, self.model):
                break
        if stopper.state is not None:
            self.model.load_state_dict(stopper.state)
        torch.save({"model": self.model.state_dict(), "history": self.history}, path)


def main() -> None:
    dataset = SpiralDataset()
    train_set, val_set = random_split(dataset, [140, 40])
    model = MLP([8, 64, 32, 3])
    trainer = Trainer(
        model,
        DataLoader(train_set, batch_size=20, shuffle=True),
        DataLoader(val_set, batch_size=20),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "best.pt")
        trainer.fit(3, path)
        checkpoint = torch.load(path)
    restored = MLP([8, 64, 32, 3])
    restored.load_state_dict(checkpoint["model"])
    restored.eval()
    probs = torch.softmax(restored(torch.randn(5, 8)), dim=-1)
    print(probs.max(dim=-1).values)


if __name__ == "__main__":
    main()
