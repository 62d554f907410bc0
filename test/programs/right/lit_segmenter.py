import torch
import torch.nn as nn
import torch.nn.functional as F
import pytorch_lightning as pl


class Segmenter(pl.LightningModule):
    """Semantic segmentation of street scenes, reduced to its bones."""

    def __init__(self, classes=8, ignore=255):
        super().__init__()
        self.ignore = ignore
        self.stem = nn.Conv2d(3, 16, 3, stride=2, padding=1)
        self.body = nn.Sequential(nn.Conv2d(16, 32, 3, padding=2, dilation=2), nn.ReLU(), nn.Conv2d(32, 32, 3, padding=1))
        self.classifier = nn.Conv2d(32, classes, 1)

    def forward(self, images):
        size = images.shape[-2:]
        x = self.classifier(F.relu(self.body(F.relu(self.stem(images)))))
        return F.interpolate(x, size=size, mode="bilinear", align_corners=False)

    def training_step(self, batch, batch_idx):
        images, masks = batch
        loss = F.cross_entropy(self(images), masks, ignore_index=self.ignore)
        self.log("loss", loss)
        return loss

    def validation_step(self, batch, batch_idx):
        images, masks = batch
        predicted = self(images).argmax(dim=1)
        valid = masks != self.ignore
        self.log("accuracy", (predicted[valid] == masks[valid]).float().mean())

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.01)


module = Segmenter()
batch = torch.rand(2, 3, 40, 60), torch.randint(0, 8, (2, 40, 60))
module.training_step(batch, 0).backward()
module.validation_step(batch, 0)
