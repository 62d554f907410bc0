"""Policies of types: which floats layers compute in is not followed."""
from keras._values import set_policy
from shapeline import ops

__public__ = "keras.mixed_precision"


class DTypePolicy:
    def __init__(self, name="float32", *args, **kwargs):
        self.name = name
        self.compute_dtype = ops.unknown()
        self.variable_dtype = ops.unknown()


Policy = DTypePolicy


def set_global_policy(policy):
    set_policy(policy.name if isinstance(policy, DTypePolicy) else policy)


set_dtype_policy = set_global_policy


def global_policy():
    return DTypePolicy()


dtype_policy = global_policy


class LossScaleOptimizer:
    def __init__(self, inner_optimizer, *args, **kwargs):
        self.inner_optimizer = inner_optimizer

    def __getattr__(self, name):
        return ops.unknown()
