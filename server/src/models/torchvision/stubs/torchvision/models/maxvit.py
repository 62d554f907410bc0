"""MaxViT: in each layer a mobile convolution, then attention within windows and attention across a grid.

Images stay (batch, channels, height, width); attention within partitions keeps the shape.
"""
from shapeline import ops
import torch
from torch import nn
from torchvision.models._weights import WeightsEnum, imagenet, options
from torchvision.ops.misc import Conv2dNormActivation, SqueezeExcitation, StochasticDepth

__all__ = [
    "MaxVit", "MaxVit_T_Weights", "maxvit_t",
]


class MBConv(nn.Module):
    def __init__(self, in_channels, out_channels, expansion_ratio, squeeze_ratio, stride, activation_layer, norm_layer, p_stochastic_dropout=0.0):
        super().__init__()
        if stride != 1 or in_channels != out_channels:
            self.proj = nn.Sequential(nn.AvgPool2d(3, stride, 1), nn.Conv2d(in_channels, out_channels, 1)) if stride == 2 else nn.Sequential(nn.Conv2d(in_channels, out_channels, 1))
        else:
            self.proj = nn.Identity()
        wide = int(out_channels * expansion_ratio)
        self.stochastic_depth = StochasticDepth(p_stochastic_dropout, "row") if p_stochastic_dropout else nn.Identity()
        self.layers = nn.Sequential()
        self.layers.add_module("pre_norm", norm_layer(in_channels))
        self.layers.add_module("conv_a", Conv2dNormActivation(in_channels, wide, 1, activation_layer=activation_layer, norm_layer=norm_layer, inplace=None))
        self.layers.add_module("conv_b", Conv2dNormActivation(wide, wide, 3, stride, 1, groups=wide, activation_layer=activation_layer, norm_layer=norm_layer, inplace=None))
        self.layers.add_module("squeeze_excitation", SqueezeExcitation(wide, int(out_channels * squeeze_ratio), activation=nn.SiLU))
        self.layers.add_module("conv_c", nn.Conv2d(wide, out_channels, 1))

    def forward(self, x):
        return self.proj(x) + self.stochastic_depth(self.layers(x))


class RelativePositionalMultiHeadAttention(nn.Module):
    def __init__(self, feat_dim, head_dim, max_seq_len):
        super().__init__()
        ops.require_divisible(feat_dim, head_dim)
        self.n_heads = feat_dim // head_dim
        self.head_dim = head_dim
        self.size = int(max_seq_len ** 0.5)
        self.max_seq_len = max_seq_len
        self.to_qkv = nn.Linear(feat_dim, 3 * feat_dim)
        self.merge = nn.Linear(feat_dim, feat_dim)
        self.relative_position_bias_table = nn.Parameter(torch.empty((2 * self.size - 1) ** 2, self.n_heads))
        self.register_buffer("relative_position_index", torch.zeros(max_seq_len, max_seq_len, dtype=torch.int64))

    def forward(self, x):
        query, key, value = self.to_qkv(x).chunk(3, -1)
        return self.merge(value)


class SwapAxes(nn.Module):
    def __init__(self, a, b):
        super().__init__()
        self.a = a
        self.b = b

    def forward(self, x):
        return torch.swapaxes(x, self.a, self.b)


