"""Swin Transformer, v1 and v2: attention within windows, which shift from block to block; patches merge between stages.

Images are channels-last inside. Attention pads to whole windows and cuts off again, so it keeps the shape.
"""
import torch
from torch import nn
from torchvision.models._weights import WeightsEnum, imagenet, options
from torchvision.ops.misc import MLP, Permute, StochasticDepth

__all__ = [
    "SwinTransformer", "Swin_T_Weights", "Swin_S_Weights", "Swin_B_Weights", "Swin_V2_T_Weights", "Swin_V2_S_Weights",
    "Swin_V2_B_Weights", "swin_t", "swin_s", "swin_b", "swin_v2_t", "swin_v2_s", "swin_v2_b",
]


def _quarters(x):
    """Each 2×2 square as one position with four times the channels; odd sizes are padded."""
    return torch.cat([x[..., 0::2, 0::2, :]] * 4, -1)


class PatchMerging(nn.Module):
    def __init__(self, dim, norm_layer=nn.LayerNorm):
        super().__init__()
        self.dim = dim
        self.reduction = nn.Linear(4 * dim, 2 * dim, bias=False)
        self.norm = norm_layer(4 * dim)

    def forward(self, x):
        return self.reduction(self.norm(_quarters(x)))


class PatchMergingV2(nn.Module):
    def __init__(self, dim, norm_layer=nn.LayerNorm):
        super().__init__()
        self.dim = dim
        self.reduction = nn.Linear(4 * dim, 2 * dim, bias=False)
        self.norm = norm_layer(2 * dim)

    def forward(self, x):
        return self.norm(self.reduction(_quarters(x)))


class ShiftedWindowAttention(nn.Module):
    def __init__(self, dim, window_size, shift_size, num_heads, qkv_bias=True, proj_bias=True, attention_dropout=0.0, dropout=0.0):
        super().__init__()
        self.window_size = window_size
        self.shift_size = shift_size
        self.num_heads = num_heads
        self.attention_dropout = attention_dropout
        self.dropout = dropout
        self.qkv = nn.Linear(dim, 3 * dim, bias=qkv_bias)
        self.proj = nn.Linear(dim, dim, bias=proj_bias)
        self.define_relative_position_bias_table()
        self.register_buffer("relative_position_index", torch.zeros((window_size[0] * window_size[1]) ** 2, dtype=torch.int64))

    def define_relative_position_bias_table(self):
        height, width = self.window_size
        self.relative_position_bias_table = nn.Parameter(torch.zeros((2 * height - 1) * (2 * width - 1), self.num_heads))

    def get_relative_position_bias(self):
        tokens = self.window_size[0] * self.window_size[1]
        return torch.zeros(1, self.num_heads, tokens, tokens)

    def forward(self, x):
        query, key, value = self.qkv(x).chunk(3, -1)
        return self.proj(value)


class ShiftedWindowAttentionV2(ShiftedWindowAttention):
    """The position bias comes from a small network over relative coordinates."""

    def __init__(self, dim, window_size, shift_size, num_heads, qkv_bias=True, proj_bias=True, attention_dropout=0.0, dropout=0.0):
        super().__init__(dim, window_size, shift_size, num_heads, qkv_bias, proj_bias, attention_dropout, dropout)
        self.logit_scale = nn.Parameter(torch.ones(num_heads, 1, 1))
        self.cpb_mlp = nn.Sequential(nn.Linear(2, 512), nn.ReLU(inplace=True), nn.Linear(512, num_heads, bias=False))

    def define_relative_position_bias_table(self):
        height, width = self.window_size
        self.register_buffer("relative_coords_table", torch.zeros(1, 2 * height - 1, 2 * width - 1, 2))


class SwinTransformerBlock(nn.Module):
    def __init__(self, dim, num_heads, window_size, shift_size, mlp_ratio=4.0, dropout=0.0, attention_dropout=0.0, stochastic_depth_prob=0.0, norm_layer=nn.LayerNorm, attn_layer=ShiftedWindowAttention):
        super().__init__()
        self.norm1 = norm_layer(dim)
        self.attn = attn_layer(dim, window_size, shift_size, num_heads, attention_dropout=attention_dropout, dropout=dropout)
        self.stochastic_depth = StochasticDepth(stochastic_depth_prob, "row")
        self.norm2 = norm_layer(dim)
        self.mlp = MLP(dim, [int(dim * mlp_ratio), dim], activation_layer=nn.GELU, inplace=None, dropout=dropout)

    def forward(self, x):
        x = x + self.stochastic_depth(self.attn(self.norm1(x)))
        return x + self.stochastic_depth(self.mlp(self.norm2(x)))


