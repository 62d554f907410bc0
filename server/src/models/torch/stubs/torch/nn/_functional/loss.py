"""Loss functions.

Each passes its tensors and its `reduction` on; `size_average` and `reduce`, the older spelling of it, are translated.
What a loss expects of its input and target is stated elsewhere, as data about these functions' names.
"""
from shapeline import ops

__public__ = "torch.nn.functional"


def _reduction(size_average, reduce, reduction):
    if size_average is None and reduce is None:
        return reduction
    if reduce is False:
        return "none"
    return "sum" if size_average is False else "mean"


def cross_entropy(
    input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean",
    label_smoothing=0.0,
):
    return ops.cross_entropy(
        input, target, weight=weight, ignore_index=ignore_index, reduction=_reduction(size_average, reduce, reduction),
        label_smoothing=label_smoothing,
    )


def nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"):
    return ops.nll_loss(
        input, target, weight=weight, ignore_index=ignore_index, reduction=_reduction(size_average, reduce, reduction),
    )


def binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    return ops.binary_cross_entropy(input, target, weight=weight, reduction=_reduction(size_average, reduce, reduction))


def binary_cross_entropy_with_logits(
    input, target, weight=None, size_average=None, reduce=None, reduction="mean", pos_weight=None,
):
    return ops.binary_cross_entropy_with_logits(
        input, target, weight=weight, reduction=_reduction(size_average, reduce, reduction), pos_weight=pos_weight,
    )


def mse_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    return ops.mse_loss(input, target, reduction=_reduction(size_average, reduce, reduction))


def l1_loss(input, target, size_average=None, reduce=None, reduction="mean", weight=None):
    return ops.l1_loss(input, target, reduction=_reduction(size_average, reduce, reduction))


def smooth_l1_loss(input, target, size_average=None, reduce=None, reduction="mean", beta=1.0):
    return ops.smooth_l1_loss(input, target, reduction=_reduction(size_average, reduce, reduction))


def huber_loss(input, target, reduction="mean", delta=1.0, weight=None):
    return ops.huber_loss(input, target, reduction=reduction)


def kl_div(input, target, size_average=None, reduce=None, reduction="mean", log_target=False):
    return ops.kl_div(input, target, reduction=_reduction(size_average, reduce, reduction), log_target=log_target)


def poisson_nll_loss(
    input, target, log_input=True, full=False, size_average=None, eps=1e-08, reduce=None, reduction="mean",
):
    return ops.poisson_nll_loss(input, target, reduction=_reduction(size_average, reduce, reduction))


def gaussian_nll_loss(input, target, var, full=False, eps=1e-06, reduction="mean"):
    if isinstance(target, (int, float)):
        return ops.unknown()
    variance = var if ops.is_tensor(var) else ops.full((), input.dtype)
    return ops.gaussian_nll_loss(input, target, variance, reduction=reduction)


def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    return ops.soft_margin_loss(input, target, reduction=_reduction(size_average, reduce, reduction))


def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"):
    return ops.hinge_embedding_loss(input, target, reduction=_reduction(size_average, reduce, reduction))


def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
    if isinstance(target, (int, float)) or isinstance(weight, (int, float)):
        return ops.unknown()
    return ops.multilabel_soft_margin_loss(
        input, target, weight=weight, reduction=_reduction(size_average, reduce, reduction),
    )


def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
    return ops.multilabel_margin_loss(input, target, reduction=_reduction(size_average, reduce, reduction))


def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"):
    return ops.multi_margin_loss(input, target, weight=weight, reduction=_reduction(size_average, reduce, reduction))


def margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    return ops.margin_ranking_loss(input1, input2, target, reduction=_reduction(size_average, reduce, reduction))


def cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None, reduction="mean"):
    return ops.cosine_embedding_loss(input1, input2, target, reduction=_reduction(size_average, reduce, reduction))


def triplet_margin_loss(
    anchor, positive, negative, margin=1.0, p=2, eps=1e-06, swap=False, size_average=None, reduce=None,
    reduction="mean",
):
    return ops.triplet_margin_loss(anchor, positive, negative, reduction=_reduction(size_average, reduce, reduction))


def triplet_margin_with_distance_loss(
    anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False, reduction="mean",
):
    if distance_function is None:
        return ops.triplet_margin_loss(anchor, positive, negative, reduction=reduction)
    near = distance_function(anchor, positive)
    far = distance_function(anchor, negative)
    return _reduced(ops.elementwise("sub", near, far), reduction)


def _reduced(loss, reduction):
    return loss if reduction == "none" else ops.reduce(reduction, loss, None, False)


def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction="mean", zero_infinity=False):
    return ops.ctc_loss(log_probs, targets, input_lengths, target_lengths, blank, reduction, zero_infinity)


def linear_cross_entropy(
    input, linear_weight, target, *, linear_bias=None, weight=None, reduction="mean", ignore_index=None,
    label_smoothing=0.0, options=None,
):
    scores = ops.linear(input, linear_weight, linear_bias)
    return ops.cross_entropy(
        scores, target, weight=weight, ignore_index=-100 if ignore_index is None else ignore_index, reduction=reduction,
        label_smoothing=label_smoothing,
    )
