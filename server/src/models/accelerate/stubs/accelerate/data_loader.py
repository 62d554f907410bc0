"""Loaders that begin further on."""
from shapeline import ops


class _Skipping:
    """The batches of a loader, of which the first may be left out."""

    def __init__(self, loader):
        self._loader = loader

    def __iter__(self):
        for batch in self._loader:
            if ops.unknown():
                yield batch

    def __len__(self):
        return ops.size("batches")

    def __getattr__(self, name):
        return getattr(self._loader, name)


def skip_first_batches(dataloader, num_batches=0):
    return dataloader if num_batches == 0 else _Skipping(dataloader)
