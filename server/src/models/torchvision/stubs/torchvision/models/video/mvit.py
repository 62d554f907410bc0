"""Multiscale Vision Transformers: attention that pools, so that later blocks have fewer tokens and more channels.

Tokens are one for the class and then one a place; `thw` are the places' sizes in time, height and width.
"""
import torch
from shapeline import ops
from torch import nn
from torchvision.models._weights import WeightsEnum, kinetics, options
from torchvision.ops.misc import MLP, StochasticDepth

__all__ = [
    "MViT", "MViT_V1_B_Weights", "mvit_v1_b", "MViT_V2_S_Weights", "mvit_v2_s",
]


def _layer_norm(width):
    return nn.LayerNorm(width, eps=1e-6)


class MSBlockConfig:
    def __init__(self, num_heads, input_channels, output_channels, kernel_q, kernel_kv, stride_q, stride_kv):
        self.num_heads = num_heads
        self.input_channels = input_channels
        self.output_channels = output_channels
        self.kernel_q = kernel_q
        self.kernel_kv = kernel_kv
        self.stride_q = stride_q
        self.stride_kv = stride_kv


def _pooled_size(size, stride):
    """What an odd kernel with half of it as padding leaves."""
    return (size - 1) // stride + 1


class Pool(nn.Module):
    def __init__(self, pool, norm, activation=None, norm_before_pool=False):
        super().__init__()
        self.pool = pool
        if norm is not None:
            self.norm_act = nn.Sequential(norm) if activation is None else nn.Sequential(norm, activation)

    def forward(self, x, thw):
        """Of (batch, [heads,] tokens, channels)."""
        stride = self.pool.stride
        thw = tuple([_pooled_size(size, step) for size, step in zip(thw, stride)])
        return ops.full((*x.shape[:-2], 1 + thw[0] * thw[1] * thw[2], x.shape[-1]), x.dtype), thw


