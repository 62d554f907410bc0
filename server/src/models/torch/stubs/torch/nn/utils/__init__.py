"""Gradient clipping, parameter vectors, and reparametrisations, which hand their module back."""
from shapeline import ops
from torch.nn.utils import parametrizations, rnn
from torch.nn.utils.reparametrize import (
    fuse_conv_bn_eval, remove_spectral_norm, remove_weight_norm, spectral_norm, weight_norm,
)

__public__ = "torch.nn.utils"


def clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None):
    return ops.full((), None)


clip_grad_norm = clip_grad_norm_


def clip_grad_value_(parameters, clip_value, foreach=None):
    return None


def clip_grads_with_norm_(parameters, max_norm, total_norm, foreach=None):
    return None


def get_total_norm(tensors, norm_type=2.0, error_if_nonfinite=False, foreach=None):
    return ops.full((), None)


def parameters_to_vector(parameters):
    return ops.cat([ops.flatten(parameter, 0, -1) for parameter in parameters], 0)


def vector_to_parameters(vec, parameters):
    return None
