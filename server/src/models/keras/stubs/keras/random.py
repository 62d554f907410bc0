"""`keras.random`: tensors of the shape that is asked for."""
from keras._values import dtype_of, float32
from shapeline import ops
from tensorflow._core import sizes_of, to_tensor

__public__ = "keras.random"


class SeedGenerator:
    def __init__(self, seed=None, name=None, **kwargs):
        self.seed = seed

    def next(self, ordered=True):
        return ops.unknown()

    def get_config(self):
        return ops.unknown()


def normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    return ops.full(sizes_of(shape), dtype_of(dtype, float32))


truncated_normal = normal


def uniform(shape, minval=0.0, maxval=1.0, dtype=None, seed=None):
    return ops.full(sizes_of(shape), dtype_of(dtype, float32), minval, maxval)


def randint(shape, minval, maxval, dtype="int32", seed=None):
    if isinstance(minval, int) and isinstance(maxval, int):
        return ops.randint(minval, maxval, sizes_of(shape), dtype_of(dtype))
    return ops.full(sizes_of(shape), dtype_of(dtype))


def categorical(logits, num_samples, dtype="int32", seed=None):
    scores = to_tensor(logits)
    ops.require_rank(scores, [2])
    return ops.full((ops.sizes(scores)[0], num_samples), dtype_of(dtype))


def gamma(shape, alpha, dtype=None, seed=None):
    return ops.full(sizes_of(shape), dtype_of(dtype, float32))


def beta(shape, alpha, beta, dtype=None, seed=None):
    return ops.full(sizes_of(shape), dtype_of(dtype, float32))


def binomial(shape, counts, probabilities, dtype=None, seed=None):
    return ops.full(sizes_of(shape), dtype_of(dtype, float32))


def dropout(inputs, rate, noise_shape=None, seed=None):
    return ops.unary(to_tensor(inputs), "dropout")


def shuffle(x, axis=0, seed=None):
    return to_tensor(x)