def _pooling(channels, kernel, stride, norm_layer):
    if not kernel:
        return None
    conv = nn.Conv3d(channels, channels, tuple(kernel), stride=tuple(stride), padding=tuple([size // 2 for size in kernel]), groups=channels, bias=False)
    return Pool(conv, norm_layer(channels))


class MultiscaleAttention(nn.Module):
    def __init__(self, input_size, embed_dim, output_dim, num_heads, kernel_q, kernel_kv, stride_q, stride_kv, residual_pool, residual_with_cls_embed, rel_pos_embed, dropout=0.0, norm_layer=nn.LayerNorm):
        super().__init__()
        self.embed_dim = embed_dim
        self.output_dim = output_dim
        self.num_heads = num_heads
        self.head_dim = output_dim // num_heads
        self.qkv = nn.Linear(embed_dim, 3 * output_dim)
        self.project = nn.Sequential(nn.Linear(output_dim, output_dim), nn.Dropout(dropout, inplace=True)) if dropout > 0.0 else nn.Sequential(nn.Linear(output_dim, output_dim))
        self.pool_q = _pooling(self.head_dim, kernel_q, stride_q, norm_layer)
        self.pool_k = _pooling(self.head_dim, kernel_kv, stride_kv, norm_layer)
        self.pool_v = _pooling(self.head_dim, kernel_kv, stride_kv, norm_layer)
        if rel_pos_embed:
            size = max(input_size[1:])
            largest = max(size // stride_q[1] if stride_q else size, size // stride_kv[1] if stride_kv else size)
            self.rel_pos_h = nn.Parameter(torch.zeros(2 * largest - 1, self.head_dim))
            self.rel_pos_w = nn.Parameter(torch.zeros(2 * largest - 1, self.head_dim))
            self.rel_pos_t = nn.Parameter(torch.zeros(2 * input_size[0] - 1, self.head_dim))

    def forward(self, x, thw):
        query, key, value = self.qkv(x).chunk(3, -1)
        if self.pool_q is not None:
            query, thw = self.pool_q(query, thw)
        return self.project(query), thw


class MultiscaleBlock(nn.Module):
    def __init__(self, input_size, cnf, residual_pool, residual_with_cls_embed, rel_pos_embed, proj_after_attn, dropout=0.0, stochastic_depth_prob=0.0, norm_layer=nn.LayerNorm):
        super().__init__()
        self.proj_after_attn = proj_after_attn
        self.pool_skip = None
        if max(cnf.stride_q, default=1) > 1:
            kernel = [stride + 1 if stride > 1 else stride for stride in cnf.stride_q]
            self.pool_skip = Pool(nn.MaxPool3d(kernel, stride=cnf.stride_q, padding=[size // 2 for size in kernel]), None)
        dim = cnf.output_channels if proj_after_attn else cnf.input_channels
        self.norm1 = norm_layer(cnf.input_channels)
        self.norm2 = norm_layer(dim)
        self.attn = MultiscaleAttention(input_size, cnf.input_channels, dim, cnf.num_heads, cnf.kernel_q, cnf.kernel_kv, cnf.stride_q, cnf.stride_kv, residual_pool, residual_with_cls_embed, rel_pos_embed, dropout, norm_layer)
        self.mlp = MLP(dim, [4 * dim, cnf.output_channels], activation_layer=nn.GELU, dropout=dropout, inplace=None)
        self.stochastic_depth = StochasticDepth(stochastic_depth_prob, "row")
        self.project = nn.Linear(cnf.input_channels, cnf.output_channels) if cnf.input_channels != cnf.output_channels else None

    def forward(self, x, thw):
        normed = self.norm1(x)
        attended, after = self.attn(normed, thw)
        if self.project is not None and self.proj_after_attn:
            x = self.project(normed)
        if self.pool_skip is not None:
            x = self.pool_skip(x, thw)[0]
        x = x + self.stochastic_depth(attended)
        normed = self.norm2(x)
        if self.project is not None and not self.proj_after_attn:
            x = self.project(normed)
        return x + self.stochastic_depth(self.mlp(normed)), after


class PositionalEncoding(nn.Module):
    def __init__(self, embed_size, spatial_size, temporal_size, rel_pos_embed):
        super().__init__()
        self.spatial_size = spatial_size
        self.temporal_size = temporal_size
        self.class_token = nn.Parameter(torch.zeros(embed_size))
        self.spatial_pos = None
        if not rel_pos_embed:
            self.spatial_pos = nn.Parameter(torch.zeros(spatial_size[0] * spatial_size[1], embed_size))
            self.temporal_pos = nn.Parameter(torch.zeros(temporal_size, embed_size))
            self.class_pos = nn.Parameter(torch.zeros(embed_size))

    def forward(self, x):
        """As many places as the model was made for."""
        batch, places, channels = x.shape
        expected = self.temporal_size * self.spatial_size[0] * self.spatial_size[1]
        ops.require_equal(places, expected)
        return ops.full((batch, 1 + expected, channels), x.dtype)


class MViT(nn.Module):
    def __init__(self, spatial_size, temporal_size, block_setting, residual_pool, residual_with_cls_embed, rel_pos_embed, proj_after_attn, dropout=0.5, attention_dropout=0.0, stochastic_depth_prob=0.0, num_classes=400, block=None, norm_layer=None, patch_embed_kernel=(3, 7, 7), patch_embed_stride=(2, 4, 4), patch_embed_padding=(1, 3, 3)):
        super().__init__()
        block = block or MultiscaleBlock
        norm = norm_layer or _layer_norm
        width = block_setting[0].input_channels
        self.conv_proj = nn.Conv3d(3, width, patch_embed_kernel, stride=patch_embed_stride, padding=patch_embed_padding)
        size = [whole // stride for whole, stride in zip((temporal_size, *spatial_size), patch_embed_stride)]
        self.pos_encoding = PositionalEncoding(width, (size[1], size[2]), size[0], rel_pos_embed)
        self.blocks = nn.ModuleList()
        for cnf in block_setting:
            self.blocks.append(block(size, cnf, residual_pool, residual_with_cls_embed, rel_pos_embed, proj_after_attn, attention_dropout, stochastic_depth_prob, norm))
            if cnf.stride_q:
                size = [whole // stride for whole, stride in zip(size, cnf.stride_q)]
        last = block_setting[-1].output_channels
        self.norm = norm(last)
        self.head = nn.Sequential(nn.Dropout(dropout, inplace=True), nn.Linear(last, num_classes))

    def forward(self, x):
        """A video, or one image as a video of one frame."""
        x = self.conv_proj(x.unsqueeze(2) if x.dim() == 4 else x).flatten(2).transpose(1, 2)
        x = self.pos_encoding(x)
        thw = (self.pos_encoding.temporal_size, *self.pos_encoding.spatial_size)
        for block in self.blocks:
            x, thw = block(x, thw)
        return self.head(self.norm(x)[:, 0])


# Where queries are pooled, and how far apart keys and values are taken, block by block.
_pooled_at = (1, 3, 14)
_strides_kv = (8, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1)
_heads = (1, 2, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 8, 8)


def _settings(widths, pool_always):
    """`widths` are the channels before each block and after the last."""
    setting = []
    for i in range(16):
        stride = 2 if i in _pooled_at else 1
        pools = pool_always or stride == 2
        setting.append(MSBlockConfig(_heads[i], widths[i], widths[i + 1], [3, 3, 3] if pools else [], [3, 3, 3], [1, stride, stride] if pools else [], [1, _strides_kv[i], _strides_kv[i]]))
    return setting


def _mvit(setting, is_second, weights, kwargs):
    spatial_size = kwargs.pop("spatial_size", (224, 224))
    temporal_size = kwargs.pop("temporal_size", 16)
    return MViT(spatial_size, temporal_size, setting, is_second, not is_second, is_second, is_second, **options(weights, kwargs, 400))


class MViT_V1_B_Weights(WeightsEnum):
    DEFAULT = KINETICS400_V1 = kinetics((224, 224), (256,))


class MViT_V2_S_Weights(MViT_V1_B_Weights):
    pass


def mvit_v1_b(weights=None, progress=True, **kwargs):
    return _mvit(_settings([96, 192, 192] + [384] * 11 + [768] * 3, False), False, weights, kwargs)


def mvit_v2_s(weights=None, progress=True, **kwargs):
    return _mvit(_settings([96, 96, 192, 192] + [384] * 11 + [768] * 2, True), True, weights, kwargs)
