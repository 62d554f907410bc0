"""Padding layers: amounts from the last axis backwards, one int for every side."""
from torch.nn import functional as F
from torch.nn.modules.module import Module
from torch.nn.modules._tuples import pair, quadruple, sextuple

__public__ = "torch.nn"


class _PadNd(Module):
    _mode = "constant"
    value = None

    def forward(self, input):
        return F.pad(input, self.padding, self._mode, self.value)


class _Pad1d(_PadNd):
    def __init__(self, padding):
        super().__init__()
        self.padding = pair(padding)


class _Pad2d(_PadNd):
    def __init__(self, padding):
        super().__init__()
        self.padding = quadruple(padding)


class _Pad3d(_PadNd):
    def __init__(self, padding):
        super().__init__()
        self.padding = sextuple(padding)


class ConstantPad1d(_PadNd):
    def __init__(self, padding, value):
        super().__init__()
        self.padding = pair(padding)
        self.value = value


class ConstantPad2d(_PadNd):
    def __init__(self, padding, value):
        super().__init__()
        self.padding = quadruple(padding)
        self.value = value


class ConstantPad3d(_PadNd):
    def __init__(self, padding, value):
        super().__init__()
        self.padding = sextuple(padding)
        self.value = value


class ZeroPad1d(_Pad1d):
    value = 0.0


class ZeroPad2d(_Pad2d):
    value = 0.0


class ZeroPad3d(_Pad3d):
    value = 0.0


class ReflectionPad1d(_Pad1d):
    _mode = "reflect"


class ReflectionPad2d(_Pad2d):
    _mode = "reflect"


class ReflectionPad3d(_Pad3d):
    _mode = "reflect"


class ReplicationPad1d(_Pad1d):
    _mode = "replicate"


class ReplicationPad2d(_Pad2d):
    _mode = "replicate"


class ReplicationPad3d(_Pad3d):
    _mode = "replicate"


class CircularPad1d(_Pad1d):
    _mode = "circular"


class CircularPad2d(_Pad2d):
    _mode = "circular"


class CircularPad3d(_Pad3d):
    _mode = "circular"
