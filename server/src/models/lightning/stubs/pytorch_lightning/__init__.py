"""Lightning in its older place."""
from lightning.pytorch import LightningDataModule, LightningModule, Trainer, seed_everything
