"""`torch.nn.functional`: convolution, linear maps, normalisation, embedding, attention; and, imported, the rest.

Every function has PyTorch's parameters and hands them to the primitive of the same name.
"""
from shapeline import ops
from torch._functions.matrix import cosine_similarity, pairwise_distance, pdist
from torch._functions.shaping import channel_shuffle, pixel_shuffle, pixel_unshuffle
from torch.nn._functional.activation import *
from torch.nn._functional.loss import *
from torch.nn._functional.pooling import *

__public__ = "torch.nn.functional"

native_channel_shuffle = channel_shuffle


def linear(input, weight, bias=None):
    return ops.linear(input, weight, bias)


def bilinear(input1, input2, weight, bias=None):
    return ops.bilinear(input1, input2, weight, bias)


def conv1d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return ops.conv1d(input, weight, bias, stride, padding, dilation, groups)


def conv2d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return ops.conv2d(input, weight, bias, stride, padding, dilation, groups)


def conv3d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
    return ops.conv3d(input, weight, bias, stride, padding, dilation, groups)


def conv_transpose1d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    return ops.conv_transpose1d(input, weight, bias, stride, padding, output_padding, groups, dilation)


def conv_transpose2d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    return ops.conv_transpose2d(input, weight, bias, stride, padding, output_padding, groups, dilation)


def conv_transpose3d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1):
    return ops.conv_transpose3d(input, weight, bias, stride, padding, output_padding, groups, dilation)


def conv_tbc(input, weight, bias, pad=0):
    channels_first = ops.permute(input, (1, 2, 0))
    result = ops.conv1d(channels_first, ops.permute(weight, (2, 1, 0)), bias, 1, pad, 1, 1)
    return ops.permute(result, (2, 0, 1))


def batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-05):
    return ops.batch_norm(input, running_mean, running_var, weight, bias, training, momentum, eps)


def instance_norm(
    input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-05,
):
    return ops.instance_norm(input, running_mean, running_var, weight, bias, use_input_stats)


def layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05):
    return ops.layer_norm(input, normalized_shape, weight, bias)


def rms_norm(input, normalized_shape, weight=None, eps=None):
    return ops.rms_norm(input, normalized_shape, weight)


def group_norm(input, num_groups, weight=None, bias=None, eps=1e-05):
    return ops.group_norm(input, num_groups, weight, bias)


def local_response_norm(input, size, alpha=0.0001, beta=0.75, k=1.0):
    if input.dim() < 3:
        ops.require_rank(input, (3, 4, 5))
    return ops.unary(input, "local_response_norm")


def embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False):
    return ops.embedding(input, weight, padding_idx)


def embedding_bag(
    input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode="mean", sparse=False,
    per_sample_weights=None, include_last_offset=False, padding_idx=None,
):
    return ops.embedding_bag(
        input, weight, offsets, mode=mode, per_sample_weights=per_sample_weights,
        include_last_offset=include_last_offset,
    )


def one_hot(tensor, num_classes=-1):
    return ops.one_hot(tensor, num_classes)


def pad(input, pad, mode="constant", value=None):
    return ops.pad(input, pad, mode, value)


def scaled_dot_product_attention(
    query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False,
):
    return ops.scaled_dot_product_attention(
        query, key, value, attn_mask=attn_mask, dropout_p=dropout_p, is_causal=is_causal, scale=scale,
        enable_gqa=enable_gqa,
    )


def multi_head_attention_forward(
    query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v, add_zero_attn,
    dropout_p, out_proj_weight, out_proj_bias, training=True, key_padding_mask=None, need_weights=True, attn_mask=None,
    use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None, v_proj_weight=None, static_k=None,
    static_v=None, average_attn_weights=True, is_causal=False,
):
    kdim = k_proj_weight.shape[1] if use_separate_proj_weight else embed_dim_to_check
    vdim = v_proj_weight.shape[1] if use_separate_proj_weight else embed_dim_to_check
    return attention(
        query, key, value, embed_dim_to_check, num_heads, False, kdim, vdim, key_padding_mask, attn_mask, need_weights,
        average_attn_weights, bias_k is not None or add_zero_attn,
    )


def attention(
    query, key, value, embed_dim, num_heads, batch_first, kdim, vdim, key_padding_mask, attn_mask, need_weights,
    average_attn_weights, extra_keys,
):
    """Multi-head attention and its weights, which are None where unwanted, and not followed where keys are added."""
    output, weights = ops.multi_head_attention(
        query, key, value, embed_dim, num_heads, batch_first, kdim, vdim, key_padding_mask, attn_mask, need_weights,
        average_attn_weights,
    )
    return output, (ops.unknown() if extra_keys else weights) if need_weights else None


def grouped_mm(mat_a, mat_b, *, offs=None, bias=None, out_dtype=None):
    return ops.bmm(mat_a, mat_b) if offs is None else ops.unknown()


def scaled_mm(
    mat_a, mat_b, scale_a, scale_recipe_a, scale_b, scale_recipe_b, swizzle_a=None, swizzle_b=None, bias=None,
    output_dtype=ops.dtype("bfloat16"), contraction_dim=(), use_fast_accum=False,
):
    return ops.cast(ops.mm(mat_a, mat_b), output_dtype)


def scaled_grouped_mm(
    mat_a, mat_b, scale_a, scale_recipe_a, scale_b, scale_recipe_b, swizzle_a=None, swizzle_b=None, bias=None,
    offs=None, output_dtype=ops.dtype("bfloat16"), contraction_dim=(), use_fast_accum=False,
):
    return ops.unknown()


def scaled_addmm(
    input, mat1, mat2, scale_a, scale_recipe_a, scale_b, scale_recipe_b, swizzle_a=None, swizzle_b=None,
    contraction_dim=(), use_fast_accum=False, *, beta=1.0, alpha=1.0,
):
    return ops.elementwise("add", ops.mm(mat1, mat2), input)
