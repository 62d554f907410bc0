import re
from collections import OrderedDict
from copy import deepcopy
from functools import partial, wraps
from typing import Any, Callable, Dict, List, Optional, Type, Union

import torch
import torch.nn as nn
import torch.nn.functional as F

_model_registry: Dict[str, Callable[..., nn.Module]] = {}
default_cfgs: Dict[str, Dict[str, Any]] = {}


def _cfg(**kwargs):
    return {"num_classes": 1000, "input_size": (3, 224, 224), "pool_size": None, "crop_pct": 0.9, "classifier": "head.fc", **kwargs}


def register_model(fn):
    _model_registry[fn.__name__] = fn
    return fn


def create_model(name: str, pretrained: bool = False, **kwargs):
    if name not in _model_registry:
        raise RuntimeError(f"Unknown model {name}")
    kwargs = {k: v for k, v in kwargs.items() if v is not None}
    return _model_registry[name](pretrained=pretrained, **kwargs)


def to_2tuple(x):
    return x if isinstance(x, (tuple, list)) else (x, x)


def trunc_normal_(t, std=0.02):
    return nn.init.trunc_normal_(t, std=std)


class LayerNorm2d(nn.LayerNorm):
    def __init__(self, num_channels, eps=1e-6, affine=True):
        super().__init__(num_channels, eps=eps, elementwise_affine=affine)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.layer_norm(x.permute(0, 2, 3, 1), self.normalized_shape, self.weight, self.bias, self.eps).permute(0, 3, 1, 2)


class GlobalResponseNorm(nn.Module):
    def __init__(self, dim, channels_last=True):
        super().__init__()
        self.spatial_dim, self.channel_dim, self.wb_shape = ((1, 2), -1, (1, 1, 1, -1)) if channels_last else ((2, 3), 1, (1, -1, 1, 1))
        self.weight = nn.Parameter(torch.zeros(dim))
        self.bias = nn.Parameter(torch.zeros(dim))

    def forward(self, x):
        x_g = x.norm(p=2, dim=self.spatial_dim, keepdim=True)
        x_n = x_g / (x_g.mean(dim=self.channel_dim, keepdim=True) + 1e-6)
        return x + torch.addcmul(self.bias.view(self.wb_shape), self.weight.view(self.wb_shape), x * x_n)


class Mlp(nn.Module):
    def __init__(self, in_features, hidden_features=None, out_features=None, act_layer=nn.GELU, drop=0.0, use_conv=False, use_grn=False):
        super().__init__()
        out_features = out_features or in_features
        hidden_features = hidden_features or in_features
        drop_probs = to_2tuple(drop)
        linear_layer = partial(nn.Conv2d, kernel_size=1) if use_conv else nn.Linear
        self.fc1 = linear_layer(in_features, hidden_features)
        self.act = act_layer()
        self.drop1 = nn.Dropout(drop_probs[0])
        self.norm = GlobalResponseNorm(hidden_features, channels_last=not use_conv) if use_grn else nn.Identity()
        self.fc2 = linear_layer(hidden_features, out_features)
        self.drop2 = nn.Dropout(drop_probs[1])

    def forward(self, x):
        return self.drop2(self.fc2(self.norm(self.drop1(self.act(self.fc1(x))))))


class ConvNeXtBlock(nn.Module):
    def __init__(self, dim, mlp_ratio=4, conv_mlp=False, ls_init_value: Optional[float] = 1e-6, use_grn=False, norm_layer=None):
        super().__init__()
        if not norm_layer:
            norm_layer = partial(LayerNorm2d, eps=1e-6) if conv_mlp else partial(nn.LayerNorm, eps=1e-6)
        self.use_conv_mlp = conv_mlp
        self.conv_dw = nn.Conv2d(dim, dim, kernel_size=7, padding=3, groups=dim)
        self.norm = norm_layer(dim)
        self.mlp = Mlp(dim, int(mlp_ratio * dim), use_conv=conv_mlp, use_grn=use_grn)
        self.gamma = nn.Parameter(ls_init_value * torch.ones(dim)) if ls_init_value and ls_init_value > 0 else None

    def forward(self, x):
        shortcut = x
        x = self.conv_dw(x)
        if self.use_conv_mlp:
            x = self.norm(x)
            x = self.mlp(x)
        else:
            x = x.permute(0, 2, 3, 1)
            x = self.norm(x)
            x = self.mlp(x)
            x = x.permute(0, 3, 1, 2)
        if self.gamma is not None:
            x = x.mul(self.gamma.reshape(1, -1, 1, 1))
        return x + shortcut