class SwinTransformerBlockV2(SwinTransformerBlock):
    """Normalises after, not before."""

    def __init__(self, dim, num_heads, window_size, shift_size, mlp_ratio=4.0, dropout=0.0, attention_dropout=0.0, stochastic_depth_prob=0.0, norm_layer=nn.LayerNorm, attn_layer=ShiftedWindowAttentionV2):
        super().__init__(dim, num_heads, window_size, shift_size, mlp_ratio, dropout, attention_dropout, stochastic_depth_prob, norm_layer, attn_layer)

    def forward(self, x):
        x = x + self.stochastic_depth(self.norm1(self.attn(x)))
        return x + self.stochastic_depth(self.norm2(self.mlp(x)))


class SwinTransformer(nn.Module):
    def __init__(self, patch_size, embed_dim, depths, num_heads, window_size, mlp_ratio=4.0, dropout=0.0, attention_dropout=0.0, stochastic_depth_prob=0.1, num_classes=1000, norm_layer=None, block=None, downsample_layer=PatchMerging):
        super().__init__()
        block = block or SwinTransformerBlock
        norm = norm_layer or nn.LayerNorm
        self.num_classes = num_classes
        layers = [nn.Sequential(nn.Conv2d(3, embed_dim, (patch_size[0], patch_size[1]), stride=(patch_size[0], patch_size[1])), Permute([0, 2, 3, 1]), norm(embed_dim))]
        dim = embed_dim
        for i, depth in enumerate(depths):
            stage = []
            for j in range(depth):
                shift = [0 if j % 2 == 0 else size // 2 for size in window_size]
                stage.append(block(dim, num_heads[i], window_size, shift, mlp_ratio, dropout, attention_dropout, stochastic_depth_prob, norm))
            layers.append(nn.Sequential(*stage))
            if i < len(depths) - 1:
                layers.append(downsample_layer(dim, norm))
                dim *= 2
        self.features = nn.Sequential(*layers)
        self.norm = norm(dim)
        self.permute = Permute([0, 3, 1, 2])
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten(1)
        self.head = nn.Linear(dim, num_classes)

    def forward(self, x):
        x = self.permute(self.norm(self.features(x)))
        return self.head(self.flatten(self.avgpool(x)))


def _swin(embed_dim, depths, num_heads, weights, kwargs):
    return SwinTransformer([4, 4], embed_dim, depths, num_heads, [7, 7], **options(weights, kwargs))


def _swin_v2(embed_dim, depths, num_heads, weights, kwargs):
    return SwinTransformer([4, 4], embed_dim, depths, num_heads, [8, 8], block=SwinTransformerBlockV2, downsample_layer=PatchMergingV2, **options(weights, kwargs))


class Swin_T_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 232)


class Swin_S_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 246)


class Swin_B_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 238)


class Swin_V2_T_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(256, 260)


class Swin_V2_S_Weights(Swin_V2_T_Weights):
    pass


class Swin_V2_B_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(256, 272)


def swin_t(weights=None, progress=True, **kwargs):
    return _swin(96, [2, 2, 6, 2], [3, 6, 12, 24], weights, kwargs)


def swin_s(weights=None, progress=True, **kwargs):
    return _swin(96, [2, 2, 18, 2], [3, 6, 12, 24], weights, kwargs)


def swin_b(weights=None, progress=True, **kwargs):
    return _swin(128, [2, 2, 18, 2], [4, 8, 16, 32], weights, kwargs)


def swin_v2_t(weights=None, progress=True, **kwargs):
    return _swin_v2(96, [2, 2, 6, 2], [3, 6, 12, 24], weights, kwargs)


def swin_v2_s(weights=None, progress=True, **kwargs):
    return _swin_v2(96, [2, 2, 18, 2], [3, 6, 12, 24], weights, kwargs)


def swin_v2_b(weights=None, progress=True, **kwargs):
    return _swin_v2(128, [2, 2, 18, 2], [4, 8, 16, 32], weights, kwargs)
