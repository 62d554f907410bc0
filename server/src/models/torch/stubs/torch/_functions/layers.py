"""Layer functions that `torch` itself publishes, in the order and with the names of its C++ side.

`torch.nn.functional` has the same ones as programs usually call them; there the parameters differ.
"""
from shapeline import ops
from torch._written import written as _written

__public__ = "torch"

# PyTorch knows some of its parameters by NumPy's names too.
__keywords__ = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input", "x2": "other"}

# Where a tensor is given for the result, the result is that tensor.
__handed__ = {"out": _written}

_reductions = ("none", "mean", "sum")


def batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn_enabled):
    return ops.batch_norm(input, running_mean, running_var, weight, bias, training)


def instance_norm(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, cudnn_enabled):
    """Without the checks of `F`'s."""
    return ops.unary(input, "instance_norm")


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05, cudnn_enable=True):
    return ops.layer_norm(input, normalized_shape, weight, bias)


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-05, cudnn_enabled=True):
    return ops.group_norm(input, num_groups, weight, bias)


def rms_norm(input, normalized_shape, weight=None, eps=None):
    return ops.rms_norm(input, normalized_shape, weight)


def embedding(weight, indices, padding_idx=-1, scale_grad_by_freq=False, sparse=False):
    return ops.embedding(indices, weight)


def embedding_bag(
    weight, indices, offsets, scale_grad_by_freq=False, mode=0, sparse=False, per_sample_weights=None,
    include_last_offset=False, padding_idx=None,
):
    bags = ops.embedding_bag(
        indices, weight, offsets, per_sample_weights=per_sample_weights, include_last_offset=include_last_offset,
    )
    return bags, ops.unknown(), ops.unknown(), ops.unknown()


def softmax(input, dim, dtype=None, *, out=None):
    return ops.softmax(input, dim, dtype)


def log_softmax(input, dim, dtype=None, *, out=None):
    return ops.log_softmax(input, dim, dtype)


def adaptive_max_pool1d(input, output_size):
    return ops.adaptive_max_pool1d(input, output_size, True)


def max_pool1d_with_indices(input, kernel_size, stride=(), padding=0, dilation=1, ceil_mode=False):
    return ops.max_pool1d(
        input, kernel_size, kernel_size if stride == () else stride, padding, dilation, ceil_mode, True,
    )


def binary_cross_entropy_with_logits(input, target, weight=None, pos_weight=None, reduction=0):
    """Without the check of `F`'s: the input is stretched to the target."""
    if ops.is_tensor(input) and ops.is_tensor(target) and input.shape != target.shape:
        input = ops.expand(input, ops.elementwise("add", target, input, None, True).shape)
    return ops.binary_cross_entropy_with_logits(
        input, target, weight=weight, reduction=_reductions[reduction], pos_weight=pos_weight,
    )


def kl_div(input, target, reduction=0, *, log_target=False):
    return ops.kl_div(input, target, reduction=_reductions[reduction], log_target=log_target)


def cosine_embedding_loss(input1, input2, target, margin=0.0, reduction=0):
    return ops.cosine_embedding_loss(input1, input2, target, reduction=_reductions[reduction])


def hinge_embedding_loss(input, target, margin=1.0, reduction=0):
    return ops.hinge_embedding_loss(input, target, reduction=_reductions[reduction])


def margin_ranking_loss(input1, input2, target, margin=0.0, reduction=0):
    return ops.margin_ranking_loss(input1, input2, target, reduction=_reductions[reduction])


def triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-06, swap=False, reduction=0):
    return ops.triplet_margin_loss(anchor, positive, negative, reduction=_reductions[reduction])


def poisson_nll_loss(input, target, log_input, full, eps, reduction):
    return ops.poisson_nll_loss(input, target, reduction=_reductions[reduction])


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction=0, zero_infinity=False):
    return ops.ctc_loss(log_probs, targets, input_lengths, target_lengths, reduction=_reductions[reduction])
