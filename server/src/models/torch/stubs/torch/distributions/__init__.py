"""Probability distributions: the few whose samples' shapes programs rely on."""
from torch.distributions.distribution import (
    Bernoulli, Beta, Categorical, Dirichlet, Distribution, Exponential, Gamma, Geometric, Gumbel, HalfNormal,
    Independent, Laplace, LogNormal, MultivariateNormal, Normal, OneHotCategorical, Poisson, RelaxedBernoulli,
    RelaxedOneHotCategorical, StudentT, Uniform, kl_divergence,
)
