"""Handwritten digits."""
from keras.datasets._arrays import images, in_bytes, labels

__public__ = "keras.datasets.mnist"


def load_data(path="mnist.npz"):
    train = images(60000, 28, 28), in_bytes(labels(60000, 10))
    return train, (images(10000, 28, 28), in_bytes(labels(10000, 10)))
