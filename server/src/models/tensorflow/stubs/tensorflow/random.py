"""Random tensors. Shapes are lists; whole numbers drawn from a range are known to lie in it."""
from shapeline import ops
from tensorflow._core import filled, sizes_of, to_tensor
from tensorflow._dtypes import as_dtype, float32, int64

__public__ = "tf.random"


def normal(shape, mean=0.0, stddev=1.0, dtype=float32, seed=None, name=None):
    return _drawn(shape, as_dtype(dtype))


truncated_normal = normal


def _drawn(shape, dtype):
    if isinstance(shape, int):
        ops.require_axes(to_tensor(shape), 1)
    return filled(shape, dtype)


def uniform(shape, minval=0, maxval=None, dtype=float32, seed=None, name=None):
    kind = as_dtype(dtype)
    if not ops.is_floating(kind):
        if isinstance(minval, int) and isinstance(maxval, int):
            return ops.randint(minval, maxval, sizes_of(shape), kind)
        return _drawn(shape, kind)
    high = 1.0 if maxval is None else maxval
    if isinstance(minval, (int, float)) and isinstance(high, (int, float)):
        return filled(shape, kind, minval, high)
    return _drawn(shape, kind)


def _with_seed(function):
    def stateless(shape, seed, *args, **kwargs):
        return function(shape, *args, **kwargs)

    return stateless


stateless_normal = stateless_truncated_normal = _with_seed(normal)
stateless_uniform = _with_seed(uniform)


def poisson(shape, lam, dtype=float32, seed=None, name=None):
    return filled([*sizes_of(shape), *to_tensor(lam).shape], as_dtype(dtype))


def gamma(shape, alpha, beta=None, dtype=float32, seed=None, name=None):
    if ops.is_tensor(beta):
        return ops.unknown()
    return filled([*sizes_of(shape), *to_tensor(alpha).shape], as_dtype(dtype))


def categorical(logits, num_samples, dtype=None, seed=None, name=None):
    scores = to_tensor(logits)
    ops.require_rank(scores, [2])
    return filled([scores.shape[0], num_samples], as_dtype(dtype, int64))


def shuffle(value, seed=None, name=None):
    return to_tensor(value)


def set_seed(seed):
    return None


def stateless_categorical(logits, num_samples, seed, dtype=int64, name=None):
    return categorical(logits, num_samples, dtype)


def experimental(*args, **kwargs):
    return ops.unknown()


def log_uniform_candidate_sampler(true_classes, num_true, num_sampled, unique, range_max, seed=None, name=None):
    """The classes that were drawn, and how often each of the true ones and of those was to be expected."""
    expected = filled(ops.sizes(to_tensor(true_classes)), float32)
    return filled([num_sampled], int64), expected, filled([num_sampled], float32)


uniform_candidate_sampler = learned_unigram_candidate_sampler = log_uniform_candidate_sampler
fixed_unigram_candidate_sampler = experimental
get_global_generator = create_rng_state = experimental


class Generator:
    def __init__(self, *args, **kwargs):
        pass

    @classmethod
    def from_seed(cls, seed, alg=None):
        return cls()

    from_non_deterministic_state = from_state = from_seed

    def normal(self, shape, mean=0.0, stddev=1.0, dtype=float32, name=None):
        return normal(shape, dtype=dtype)

    def truncated_normal(self, shape, mean=0.0, stddev=1.0, dtype=float32, name=None):
        return normal(shape, dtype=dtype)

    def uniform(self, shape, minval=0, maxval=None, dtype=float32, name=None):
        return uniform(shape, minval, maxval, dtype)

    def make_seeds(self, count=1):
        return filled([2, count], int64)
