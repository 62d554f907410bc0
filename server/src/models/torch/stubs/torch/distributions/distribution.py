"""Distributions as a batch shape, an event shape, and what samples and log-probabilities get from them."""
from shapeline import ops

__public__ = "torch.distributions"


class Distribution:
    """Parameters broadcast to the batch shape; `_event` is one parameter whose last axis belongs to the event."""

    def __init__(self, batch_shape=(), event_shape=(), validate_args=None):
        self.batch_shape = tuple(batch_shape)
        self.event_shape = tuple(event_shape)

    def _template(self):
        return ops.full((*self.batch_shape, *self.event_shape), None)

    def sample(self, sample_shape=()):
        return ops.full((*sample_shape, *self.batch_shape, *self.event_shape), self._dtype())

    def rsample(self, sample_shape=()):
        return self.sample(sample_shape)

    def sample_n(self, n):
        return self.sample((n,))

    def _dtype(self):
        return None

    def _per_batch(self, value):
        if len(self.event_shape) == 0:
            return ops.elementwise("add", value, ops.full(self.batch_shape, None))
        return ops.reduce("sum", ops.elementwise("add", value, self._template()), -1, False)

    def log_prob(self, value):
        return self._per_batch(value)

    def cdf(self, value):
        return self._per_batch(value)

    icdf = cdf

    def entropy(self):
        return ops.full(self.batch_shape, None)

    @property
    def mean(self):
        return self._template()

    variance = stddev = mode = mean

    def expand(self, batch_shape, _instance=None):
        return Distribution(batch_shape, self.event_shape)


def _batch_shape(first, second):
    return ops.elementwise("add", ops.tensor(first, None), ops.tensor(second, None)).shape


class _OneParameter(Distribution):
    def __init__(self, rate, validate_args=None):
        super().__init__(ops.tensor(rate, None).shape)
        self.rate = rate


class Exponential(_OneParameter):
    pass


class Poisson(_OneParameter):
    pass


class HalfNormal(Distribution):
    def __init__(self, scale, validate_args=None):
        super().__init__(ops.tensor(scale, None).shape)
        self.scale = scale


class _LocationScale(Distribution):
    def __init__(self, loc, scale, validate_args=None):
        super().__init__(_batch_shape(loc, scale))
        self.loc = loc
        self.scale = scale


class Normal(_LocationScale):
    pass


class LogNormal(_LocationScale):
    pass


class Laplace(_LocationScale):
    pass


class Gumbel(_LocationScale):
    pass


class Uniform(Distribution):
    def __init__(self, low, high, validate_args=None):
        super().__init__(_batch_shape(low, high))
        self.low = low
        self.high = high


class Beta(Distribution):
    def __init__(self, concentration1, concentration0, validate_args=None):
        super().__init__(_batch_shape(concentration1, concentration0))
        self.concentration1 = concentration1
        self.concentration0 = concentration0


class Gamma(Distribution):
    def __init__(self, concentration, rate, validate_args=None):
        super().__init__(_batch_shape(concentration, rate))
        self.concentration = concentration
        self.rate = rate


class StudentT(Distribution):
    def __init__(self, df, loc=0.0, scale=1.0, validate_args=None):
        super().__init__(_batch_shape(loc, scale))
        self.df = df
        self.loc = loc
        self.scale = scale


def _scores(probs, logits):
    if probs is None and logits is None:
        ops.check_that(False, "probs", "no-scores")
        return ops.unknown()
    return logits if probs is None else probs


class Bernoulli(Distribution):
    def __init__(self, probs=None, logits=None, validate_args=None):
        given = ops.tensor(_scores(probs, logits), None)
        super().__init__(given.shape)
        self.probs = self.logits = given


class Geometric(Bernoulli):
    pass


class RelaxedBernoulli(Distribution):
    def __init__(self, temperature, probs=None, logits=None, validate_args=None):
        given = ops.tensor(_scores(probs, logits), None)
        super().__init__(given.shape)
        self.temperature = temperature
        self.probs = self.logits = given


class Categorical(Distribution):
    def __init__(self, probs=None, logits=None, validate_args=None):
        given = _scores(probs, logits)
        super().__init__(given.shape[:-1])
        self.probs = self.logits = given

    def _dtype(self):
        return ops.dtype("int64")


class OneHotCategorical(Distribution):
    def __init__(self, probs=None, logits=None, validate_args=None):
        given = _scores(probs, logits)
        super().__init__(given.shape[:-1], given.shape[-1:])
        self.probs = self.logits = given


class RelaxedOneHotCategorical(Distribution):
    def __init__(self, temperature, probs=None, logits=None, validate_args=None):
        given = _scores(probs, logits)
        super().__init__(given.shape[:-1], given.shape[-1:])
        self.temperature = temperature
        self.probs = self.logits = given


class Dirichlet(Distribution):
    def __init__(self, concentration, validate_args=None):
        super().__init__(concentration.shape[:-1], concentration.shape[-1:])
        self.concentration = concentration


class MultivariateNormal(Distribution):
    def __init__(self, loc, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
        given = [each for each in (covariance_matrix, precision_matrix, scale_tril) if each is not None]
        batch = loc.shape[:-1]
        if given:
            batch = ops.elementwise("add", ops.full(batch), ops.full(given[0].shape[:-2])).shape
        super().__init__(batch, loc.shape[-1:])
        self.loc = loc
        self.covariance_matrix = covariance_matrix
        self._matrix = given[0] if given else None

    def sample(self, sample_shape=()):
        if self._matrix is not None:
            ops.require_equal(self.loc.shape[-1], self._matrix.shape[-1])
        return super().sample(sample_shape)


class Independent(Distribution):
    def __init__(self, base_distribution, reinterpreted_batch_ndims, validate_args=None):
        shape = (*base_distribution.batch_shape, *base_distribution.event_shape)
        kept = len(base_distribution.batch_shape) - reinterpreted_batch_ndims
        super().__init__(shape[:kept], shape[kept:])
        self.base_dist = base_distribution
        self.reinterpreted_batch_ndims = reinterpreted_batch_ndims

    def log_prob(self, value):
        if self.reinterpreted_batch_ndims == 0:
            return self.base_dist.log_prob(value)
        axes = tuple(range(-self.reinterpreted_batch_ndims, 0))
        return ops.reduce("sum", self.base_dist.log_prob(value), axes, False)


def kl_divergence(p, q):
    return p.entropy()
