"""What few programs ask of `tf.nn`: losses over drawn classes, alignments, morphology, statistics."""
from shapeline import ops
from tensorflow._core import filled, to_tensor
from tensorflow._dtypes import float32, int32, int64
from tensorflow._nn_windows import _maxima, _padding, _pool, _spatial, conv_transpose

__public__ = "tf.nn"


# Losses.
def nce_loss(weights, biases, labels, inputs, num_sampled, num_classes, *args, **kwargs):
    rows = to_tensor(inputs)
    ops.require_rank(rows, [2])
    return filled([rows.shape[0]], rows.dtype)


sampled_softmax_loss = nce_loss


def ctc_loss(labels, logits, label_length, logit_length, logits_time_major=True, unique=None, blank_index=None, name=None):
    scores = to_tensor(logits)
    ops.require_rank(scores, [3])
    return filled([scores.shape[1 if logits_time_major else 0]], scores.dtype)


def ctc_greedy_decoder(inputs, sequence_length, merge_repeated=True, blank_index=None):
    scores = to_tensor(inputs)
    ops.require_rank(scores, [3])
    return [ops.unknown()], filled([scores.shape[1], 1], scores.dtype)


def ctc_beam_search_decoder(inputs, sequence_length, beam_width=100, top_paths=1):
    scores = to_tensor(inputs)
    ops.require_rank(scores, [3])
    return ops.unknown(), filled([scores.shape[1], top_paths], scores.dtype)


def collapse_repeated(labels, seq_length, name=None):
    given = to_tensor(labels)
    return filled([given.shape[0], ops.size("longest")], given.dtype), filled([given.shape[0]], int32)


def compute_average_loss(per_example_loss, sample_weight=None, global_batch_size=None):
    return filled((), to_tensor(per_example_loss).dtype)


def scale_regularization_loss(regularization_loss):
    return filled((), to_tensor(regularization_loss).dtype)


# Statistics.
def normalize_moments(counts, mean_ss, variance_ss, shift, name=None):
    return to_tensor(mean_ss), to_tensor(variance_ss)


def sufficient_statistics(x, axes, shift=None, keepdims=False, name=None):
    tensor = to_tensor(x)
    total = ops.reduce("sum", tensor, axes if isinstance(axes, (list, tuple)) else [axes], keepdims, tensor.dtype)
    return filled((), tensor.dtype), total, ops.like(total, None), shift


def batch_norm_with_global_normalization(
    input, mean, variance, beta, gamma, variance_epsilon, scale_after_normalization, name=None
):
    tensor = to_tensor(input)
    ops.require_rank(tensor, [4])
    return tensor


def isotonic_regression(inputs, decreasing=True, axis=-1):
    tensor = to_tensor(inputs)
    return tensor, ops.cast(tensor, int32)


def approx_max_k(operand, k, reduction_dimension=-1, recall_target=0.95, reduction_input_size_override=-1, aggregate_to_topk=True, name=None):
    tensor = to_tensor(operand)
    if not aggregate_to_topk:
        return ops.unknown()
    sizes = list(tensor.shape)
    sizes[reduction_dimension] = k
    return filled(sizes, tensor.dtype), filled(sizes, int32)


approx_min_k = approx_max_k


def fixed_unigram_candidate_sampler(true_classes, num_true, num_sampled, *args, **kwargs):
    classes = to_tensor(true_classes)
    return filled([num_sampled], int64), filled([classes.shape[0], num_true], float32), filled([num_sampled], float32)


learned_unigram_candidate_sampler = all_candidate_sampler = fixed_unigram_candidate_sampler


# Windows.
def dilation2d(input, filters, strides, padding, data_format, dilations, name=None):
    """A kernel (height, width, channels) slides over each channel."""
    image, kernel = to_tensor(input), to_tensor(filters)
    ops.require_rank(image, [4])
    ops.require_rank(kernel, [3])
    ops.require_channels(image, kernel.shape[2])
    height, width, channels = kernel.shape
    grouped = ops.full((height, width, 1, channels), kernel.dtype)
    return ops.conv2d(
        image, grouped, None, _spatial(strides, 2, None), _padding(padding), _spatial(dilations, 2, None), channels,
        "channels_last", "channels_last",
    )


def erosion2d(value, filters, strides, padding, data_format, dilations, name=None):
    return dilation2d(value, filters, strides, padding, data_format, dilations)


def max_pool_with_argmax(
    input, ksize, strides, padding, data_format="NHWC", output_dtype=None, include_batch_in_index=False, name=None
):
    largest = _pool(_maxima, 2, input, ksize, strides, padding, data_format)
    return largest, ops.cast(largest, int64 if output_dtype is None else output_dtype)


def fractional_max_pool(value, pooling_ratio, pseudo_random=False, overlapping=False, seed=0, name=None):
    """Sizes follow from fractions: only their order is known."""
    image = to_tensor(value)
    ops.require_rank(image, [4])
    pooled = filled([image.shape[0], ops.size("height"), ops.size("width"), image.shape[-1]], image.dtype)
    return pooled, filled([ops.size("rows")], int64), filled([ops.size("columns")], int64)


fractional_avg_pool = fractional_max_pool


def atrous_conv2d_transpose(value, filters, output_shape, rate, padding, name=None):
    return conv_transpose(value, filters, output_shape, 1, padding)


def depthwise_conv2d_backprop_input(input_sizes, filter, out_backprop, strides, padding, data_format="NHWC", dilations=(1, 1), name=None):
    return ops.full(input_sizes, to_tensor(out_backprop).dtype)


def depthwise_conv2d_backprop_filter(input, filter_sizes, out_backprop, strides, padding, data_format="NHWC", dilations=(1, 1), name=None):
    return ops.full(filter_sizes, to_tensor(out_backprop).dtype)
