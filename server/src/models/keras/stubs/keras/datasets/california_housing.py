"""Prices of houses, with eight features."""
from keras.datasets._arrays import numbers
from shapeline import ops

__public__ = "keras.datasets.california_housing"


def _floats(count, *shape):
    return ops.as_array(ops.cast(numbers(count, *shape), ops.dtype("float32")))


def load_data(version="large", path="california_housing.npz", test_split=0.2, seed=113):
    usual = test_split == 0.2 and version in ("large", "small")
    train = ops.size("houses") if not usual else 16512 if version == "large" else 480
    test = ops.size("houses") if not usual else 4128 if version == "large" else 120
    return (_floats(train, 8), _floats(train)), (_floats(test, 8), _floats(test))
