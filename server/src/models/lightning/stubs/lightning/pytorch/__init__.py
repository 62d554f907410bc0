"""Lightning: the trainer takes each batch of the loaders through the module's steps. Loggers and callbacks are not followed."""
from shapeline import ops
from torch import nn

__version__ = ops.unknown()


def seed_everything(seed=None, workers=False, verbose=True):
    return ops.unknown()


class _Hyperparameters(dict):
    """Items that are attributes too."""

    def __getattr__(self, name):
        return self[name] if name in self else ops.unknown()

    def __setattr__(self, name, value):
        self[name] = value


class _Hooks:
    """Whatever of it a user's class does not have does nothing."""

    _kept = None

    def save_hyperparameters(self, *args, ignore=None, frame=None, logger=True):
        given = ops.arguments_of_caller()
        if len(args) == 1 and not isinstance(args[0], str):
            given = args[0] if isinstance(args[0], dict) else vars(args[0])
        elif ops.is_unknown(given):
            given = {}
        left_out = [ignore] if isinstance(ignore, str) else (ignore or [])
        kept = _Hyperparameters() if self._kept is None else self._kept
        for name, value in given.items():
            is_kept = name in args if len(args) > 0 and isinstance(args[0], str) else name != "self"
            if name == "kwargs" and isinstance(value, dict):
                kept.update(value)
            elif is_kept and name not in left_out:
                kept[name] = value
        self.hparams = self._kept = kept

    def prepare_data(self):
        return None

    def setup(self, stage):
        return None

    def train_dataloader(self):
        return None

    val_dataloader = test_dataloader = predict_dataloader = train_dataloader


class LightningModule(_Hooks, nn.Module):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def training_step(self, *args, **kwargs):
        return None

    validation_step = test_step = training_step

    def predict_step(self, batch, batch_idx=0):
        return self(batch)

    def configure_optimizers(self):
        return None

    def log(self, *args, **kwargs):
        return None

    log_dict = print = toggle_optimizer = untoggle_optimizer = clip_gradients = log

    def manual_backward(self, loss, *args, **kwargs):
        loss.backward()

    def freeze(self):
        self.requires_grad_(False)
        self.eval()

    def unfreeze(self):
        self.requires_grad_(True)
        self.train()

    def all_gather(self, data, group=None, sync_grads=False):
        return ops.unknown()

    @classmethod
    def load_from_checkpoint(cls, *args, **kwargs):
        return ops.unknown()

    def __getattr__(self, name):
        return ops.unknown()


class LightningDataModule(_Hooks):
    def __init__(self, *args, **kwargs):
        pass

    @classmethod
    def from_datasets(cls, *args, **kwargs):
        return ops.unknown()

    def __getattr__(self, name):
        return ops.unknown()


class Trainer:
    def __init__(self, *args, precision=32, **kwargs):
        self._mixed = precision not in (32, 64, "32", "64", "32-true", "64-true", None)

    def fit(self, model, train_dataloaders=None, val_dataloaders=None, datamodule=None, *args, **kwargs):
        if isinstance(train_dataloaders, LightningDataModule):
            train_dataloaders, datamodule = None, train_dataloaders
        model.configure_optimizers()
        self._run(model, datamodule, train_dataloaders, "train_dataloader", "training_step", "fit")
        self._run(model, datamodule, val_dataloaders, "val_dataloader", "validation_step", "fit")

    def validate(self, model=None, dataloaders=None, ckpt_path=None, verbose=True, datamodule=None, *args, **kwargs):
        self._run(model, datamodule, dataloaders, "val_dataloader", "validation_step", "validate")
        return ops.unknown()

    def test(self, model=None, dataloaders=None, ckpt_path=None, verbose=True, datamodule=None, *args, **kwargs):
        self._run(model, datamodule, dataloaders, "test_dataloader", "test_step", "test")
        return ops.unknown()

    def predict(self, model=None, dataloaders=None, datamodule=None, *args, **kwargs):
        self._run(model, datamodule, dataloaders, "predict_dataloader", "predict_step", "predict")
        return ops.unknown()

    def _run(self, model, datamodule, loaders, loader, step, stage):
        if model is None:
            return
        if isinstance(loaders, LightningDataModule):
            loaders, datamodule = None, loaders
        owner = model if datamodule is None else datamodule
        if loaders is None:
            owner.prepare_data()
            owner.setup(stage)
            loaders = getattr(owner, loader)()
        outside = ops.mixed_precision(self._mixed)
        for one in loaders if isinstance(loaders, (list, tuple)) else [loaders]:
            if one is not None:
                for batch in one:
                    self._step(getattr(model, step), batch)
        ops.mixed_precision(outside)

    def _step(self, step, batch):
        try:
            step(batch, ops.size("batch_idx"))
        except Exception:
            pass

    def __getattr__(self, name):
        return ops.unknown()
