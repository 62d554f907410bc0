"""`tf.nn`: activations, normalisations, embeddings and losses. Convolutions and pools are in `_nn_windows`."""
from shapeline import ops
from tensorflow._core import axes_of, filled, pair, to_tensor
from tensorflow._dtypes import bool_, float32, int32
from tensorflow._pointwise import sigmoid, softplus, softsign, tanh
from tensorflow._reduction import top_k
from tensorflow._selection import gather

__public__ = "tf.nn"


def _activation(name):
    """Takes floats only; the slope or the bound changes nothing about the shape."""

    def function(features, *args, **kwargs):
        return ops.unary(to_tensor(features), operation, True)

    operation = name
    return function


relu = _activation("relu")
relu6 = _activation("relu6")
elu = _activation("elu")
selu = _activation("selu")
silu = swish = _activation("silu")
gelu = _activation("gelu")
leaky_relu = _activation("relu")
log_sigmoid = _activation("logsigmoid")


def crelu(features, axis=-1, name=None):
    tensor = to_tensor(features)
    return ops.cat([tensor, tensor], axis)


def softmax(logits, axis=None, name=None):
    tensor = to_tensor(logits)
    ops.require_dtype(tensor, "floating")
    return ops.softmax(tensor, -1 if axis is None else axis)


def log_softmax(logits, axis=None, name=None):
    tensor = to_tensor(logits)
    ops.require_dtype(tensor, "floating")
    return ops.log_softmax(tensor, -1 if axis is None else axis)


def dropout(x, rate, noise_shape=None, seed=None, name=None):
    tensor = to_tensor(x)
    ops.require_dtype(tensor, "floating")
    return ops.unary(tensor, "dropout")


def experimental(*args, **kwargs):
    return ops.unknown()


def l2_normalize(x, axis=None, epsilon=1e-12, name=None):
    return ops.like(to_tensor(x), None)


def l2_loss(t, name=None):
    tensor = to_tensor(t)
    return ops.reduce("sum", tensor, None, False, tensor.dtype)


def zero_fraction(value, name=None):
    return filled((), float32)


def bias_add(value, bias, data_format=None, name=None):
    first, second = pair(value, bias)
    ops.require_rank(second, [1])
    ops.require_axes(first, 2)
    if data_format is None or not (isinstance(data_format, str) and data_format.startswith("NC")):
        ops.require_equal(second.shape[0], first.shape[-1])
        return ops.elementwise("add", first, ops.expand(second, [first.shape[-1]]), strict=True)
    return first


def moments(x, axes, shift=None, keepdims=False, name=None):
    tensor = to_tensor(x)
    mean = ops.reduce("amax", tensor, axes_of(axes), keepdims)
    return mean, ops.like(mean, None)


def weighted_moments(x, axes, frequency_weights, keepdims=False, name=None):
    return moments(x, axes, keepdims=keepdims)


def batch_normalization(x, mean, variance, offset, scale, variance_epsilon, name=None):
    tensor = to_tensor(x)
    for part in (mean, variance, offset, scale):
        if ops.is_tensor(part):
            tensor = ops.elementwise("add", tensor, to_tensor(part), strict=True)
    return tensor


def local_response_normalization(input, depth_radius=5, bias=1, alpha=1, beta=0.5, name=None):
    tensor = to_tensor(input)
    ops.require_rank(tensor, [4])
    return tensor


lrn = local_response_normalization


def embedding_lookup(params, ids, max_norm=None, name=None):
    return gather(params, ids)


def in_top_k(targets, predictions, k, name=None):
    scores = to_tensor(predictions)
    return filled([scores.shape[0]], bool_)


def embedding_lookup_sparse(*args, **kwargs):
    return ops.unknown()


safe_embedding_lookup_sparse = with_space_to_batch = ctc_unique_labels = compute_accidental_hits = embedding_lookup_sparse
RNNCellDeviceWrapper = RNNCellDropoutWrapper = RNNCellResidualWrapper = embedding_lookup_sparse


# Losses.
def sparse_softmax_cross_entropy_with_logits(labels, logits, name=None):
    targets = to_tensor(labels)
    ops.require_dtype(targets, "integer")
    return ops.sparse_softmax_cross_entropy_with_logits(to_tensor(logits), targets)


def softmax_cross_entropy_with_logits(labels, logits, axis=-1, name=None):
    scores = to_tensor(logits)
    return ops.softmax_cross_entropy_with_logits(scores, to_tensor(labels, scores.dtype), axis)


def sigmoid_cross_entropy_with_logits(labels=None, logits=None, name=None):
    scores = to_tensor(logits)
    return ops.sigmoid_cross_entropy_with_logits(scores, to_tensor(labels, scores.dtype))


def weighted_cross_entropy_with_logits(labels, logits, pos_weight, name=None):
    return sigmoid_cross_entropy_with_logits(labels, logits)


def log_poisson_loss(targets, log_input, compute_full_loss=False, name=None):
    first, second = pair(targets, log_input)
    return ops.elementwise("mul", first, second, strict=True)


def __getattr__(name):
    """Convolutions and pools are read when one is asked for."""
    from tensorflow import _nn_windows

    return getattr(_nn_windows, name, ops.unknown())