class WindowPartition(nn.Module):
    def forward(self, x, p):
        batch, channels, height, width = x.shape
        x = x.reshape(batch, channels, height // p, p, width // p, p).permute(0, 2, 4, 3, 5, 1)
        return x.reshape(batch, (height // p) * (width // p), p * p, channels)


class WindowDepartition(nn.Module):
    def forward(self, x, p, h_partitions, w_partitions):
        batch, windows, tokens, channels = x.shape
        x = x.reshape(batch, h_partitions, w_partitions, p, p, channels).permute(0, 5, 1, 3, 2, 4)
        return x.reshape(batch, channels, h_partitions * p, w_partitions * p)


class PartitionAttentionLayer(nn.Module):
    def __init__(self, in_channels, head_dim, partition_size, partition_type, grid_size, mlp_ratio, activation_layer, norm_layer, attention_dropout, mlp_dropout, p_stochastic_dropout):
        super().__init__()
        self.n_partitions = grid_size[0] // partition_size
        self.partition_type = partition_type
        self.grid_size = grid_size
        self.p = partition_size if partition_type == "window" else self.n_partitions
        self.g = self.n_partitions if partition_type == "window" else partition_size
        self.partition_op = WindowPartition()
        self.departition_op = WindowDepartition()
        self.partition_swap = nn.Identity() if partition_type == "window" else SwapAxes(-2, -3)
        self.departition_swap = nn.Identity() if partition_type == "window" else SwapAxes(-2, -3)
        attention = RelativePositionalMultiHeadAttention(in_channels, head_dim, partition_size ** 2)
        self.attn_layer = nn.Sequential(norm_layer(in_channels), attention, nn.Dropout(attention_dropout))
        self.mlp_layer = nn.Sequential(
            nn.LayerNorm(in_channels), nn.Linear(in_channels, in_channels * mlp_ratio), activation_layer(),
            nn.Linear(in_channels * mlp_ratio, in_channels), nn.Dropout(mlp_dropout),
        )
        self.stochastic_dropout = StochasticDepth(p_stochastic_dropout, "row")

    def forward(self, x):
        batch, channels, height, width = x.shape
        ops.require_equal(height, self.grid_size[0])
        ops.require_equal(width, self.grid_size[1])
        x = x.permute(0, 2, 3, 1)
        x = x + self.stochastic_dropout(self.attn_layer(x))
        x = x + self.stochastic_dropout(self.mlp_layer(x))
        return x.permute(0, 3, 1, 2)


class MaxVitLayer(nn.Module):
    def __init__(self, in_channels, out_channels, squeeze_ratio, expansion_ratio, stride, norm_layer, activation_layer, head_dim, mlp_ratio, mlp_dropout, attention_dropout, p_stochastic_dropout, partition_size, grid_size):
        super().__init__()
        self.layers = nn.Sequential()
        self.layers.add_module("MBconv", MBConv(in_channels, out_channels, expansion_ratio, squeeze_ratio, stride, activation_layer, norm_layer, p_stochastic_dropout))
        for name in ("window", "grid"):
            attention = PartitionAttentionLayer(out_channels, head_dim, partition_size, name, grid_size, mlp_ratio, activation_layer, nn.LayerNorm, attention_dropout, mlp_dropout, p_stochastic_dropout)
            self.layers.add_module(name + "_attention", attention)

    def forward(self, x):
        return self.layers(x)


class MaxVitBlock(nn.Module):
    def __init__(self, in_channels, out_channels, squeeze_ratio, expansion_ratio, norm_layer, activation_layer, head_dim, mlp_ratio, mlp_dropout, attention_dropout, partition_size, input_grid_size, n_layers, p_stochastic):
        super().__init__()
        self.layers = nn.ModuleList()
        self.grid_size = _halved(input_grid_size)
        for i in range(n_layers):
            self.layers.append(MaxVitLayer(out_channels if i else in_channels, out_channels, squeeze_ratio, expansion_ratio, 1 if i else 2, norm_layer, activation_layer, head_dim, mlp_ratio, mlp_dropout, attention_dropout, p_stochastic[i], partition_size, self.grid_size))

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def _halved(size):
    """What a 3×3 convolution of stride two leaves."""
    return ((size[0] - 1) // 2 + 1, (size[1] - 1) // 2 + 1)


class MaxVit(nn.Module):
    def __init__(self, input_size, stem_channels, partition_size, block_channels, block_layers, head_dim, stochastic_depth_prob, norm_layer=None, activation_layer=nn.GELU, squeeze_ratio=0.25, expansion_ratio=4, mlp_ratio=4, mlp_dropout=0.0, attention_dropout=0.0, num_classes=1000):
        super().__init__()
        norm = norm_layer or nn.BatchNorm2d
        self.stem = nn.Sequential(
            Conv2dNormActivation(3, stem_channels, 3, stride=2, norm_layer=norm, activation_layer=activation_layer, bias=False, inplace=None),
            Conv2dNormActivation(stem_channels, stem_channels, 3, stride=1, norm_layer=None, activation_layer=None, bias=True),
        )
        self.partition_size = partition_size
        self.blocks = nn.ModuleList()
        grid = self._grid = _halved(input_size)
        channels = stem_channels
        depth = sum(block_layers)
        done = 0
        for width, layers in zip(block_channels, block_layers):
            p_stochastic = [stochastic_depth_prob * i / (depth - 1) for i in range(done, done + layers)]
            self.blocks.append(MaxVitBlock(channels, width, squeeze_ratio, expansion_ratio, norm, activation_layer, head_dim, mlp_ratio, mlp_dropout, attention_dropout, partition_size, grid, layers, p_stochastic))
            grid = self.blocks[-1].grid_size
            channels = width
            done += layers
        self.classifier = nn.Sequential(
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.LayerNorm(channels), nn.Linear(channels, channels), nn.Tanh(),
            nn.Linear(channels, num_classes, bias=False),
        )

    def forward(self, x):
        batch, channels, height, width = self.stem(x).shape
        ops.require_equal(height, self._grid[0])
        ops.require_equal(width, self._grid[1])
        x = ops.full((batch, channels, *self._grid), x.dtype)
        for block in self.blocks:
            x = block(x)
        return self.classifier(x)


class MaxVit_T_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = imagenet(224, 224)


def maxvit_t(weights=None, progress=True, **kwargs):
    input_size = kwargs.pop("input_size", (224, 224))
    return MaxVit(input_size, 64, 7, [64, 128, 256, 512], [2, 2, 5, 2], 32, 0.2, **options(weights, kwargs))
