# expect: feature-mismatch@49
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset
import pytorch_lightning as pl


class ConvBlock(nn.Module):
    def __init__(self, in_ch, out_ch, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(in_ch, out_ch, 3, stride=stride, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(out_ch)

    def forward(self, x):
        return F.gelu(self.bn(self.conv(x)))


class CIFARData(pl.LightningDataModule):
    def __init__(self, batch_size=16):
        super().__init__()
        self.batch_size = batch_size

    def setup(self, stage=None):
        self.train_set = TensorDataset(torch.randn(64, 3, 32, 32), torch.randint(0, 10, (64,)))
        self.val_set = TensorDataset(torch.randn(32, 3, 32, 32), torch.randint(0, 10, (32,)))

    def train_dataloader(self):
        return DataLoader(self.train_set, batch_size=self.batch_size, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.val_set, batch_size=self.batch_size)


class LitClassifier(pl.LightningModule):
    def __init__(self, num_classes=10, lr=1e-3, width=16):
        super().__init__()
        self.save_hyperparameters()
        self.backbone = nn.Sequential(
            ConvBlock(3, width),
            ConvBlock(width, width * 2, stride=2),
            ConvBlock(width * 2, width * 4, stride=2),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
        )
        self.head = nn.Linear(width * 2, num_classes)

    def forward(self, x):
        return self.head(self.backbone(x))

    def shared_step(self, batch, stage):
        x, y = batch
        logits = self(x)
        loss = F.cross_entropy(logits, y)
        acc = (logits.argmax(dim=-1) == y).float().mean()
        self.log(f"{stage}_loss", loss, prog_bar=True)
        self.log(f"{stage}_acc", acc, prog_bar=True)
        return loss

    def training_step(self, batch, batch_idx):
        return self.shared_step(batch, "train")

    def validation_step(self, batch, batch_idx):
        self.shared_step(batch, "val")

    def configure_optimizers(self):
        opt = torch.optim.Adam(self.parameters(), lr=1e-3)
        sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=10)
        return {"optimizer": opt, "lr_scheduler": sched}


if __name__ == "__main__":
    pl.seed_everything(42)
    model = LitClassifier()
    trainer = pl.Trainer(max_epochs=1, accelerator="auto")
    trainer.fit(model, datamodule=CIFARData())
    model.eval()
    sample = torch.randn(2, 3, 32, 32)
    features = model.backbone(sample)
    print(features.shape, model(sample).shape)
