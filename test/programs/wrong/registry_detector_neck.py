# expect: channel-mismatch@141
"""A detector built from nested configs through registries."""
import copy
from types import SimpleNamespace
from collections import OrderedDict

import torch
import torch.nn as nn
import torch.nn.functional as F


class Registry:
    def __init__(self, name):
        self._name = name
        self._module_dict = dict()

    def register_module(self, name=None):
        def _register(cls):
            key = name or cls.__name__
            if key in self._module_dict:
                raise KeyError(f"{key} is already registered in {self._name}")
            self._module_dict[key] = cls
            return cls
        return _register

    def get(self, key):
        return self._module_dict.get(key, None)

    def build(self, cfg, **default_args):
        args = cfg.copy()
        args.update(default_args)
        obj_type = args.pop('type')
        if isinstance(obj_type, str):
            obj_cls = self.get(obj_type)
            if obj_cls is None:
                raise KeyError(f'{obj_type} is not in the {self._name} registry')
        else:
            obj_cls = obj_type
        return obj_cls(**args)


BACKBONES = Registry('backbone')
NECKS = Registry('neck')
HEADS = Registry('head')
DETECTORS = Registry('detector')


def build_conv_layer(cfg, *args, **kwargs):
    layer_type = (cfg or dict(type='Conv2d'))['type']
    return getattr(nn, layer_type)(*args, **kwargs)


def build_norm_layer(cfg, num_features, postfix=''):
    cfg_ = cfg.copy()
    layer_type = cfg_.pop('type')
    abbr, layer = {'BN': ('bn', nn.BatchNorm2d), 'GN': ('gn', nn.GroupNorm)}[layer_type]
    name = abbr + str(postfix)
    requires_grad = cfg_.pop('requires_grad', True)
    cfg_.setdefault('eps', 1e-5)
    if layer_type != 'GN':
        layer = layer(num_features, **cfg_)
    else:
        layer = layer(num_channels=num_features, **cfg_)
    for param in layer.parameters():
        param.requires_grad = requires_grad
    return name, layer


class ConvModule(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, norm_cfg=None, act_cfg=dict(type='ReLU'), order=('conv', 'norm', 'act')):
        super().__init__()
        self.with_norm = norm_cfg is not None
        self.with_activation = act_cfg is not None
        self.order = order
        self.conv = build_conv_layer(None, in_channels, out_channels, kernel_size, stride=stride, padding=padding, bias=not self.with_norm)
        if self.with_norm:
            self.norm_name, norm = build_norm_layer(norm_cfg, out_channels)
            self.add_module(self.norm_name, norm)
        if self.with_activation:
            self.activate = getattr(nn, act_cfg['type'])(inplace=True)

    @property
    def norm(self):
        return getattr(self, self.norm_name)

    def forward(self, x):
        for layer in self.order:
            if layer == 'conv':
                x = self.conv(x)
            elif layer == 'norm' and self.with_norm:
                x = self.norm(x)
            elif layer == 'act' and self.with_activation:
                x = self.activate(x)
        return x


@BACKBONES.register_module()
class TinyNet(nn.Module):
    arch_settings = {8: (1, 1, 1), 14: (2, 2, 2)}

    def __init__(self, depth, base=16, out_indices=(0, 1, 2), norm_cfg=dict(type='BN')):
        super().__init__()
        self.out_indices = out_indices
        self.stem = ConvModule(3, base, 3, stride=2, padding=1, norm_cfg=norm_cfg)
        self.res_layers = []
        inplanes = base
        for i, num in enumerate(self.arch_settings[depth]):
            planes = base * 2 ** i
            blocks = [ConvModule(inplanes, planes, 3, stride=2, padding=1, norm_cfg=norm_cfg)]
            blocks += [ConvModule(planes, planes, 3, padding=1, norm_cfg=norm_cfg) for _ in range(num - 1)]
            layer_name = f'layer{i + 1}'
            self.add_module(layer_name, nn.Sequential(*blocks))
            self.res_layers.append(layer_name)
            inplanes = planes
        self.feat_dim = inplanes

    def forward(self, x):
        x = self.stem(x)
        outs = []
        for i, layer_name in enumerate(self.res_layers):
            res_layer = getattr(self, layer_name)
            x = res_layer(x)
            if i in self.out_indices:
                outs.append(x)
        return tuple(outs)