class ConvNeXt(nn.Module):
    def __init__(self, in_chans=3, num_classes=1000, depths=(1, 1, 2, 1), dims=(16, 32, 64, 96), patch_size=4, drop_rate=0.0, **block_kw):
        super().__init__()
        self.num_classes, self.drop_rate = num_classes, drop_rate
        self.feature_info: List[Dict[str, Any]] = []
        self.stem = nn.Sequential(nn.Conv2d(in_chans, dims[0], kernel_size=patch_size, stride=patch_size), LayerNorm2d(dims[0]))
        self.stages = nn.Sequential()
        prev, stride = dims[0], patch_size
        for i, (depth, dim) in enumerate(zip(depths, dims)):
            down = nn.Identity() if i == 0 else nn.Sequential(LayerNorm2d(prev), nn.Conv2d(prev, dim, 2, 2))
            stride *= 1 if i == 0 else 2
            self.stages.add_module(str(i), nn.Sequential(OrderedDict([("down", down), ("blocks", nn.Sequential(*[ConvNeXtBlock(dim, **block_kw) for _ in range(depth)]))])))
            self.feature_info += [dict(num_chs=dim, reduction=stride, module=f"stages.{i}")]
            prev = dim
        self.num_features = prev
        self.head = nn.Sequential(OrderedDict([
            ("global_pool", nn.AdaptiveAvgPool2d(1)), ("norm", LayerNorm2d(prev)), ("flatten", nn.Flatten(1)), ("drop", nn.Dropout(drop_rate)),
            ("fc", nn.Linear(prev, num_classes) if num_classes > 0 else nn.Identity()),
        ]))

    def forward_features(self, x):
        return self.stages(self.stem(x))

    def forward_head(self, x, pre_logits: bool = False):
        x = self.head.global_pool(x)
        x = self.head.norm(x)
        x = self.head.flatten(x)
        return x if pre_logits else self.head.fc(self.head.drop(x))

    def forward(self, x):
        return self.forward_head(self.forward_features(x))

    def reset_classifier(self, num_classes):
        self.num_classes = num_classes
        self.head.fc = nn.Linear(self.num_features, num_classes) if num_classes > 0 else nn.Identity()


class FeatureList(nn.ModuleDict):
    def __init__(self, model, out_indices=(1, 3)):
        super().__init__()
        self.out_indices = out_indices
        self.channels = [model.feature_info[i]["num_chs"] for i in out_indices]
        self["stem"] = model.stem
        for name, stage in model.stages.named_children():
            self[f"stage_{name}"] = stage

    def forward(self, x):
        out = []
        for i, (name, module) in enumerate(self.items()):
            x = module(x)
            if i - 1 in self.out_indices:
                out.append(x)
        return out


@register_model
def convnext_femto(pretrained=False, **kwargs):
    return ConvNeXt(**dict(dict(depths=(1, 1, 2, 1), dims=(12, 24, 48, 96), conv_mlp=True), **kwargs))


@register_model
def convnextv2_atto(pretrained=False, **kwargs):
    return ConvNeXt(**{**dict(depths=(1, 1, 1, 1), use_grn=True, ls_init_value=None), **kwargs})


default_cfgs["convnext_femto"] = _cfg(input_size=(3, 64, 64))
cfg = deepcopy(default_cfgs["convnext_femto"])
c, h, w = cfg["input_size"]
x = torch.randn(2, c, h, w)
m = create_model("convnext_femto", num_classes=11, drop_rate=None)
logits = m(x)
m.reset_classifier(3)
three = m(x)
features = m.forward_head(m.forward_features(x), pre_logits=True)
v2 = create_model("convnextv2_atto", num_classes=0)
emb = v2(x)
pyramid = FeatureList(v2)(x)
for f in pyramid:
    print(f.shape)
groups = [p for n, p in m.named_parameters() if re.match(r"head\.", n)]
print(logits.shape, three.shape, features.shape, emb.shape, len(groups))
