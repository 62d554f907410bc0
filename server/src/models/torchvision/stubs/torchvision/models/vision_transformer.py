"""The Vision Transformer: patches as tokens, with a class token in front whose last state is classified."""
from collections import namedtuple

import torch
from shapeline import ops
from torch import nn
from torchvision.models._weights import WeightsEnum, imagenet, options
from torchvision.ops.misc import MLP, Conv2dNormActivation

__all__ = [
    "VisionTransformer", "ViT_B_16_Weights", "ViT_B_32_Weights", "ViT_L_16_Weights", "ViT_L_32_Weights",
    "ViT_H_14_Weights", "vit_b_16", "vit_b_32", "vit_l_16", "vit_l_32", "vit_h_14",
]

ConvStemConfig = namedtuple("ConvStemConfig", ["out_channels", "kernel_size", "stride", "norm_layer", "activation_layer"], defaults=(nn.BatchNorm2d, nn.ReLU))


def _layer_norm(width):
    return nn.LayerNorm(width, eps=1e-6)


class MLPBlock(MLP):
    def __init__(self, in_dim, mlp_dim, dropout):
        super().__init__(in_dim, [mlp_dim, in_dim], activation_layer=nn.GELU, inplace=None, dropout=dropout)


class EncoderBlock(nn.Module):
    def __init__(self, num_heads, hidden_dim, mlp_dim, dropout, attention_dropout, norm_layer=_layer_norm):
        super().__init__()
        self.num_heads = num_heads
        self.ln_1 = norm_layer(hidden_dim)
        self.self_attention = nn.MultiheadAttention(hidden_dim, num_heads, dropout=attention_dropout, batch_first=True)
        self.dropout = nn.Dropout(dropout)
        self.ln_2 = norm_layer(hidden_dim)
        self.mlp = MLPBlock(hidden_dim, mlp_dim, dropout)

    def forward(self, input):
        x = self.ln_1(input)
        x, _ = self.self_attention(x, x, x, need_weights=False)
        x = self.dropout(x) + input
        return x + self.mlp(self.ln_2(x))


class Encoder(nn.Module):
    def __init__(self, seq_length, num_layers, num_heads, hidden_dim, mlp_dim, dropout, attention_dropout, norm_layer=_layer_norm):
        super().__init__()
        self.pos_embedding = nn.Parameter(torch.empty(1, seq_length, hidden_dim))
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.Sequential()
        for i in range(num_layers):
            self.layers.add_module("encoder_layer_" + str(i), EncoderBlock(num_heads, hidden_dim, mlp_dim, dropout, attention_dropout, norm_layer))
        self.ln = norm_layer(hidden_dim)

    def forward(self, input):
        return self.ln(self.layers(self.dropout(input + self.pos_embedding)))


class VisionTransformer(nn.Module):
    def __init__(self, image_size, patch_size, num_layers, num_heads, hidden_dim, mlp_dim, dropout=0.0, attention_dropout=0.0, num_classes=1000, representation_size=None, norm_layer=_layer_norm, conv_stem_configs=None):
        super().__init__()
        ops.require_divisible(image_size, patch_size)
        self.image_size = image_size
        self.patch_size = patch_size
        self.hidden_dim = hidden_dim
        self.mlp_dim = mlp_dim
        self.attention_dropout = attention_dropout
        self.dropout = dropout
        self.num_classes = num_classes
        self.representation_size = representation_size
        self.norm_layer = norm_layer
        self.class_token = nn.Parameter(torch.zeros(1, 1, hidden_dim))
        self.conv_proj = nn.Conv2d(3, hidden_dim, patch_size, stride=patch_size) if conv_stem_configs is None else _conv_stem(conv_stem_configs, hidden_dim)
        self.seq_length = (image_size // patch_size) ** 2 + 1
        self.encoder = Encoder(self.seq_length, num_layers, num_heads, hidden_dim, mlp_dim, dropout, attention_dropout, norm_layer)
        self.heads = nn.Sequential()
        if representation_size is not None:
            self.heads.add_module("pre_logits", nn.Linear(hidden_dim, representation_size))
            self.heads.add_module("act", nn.Tanh())
        self.heads.add_module("head", nn.Linear(hidden_dim if representation_size is None else representation_size, num_classes))

    def _process_input(self, x):
        n, c, h, w = x.shape
        ops.require_equal(h, self.image_size)
        ops.require_equal(w, self.image_size)
        self.conv_proj(x)
        return ops.full((n, self.seq_length - 1, self.hidden_dim), x.dtype)

    def forward(self, x):
        patches = self._process_input(x)
        token = self.class_token.expand(patches.shape[0], -1, -1)
        encoded = self.encoder(torch.cat([token, patches], dim=1))
        return self.heads(encoded[:, 0])


def _conv_stem(configs, hidden_dim):
    stem = nn.Sequential()
    channels = 3
    for i, config in enumerate(configs):
        stem.add_module("conv_bn_relu_" + str(i), Conv2dNormActivation(channels, config.out_channels, config.kernel_size, config.stride, norm_layer=config.norm_layer, activation_layer=config.activation_layer))
        channels = config.out_channels
    stem.add_module("conv_last", nn.Conv2d(channels, hidden_dim, 1))
    return stem


def _vision_transformer(patch_size, num_layers, num_heads, hidden_dim, weights, kwargs):
    image_size = kwargs.pop("image_size", _trained_size(weights))
    return VisionTransformer(image_size, patch_size, num_layers, num_heads, hidden_dim, 4 * hidden_dim, **options(weights, kwargs))


def _trained_size(weights):
    return weights.image_size if hasattr(weights, "image_size") else 224


def _sized(image_size, resize_size):
    weights = imagenet(image_size, resize_size)
    weights.image_size = image_size
    return weights


def interpolate_embeddings(image_size, patch_size, model_state, interpolation_mode="bicubic", reset_heads=False):
    return ops.unknown()


class ViT_B_16_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = _sized(224, 256)
    IMAGENET1K_SWAG_E2E_V1 = _sized(384, 384)
    IMAGENET1K_SWAG_LINEAR_V1 = _sized(224, 224)


class ViT_B_32_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = _sized(224, 256)


class ViT_L_16_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_V1 = _sized(224, 242)
    IMAGENET1K_SWAG_E2E_V1 = _sized(512, 512)
    IMAGENET1K_SWAG_LINEAR_V1 = _sized(224, 224)


class ViT_L_32_Weights(ViT_B_32_Weights):
    pass


class ViT_H_14_Weights(WeightsEnum):
    DEFAULT = IMAGENET1K_SWAG_E2E_V1 = _sized(518, 518)
    IMAGENET1K_SWAG_LINEAR_V1 = _sized(224, 224)


def vit_b_16(weights=None, progress=True, **kwargs):
    return _vision_transformer(16, 12, 12, 768, ViT_B_16_Weights.verify(weights), kwargs)


def vit_b_32(weights=None, progress=True, **kwargs):
    return _vision_transformer(32, 12, 12, 768, ViT_B_32_Weights.verify(weights), kwargs)


def vit_l_16(weights=None, progress=True, **kwargs):
    return _vision_transformer(16, 24, 16, 1024, ViT_L_16_Weights.verify(weights), kwargs)


def vit_l_32(weights=None, progress=True, **kwargs):
    return _vision_transformer(32, 24, 16, 1024, ViT_L_32_Weights.verify(weights), kwargs)


def vit_h_14(weights=None, progress=True, **kwargs):
    return _vision_transformer(14, 32, 16, 1280, ViT_H_14_Weights.verify(weights), kwargs)
