"""Keras 3. What is not here is unknown."""
from keras import (
    activations, backend, callbacks, constraints, initializers, layers, losses, metrics, mixed_precision, models, optimizers, regularizers,
    saving,
)
from keras._input import Input
from keras._layer import Layer
from keras._model import Model
from keras._sequential import Sequential
from keras._variable import Variable
from keras.initializers import Initializer
from keras.layers import InputSpec
from keras.losses import Loss
from keras.metrics import Metric
from keras.optimizers import Optimizer
from keras.regularizers import Regularizer

__public__ = "keras"
__version__ = "3"
