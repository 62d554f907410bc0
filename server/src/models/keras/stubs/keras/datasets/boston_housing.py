"""Prices of houses, with thirteen features."""
from keras.datasets._arrays import numbers
from shapeline import ops

__public__ = "keras.datasets.boston_housing"


def load_data(path="boston_housing.npz", test_split=0.2, seed=113):
    train = 404 if test_split == 0.2 else ops.size("houses")
    test = 102 if test_split == 0.2 else ops.size("houses")
    return (numbers(train, 13), numbers(train)), (numbers(test, 13), numbers(test))
