"""CIFAR: 32×32 colour images of ten or a hundred classes."""
from shapeline import ops
from torchvision.datasets.labelled import Labelled

__public__ = "torchvision.datasets"


class CIFAR10(Labelled):
    height = width = 32
    count = 10
    lengths = {True: 50000, False: 10000}

    def __init__(self, root, train=True, transform=None, target_transform=None, download=False):
        self._begin(root, train, transform, target_transform)
        self.train = train
        self.data = ops.as_array(ops.full((self._length, 32, 32, 3), ops.dtype("uint8")))
        self.targets = list(ops.many(self._label()))


class CIFAR100(CIFAR10):
    count = 100
