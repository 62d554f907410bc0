"""Constraints: a weight as it may be."""
from shapeline import ops

__public__ = "keras.constraints"


class Constraint:
    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, w):
        return w

    def get_config(self):
        return {}

    @classmethod
    def from_config(cls, config):
        return cls()


class MaxNorm(Constraint):
    pass


class MinMaxNorm(Constraint):
    pass


class NonNeg(Constraint):
    pass


class UnitNorm(Constraint):
    pass


max_norm = MaxNorm
min_max_norm = MinMaxNorm
non_neg = NonNeg
unit_norm = UnitNorm


def get(identifier):
    return identifier


def serialize(value):
    return ops.unknown()


deserialize = serialize
