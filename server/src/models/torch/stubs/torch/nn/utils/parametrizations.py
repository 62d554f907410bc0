"""Parametrisations of a module's weight, which keep its shape."""

__public__ = "torch.nn.utils.parametrizations"


def orthogonal(module, name="weight", orthogonal_map=None, *, use_trivialization=True):
    return module


def weight_norm(module, name="weight", dim=0):
    return module


def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
    return module
