"""Small pictures of a hundred kinds of things, or of twenty coarser ones."""
from keras.datasets._arrays import images, labels
from shapeline import ops

__public__ = "keras.datasets.cifar100"


def load_data(label_mode="fine"):
    classes = 100 if label_mode == "fine" else 20 if label_mode == "coarse" else ops.unknown()
    train = images(50000, 32, 32, 3), labels(50000, classes, 1)
    return train, (images(10000, 32, 32, 3), labels(10000, classes, 1))
