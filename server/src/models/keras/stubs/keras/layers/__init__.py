"""Layers: one module a family."""
from keras._input import Input, InputLayer
from keras._layer import Layer
from keras.layers._attention import *
from keras.layers._audio import *
from keras.layers._conv import *
from keras.layers._core import *
from keras.layers._merge import *
from keras.layers._normalise import *
from keras.layers._pool import *
from keras.layers._preprocess import *
from keras.layers._recurrent import *
from keras.layers._reshape import *
from shapeline import ops

__public__ = "keras.layers"


class InputSpec:
    def __init__(
        self, dtype=None, shape=None, ndim=None, max_ndim=None, min_ndim=None, axes=None, allow_last_axis_squeeze=False,
        name=None, optional=False,
    ):
        self.dtype = dtype
        self.shape = shape
        self.ndim = ndim
        self.max_ndim = max_ndim
        self.min_ndim = min_ndim
        self.axes = axes
        self.name = name


def serialize(layer):
    return ops.unknown()


deserialize = serialize
