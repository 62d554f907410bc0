"""Random arrays. Whole numbers drawn from a range are known to lie in it."""
from numpy._core import full, sizes_of, to_array
from numpy._dtypes import as_dtype, float64, int64
from shapeline import ops


def _drawn(size, dtype, low=None, high=None):
    """One number where no size is given."""
    if size is None:
        return ops.item(ops.full((), dtype))
    if low is None:
        return ops.as_array(ops.full(sizes_of(size), dtype))
    return ops.as_array(ops.full(sizes_of(size), dtype, low, high))


def _whole(low, high, size):
    if size is None:
        return ops.item(ops.randint(low, high, ()))
    return ops.as_array(ops.randint(low, high, sizes_of(size)))


def rand(*args):
    return _drawn(args if args else None, float64, 0.0, 1.0)


def randn(*args):
    return _drawn(args if args else None, float64)


def random(size=None):
    return _drawn(size, float64, 0.0, 1.0)


random_sample = ranf = sample = random


def _two(a=0.0, b=1.0, size=None):
    return ops.unknown() if size is None and (ops.is_tensor(a) or ops.is_tensor(b)) else _drawn(size, float64)


def normal(loc=0.0, scale=1.0, size=None):
    return _two(loc, scale, size)


def uniform(low=0.0, high=1.0, size=None):
    return _two(low, high, size)


def laplace(loc=0.0, scale=1.0, size=None):
    return _two(loc, scale, size)


gumbel = logistic = lognormal = laplace


def beta(a, b, size=None):
    return _two(a, b, size)


def gamma(shape, scale=1.0, size=None):
    return _two(shape, scale, size)


def exponential(scale=1.0, size=None):
    return _two(scale, 1.0, size)


def standard_normal(size=None):
    return _drawn(size, float64)


standard_exponential = standard_cauchy = standard_normal


def poisson(lam=1.0, size=None):
    return ops.unknown() if size is None and ops.is_tensor(lam) else _drawn(size, int64)


def binomial(n, p, size=None):
    return ops.unknown() if size is None and (ops.is_tensor(n) or ops.is_tensor(p)) else _drawn(size, int64)


def dirichlet(alpha, size=None):
    return full((*(() if size is None else sizes_of(size)), len(alpha)), float64, None)


def multivariate_normal(mean, cov, size=None, check_valid="warn", tol=1e-8):
    return full((*(() if size is None else sizes_of(size)), len(mean)), float64)


def multinomial(n, pvals, size=None):
    return full((*(() if size is None else sizes_of(size)), len(pvals)), int64)


def randint(low, high=None, size=None, dtype=int64):
    numbers = _whole(0, low, size) if high is None else _whole(low, high, size)
    return numbers if size is None else ops.as_array(ops.cast(numbers, as_dtype(dtype)))


def random_integers(low, high=None, size=None):
    return ops.unknown()


def choice(a, size=None, replace=True, p=None, axis=0, shuffle=True):
    if isinstance(a, int):
        return _whole(0, a, size)
    array = to_array(a)
    if size is None and not ops.is_tensor(a):
        return ops.unknown()
    return full((*(() if size is None else sizes_of(size)), *array.shape[1:]), array.dtype)


def permutation(x, axis=0):
    if isinstance(x, int):
        return ops.as_array(ops.randperm(x))
    return ops.as_array(ops.like(to_array(x), None))


def shuffle(x, axis=0):
    return None


def seed(seed=None):
    return None


set_state = seed


def get_state(legacy=True):
    return ops.unknown()


class Generator:
    def __init__(self, bit_generator=None):
        self.bit_generator = bit_generator

    def random(self, size=None, dtype=float64, out=None):
        return _drawn(size, as_dtype(dtype), 0.0, 1.0)

    def standard_normal(self, size=None, dtype=float64, out=None):
        return _drawn(size, as_dtype(dtype))

    def integers(self, low, high=None, size=None, dtype=int64, endpoint=False):
        if endpoint:
            return _drawn(size, as_dtype(dtype))
        return randint(low, high, size, dtype)

    def normal(self, loc=0.0, scale=1.0, size=None):
        return normal(loc, scale, size)

    def uniform(self, low=0.0, high=1.0, size=None):
        return uniform(low, high, size)

    def beta(self, a, b, size=None):
        return beta(a, b, size)

    def gamma(self, shape, scale=1.0, size=None):
        return gamma(shape, scale, size)

    def exponential(self, scale=1.0, size=None):
        return exponential(scale, size)

    def poisson(self, lam=1.0, size=None):
        return poisson(lam, size)

    def binomial(self, n, p, size=None):
        return binomial(n, p, size)

    def multivariate_normal(self, mean, cov, size=None, **kwargs):
        return multivariate_normal(mean, cov, size)

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        return choice(a, size)

    def permutation(self, x, axis=0):
        return permutation(x, axis)

    def permuted(self, x, axis=None, out=None):
        return permutation(x)

    def shuffle(self, x, axis=0):
        return None

    def spawn(self, n_children):
        return [Generator() for _ in range(n_children)]


def default_rng(seed=None):
    return Generator(seed)


class RandomState(Generator):
    """The older generator, whose methods are the module's functions."""

    def __init__(self, seed=None):
        self.bit_generator = seed

    def rand(self, *args):
        return rand(*args)

    def randn(self, *args):
        return randn(*args)

    def randint(self, low, high=None, size=None, dtype=int64):
        return randint(low, high, size, dtype)

    def random_sample(self, size=None):
        return random(size)

    def seed(self, seed=None):
        return None
