"""TensorFlow's name for Keras."""
from keras import *
from keras import activations, layers, models

__version__ = "3"
