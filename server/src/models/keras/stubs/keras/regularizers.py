"""Regularisers: a number for a weight."""
from shapeline import ops

__public__ = "keras.regularizers"


class Regularizer:
    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, x):
        return ops.full((), ops.dtype("float32"))

    def get_config(self):
        return {}

    @classmethod
    def from_config(cls, config):
        return cls()


class L1(Regularizer):
    pass


class L1L2(Regularizer):
    pass


class L2(Regularizer):
    pass


class OrthogonalRegularizer(Regularizer):
    pass


l1 = L1
l2 = L2


def l1_l2(l1=0.01, l2=0.01):
    return L1L2()


orthogonal_regularizer = OrthogonalRegularizer


def get(identifier):
    return identifier


def serialize(value):
    return ops.unknown()


deserialize = serialize
