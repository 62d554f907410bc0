"""TensorFlow's name for Keras."""
from keras import *
from keras import (
    activations, backend, callbacks, constraints, initializers, layers, losses, metrics, mixed_precision, models, optimizers, regularizers,
    saving,
)

__version__ = "3"
