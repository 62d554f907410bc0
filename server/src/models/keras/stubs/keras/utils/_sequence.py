"""Data sets that a program writes itself: batches by number."""
from shapeline import ops

__public__ = "keras.utils"


class PyDataset:
    def __init__(self, workers=1, use_multiprocessing=False, max_queue_size=10):
        self.workers = workers

    def __getitem__(self, index):
        return ops.unknown()

    def __len__(self):
        return ops.size("batches")

    def __iter__(self):
        return iter(ops.many(self[ops.size("index")]))

    def on_epoch_begin(self):
        return None

    def on_epoch_end(self):
        return None


Sequence = PyDataset
