"""Swin Transformer for videos: windows reach through time as well."""
import torch
from shapeline import ops
from torch import nn
from torchvision.models._weights import WeightsEnum, kinetics, options
from torchvision.models.swin_transformer import PatchMerging, SwinTransformerBlock

__all__ = [
    "SwinTransformer3d", "Swin3D_T_Weights", "Swin3D_S_Weights", "Swin3D_B_Weights", "swin3d_t", "swin3d_s", "swin3d_b",
]


class ShiftedWindowAttention3d(nn.Module):
    """Pads to whole windows and cuts off again, so it keeps the shape."""

    def __init__(self, dim, window_size, shift_size, num_heads, qkv_bias=True, proj_bias=True, attention_dropout=0.0, dropout=0.0):
        super().__init__()
        self.window_size = window_size
        self.shift_size = shift_size
        self.num_heads = num_heads
        self.attention_dropout = attention_dropout
        self.dropout = dropout
        self.qkv = nn.Linear(dim, 3 * dim, bias=qkv_bias)
        self.proj = nn.Linear(dim, dim, bias=proj_bias)
        time, height, width = window_size
        self.relative_position_bias_table = nn.Parameter(torch.zeros((2 * time - 1) * (2 * height - 1) * (2 * width - 1), num_heads))
        tokens = time * height * width
        self.register_buffer("relative_position_index", torch.zeros(tokens, tokens, dtype=torch.int64))

    def forward(self, x):
        query, key, value = self.qkv(x).chunk(3, -1)
        return self.proj(value)


class PatchEmbed3d(nn.Module):
    """Sizes that are no multiples of the patch's are padded."""

    def __init__(self, patch_size, in_channels=3, embed_dim=96, norm_layer=None):
        super().__init__()
        self.tuple_patch_size = tuple(patch_size)
        self.proj = nn.Conv3d(in_channels, embed_dim, self.tuple_patch_size, stride=self.tuple_patch_size)
        self.norm = nn.Identity() if norm_layer is None else norm_layer(embed_dim)

    def forward(self, x):
        ops.require_equal(x.shape[1], self.proj.in_channels)
        patches = [(size + step - 1) // step for size, step in zip(x.shape[2:], self.tuple_patch_size)]
        return self.norm(ops.full((x.shape[0], *patches, self.proj.out_channels), x.dtype))


class SwinTransformer3d(nn.Module):
    def __init__(self, patch_size, embed_dim, depths, num_heads, window_size, mlp_ratio=4.0, dropout=0.0, attention_dropout=0.0, stochastic_depth_prob=0.1, num_classes=400, norm_layer=None, block=None, downsample_layer=PatchMerging, patch_embed=None):
        super().__init__()
        block = block or SwinTransformerBlock
        norm = norm_layer or nn.LayerNorm
        self.num_classes = num_classes
        self.patch_embed = (patch_embed or PatchEmbed3d)(patch_size=patch_size, embed_dim=embed_dim, norm_layer=norm)
        self.pos_drop = nn.Dropout(dropout)
        layers = []
        dim = embed_dim
        for i, depth in enumerate(depths):
            stage = []
            for j in range(depth):
                shift = [0 if j % 2 == 0 else size // 2 for size in window_size]
                stage.append(block(dim, num_heads[i], window_size, shift, mlp_ratio, dropout, attention_dropout, stochastic_depth_prob, norm, ShiftedWindowAttention3d))
            layers.append(nn.Sequential(*stage))
            if i < len(depths) - 1:
                layers.append(downsample_layer(dim, norm))
                dim *= 2
        self.features = nn.Sequential(*layers)
        self.num_features = dim
        self.norm = norm(dim)
        self.avgpool = nn.AdaptiveAvgPool3d(1)
        self.head = nn.Linear(dim, num_classes)

    def forward(self, x):
        x = self.norm(self.features(self.pos_drop(self.patch_embed(x))))
        return self.head(torch.flatten(self.avgpool(x.permute(0, 4, 1, 2, 3)), 1))


def _swin3d(embed_dim, depths, num_heads, weights, kwargs):
    return SwinTransformer3d([2, 4, 4], embed_dim, depths, num_heads, [8, 7, 7], **options(weights, kwargs, 400))


class Swin3D_T_Weights(WeightsEnum):
    DEFAULT = KINETICS400_V1 = kinetics((224, 224), (256,))


class Swin3D_S_Weights(Swin3D_T_Weights):
    pass


class Swin3D_B_Weights(Swin3D_T_Weights):
    KINETICS400_IMAGENET22K_V1 = kinetics((224, 224), (256,))


def swin3d_t(weights=None, progress=True, **kwargs):
    return _swin3d(96, [2, 2, 6, 2], [3, 6, 12, 24], weights, kwargs)


def swin3d_s(weights=None, progress=True, **kwargs):
    return _swin3d(96, [2, 2, 18, 2], [3, 6, 12, 24], weights, kwargs)


def swin3d_b(weights=None, progress=True, **kwargs):
    return _swin3d(128, [2, 2, 18, 2], [4, 8, 16, 32], weights, kwargs)
