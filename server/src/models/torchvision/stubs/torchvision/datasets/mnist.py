"""MNIST and the datasets in its manner: 28×28 grey images."""
from shapeline import ops
from torchvision.datasets.labelled import Labelled

__public__ = "torchvision.datasets"


class MNIST(Labelled):
    height = width = 28
    channels = 1
    count = 10
    classes = [ops.unknown()] * 10
    lengths = {True: 60000, False: 10000}

    def __init__(self, root, train=True, transform=None, target_transform=None, download=False):
        self._begin(root, train, transform, target_transform)
        self.train = train
        self._load()

    def _load(self):
        self.data = ops.full((self._length, 28, 28), ops.dtype("uint8"))
        self.targets = ops.randint(0, self.count, (self._length,))


class FashionMNIST(MNIST):
    pass


class KMNIST(MNIST):
    pass


class EMNIST(MNIST):
    """Letters are counted from one."""

    _splits = {
        "byclass": (62, 697932, 116323), "bymerge": (47, 697932, 116323), "balanced": (47, 112800, 18800),
        "letters": (27, 124800, 20800), "digits": (10, 240000, 40000), "mnist": (10, 60000, 10000),
    }

    def __init__(self, root, split, train=True, transform=None, target_transform=None, download=False):
        self.count, training, test = self._splits[split]
        self._begin(root, split, transform, target_transform)
        self.train = train
        self._length = training if train else test
        self._load()


class QMNIST(MNIST):
    def __init__(self, root, what=None, compat=True, train=True, transform=None, target_transform=None, download=False):
        self._begin(root, what, transform, target_transform)
        self.train = train
        self.compat = compat
        self._length = {None: 60000, "train": 60000, "test": 60000, "test10k": 10000, "test50k": 50000, "nist": 402953}.get(what, ops.size("samples"))
        self._load()

    def __getitem__(self, index):
        target = self._label() if self.compat else ops.full((8,), ops.dtype("int64"))
        return self._sample(self._picture(), target)


class MovingMNIST(Labelled):
    """Videos of twenty frames, or their first or last part."""

    def __init__(self, root, split=None, split_ratio=10, download=False, transform=None):
        self._begin(root, split, transform, None)
        self._length = 10000
        frames = 20 if split is None else split_ratio if split == "train" else 20 - split_ratio
        self.data = ops.full((10000, frames, 1, 64, 64), ops.dtype("uint8"))

    def __getitem__(self, idx):
        return self._image(self.data[idx])
