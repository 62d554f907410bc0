"""Keras 2 under the name that it goes by since Keras 3: the same layers; its models check less of what they are given."""
from keras import *
from keras import (
    activations, backend, callbacks, constraints, initializers, layers, losses, metrics, mixed_precision, optimizers, regularizers, saving,
)
from tf_keras import models
from tf_keras.models import Model, Sequential

__version__ = "2"
