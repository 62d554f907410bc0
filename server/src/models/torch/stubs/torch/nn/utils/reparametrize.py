"""Weight and spectral normalisation in their older spelling. The module's weight keeps its shape."""

__public__ = "torch.nn.utils"


def weight_norm(module, name="weight", dim=0):
    return module


def remove_weight_norm(module, name="weight"):
    return module


def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
    return module


def remove_spectral_norm(module, name="weight"):
    return module


def fuse_conv_bn_eval(conv, bn, transpose=False):
    return conv
