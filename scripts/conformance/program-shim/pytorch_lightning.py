"""As much of Lightning as the programs of test/programs need to run under the real PyTorch; the analysis does not see it."""
import torch


def seed_everything(seed):
    torch.manual_seed(seed)


class LightningModule(torch.nn.Module):
    def save_hyperparameters(self, *names, **options):
        pass

    def log(self, name, value, **options):
        pass


class LightningDataModule:
    def prepare_data(self):
        pass

    def setup(self, stage=None):
        pass


class Trainer:
    def __init__(self, max_epochs=1, **options):
        self.max_epochs = max_epochs

    def fit(self, model, datamodule):
        datamodule.prepare_data()
        datamodule.setup("fit")
        configured = model.configure_optimizers()
        optimizer = configured["optimizer"] if isinstance(configured, dict) else configured
        for _ in range(self.max_epochs):
            model.train()
            for index, batch in enumerate(datamodule.train_dataloader()):
                optimizer.zero_grad()
                model.training_step(batch, index).backward()
                optimizer.step()
            model.eval()
            with torch.no_grad():
                for index, batch in enumerate(datamodule.val_dataloader()):
                    model.validation_step(batch, index)
