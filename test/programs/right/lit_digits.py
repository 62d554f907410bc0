import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset
import pytorch_lightning as pl


class LitDigits(pl.LightningModule):
    def __init__(self, hidden=64, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.net = nn.Sequential(
            nn.Flatten(),
            nn.Linear(8 * 8, hidden),
            nn.ReLU(),
            nn.Linear(hidden, 10),
        )

    def forward(self, x):
        return self.net(x)

    def _shared(self, batch):
        x, y = batch
        logits = self(x)
        loss = F.cross_entropy(logits, y)
        accuracy = (logits.argmax(dim=1) == y).float().mean()
        return loss, accuracy

    def training_step(self, batch, batch_idx):
        loss, accuracy = self._shared(batch)
        self.log("train_acc", accuracy)
        return loss

    def validation_step(self, batch, batch_idx):
        loss, accuracy = self._shared(batch)
        self.log_dict({"val_loss": loss, "val_acc": accuracy})

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)


def loaders():
    images, labels = torch.rand(96, 1, 8, 8), torch.randint(0, 10, (96,))
    data = TensorDataset(images, labels)
    return DataLoader(data, batch_size=32), DataLoader(data, batch_size=32)


if __name__ == "__main__":
    train, valid = loaders()
    model = LitDigits()
    batch = next(iter(train))
    print(model.training_step(batch, 0))
    print(model(batch[0]).shape)
