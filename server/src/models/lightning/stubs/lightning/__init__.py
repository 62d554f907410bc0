"""Lightning under its short name."""
from lightning.pytorch import LightningDataModule, LightningModule, Trainer, seed_everything