@NECKS.register_module()
class FPN(nn.Module):
    def __init__(self, in_channels, out_channels, num_outs):
        super().__init__()
        self.num_outs = num_outs
        self.lateral_convs = nn.ModuleList()
        self.fpn_convs = nn.ModuleList()
        for c in in_channels:
            self.lateral_convs.append(ConvModule(c, out_channels, 1, act_cfg=None))
            self.fpn_convs.append(ConvModule(out_channels, out_channels, 3, padding=1, act_cfg=None))

    def forward(self, inputs):
        assert len(inputs) == len(self.lateral_convs)
        laterals = [conv(inputs[i]) for i, conv in enumerate(self.lateral_convs)]
        used = len(laterals)
        for i in range(used - 1, 0, -1):
            prev_shape = laterals[i - 1].shape[2:]
            laterals[i - 1] += F.interpolate(laterals[i], size=prev_shape, mode='nearest')
        outs = [self.fpn_convs[i](laterals[i]) for i in range(used)]
        if self.num_outs > len(outs):
            for i in range(self.num_outs - used):
                outs.append(F.max_pool2d(outs[-1], 1, stride=2))
        return tuple(outs)


def multi_apply(func, *args, **kwargs):
    map_results = map(func, *args)
    return tuple(map(list, zip(*map_results)))


@HEADS.register_module('Retina')
class RetinaHead(nn.Module):
    def __init__(self, num_classes, in_channels, feat_channels=16, stacked_convs=2, num_anchors=9):
        super().__init__()
        self.cls_out_channels = num_classes
        self.cls_convs = nn.ModuleList()
        self.reg_convs = nn.ModuleList()
        for i in range(stacked_convs):
            chn = in_channels if i == 0 else feat_channels
            self.cls_convs.append(ConvModule(chn, feat_channels, 3, padding=1, norm_cfg=dict(type='GN', num_groups=4)))
            self.reg_convs.append(ConvModule(chn, feat_channels, 3, padding=1))
        self.retina_cls = nn.Conv2d(feat_channels, num_anchors * self.cls_out_channels, 3, padding=1)
        self.retina_reg = nn.Conv2d(feat_channels, num_anchors * 4, 3, padding=1)

    def forward_single(self, x):
        cls_feat = x
        reg_feat = x
        for cls_conv in self.cls_convs:
            cls_feat = cls_conv(cls_feat)
        for reg_conv in self.reg_convs:
            reg_feat = reg_conv(reg_feat)
        return self.retina_cls(cls_feat), self.retina_reg(reg_feat)

    def forward(self, feats):
        return multi_apply(self.forward_single, feats)


@DETECTORS.register_module()
class SingleStage(nn.Module):
    def __init__(self, backbone, neck=None, bbox_head=None):
        super().__init__()
        self.backbone = BACKBONES.build(backbone)
        if neck is not None:
            self.neck = NECKS.build(neck)
        self.bbox_head = HEADS.build(bbox_head)

    @property
    def with_neck(self):
        return hasattr(self, 'neck') and self.neck is not None

    def extract_feat(self, img):
        x = self.backbone(img)
        if self.with_neck:
            x = self.neck(x)
        return x

    def forward(self, img):
        return self.bbox_head(self.extract_feat(img))


model_cfg = dict(
    type='SingleStage',
    backbone=dict(type='TinyNet', depth=14, base=16),
    neck=dict(type='FPN', in_channels=[16, 32, 32], out_channels=24, num_outs=4),
    bbox_head=dict(type='Retina', num_classes=5, in_channels=24))

detector = DETECTORS.build(model_cfg)
img = torch.randn(2, 3, 64, 64)
cls_scores, bbox_preds = detector(img)
flat = torch.cat([s.permute(0, 2, 3, 1).reshape(s.size(0), -1, 5) for s in cls_scores], dim=1)
labels = torch.randint(0, 5, flat.shape[:2])
loss = F.cross_entropy(flat.reshape(-1, 5), labels.flatten())
