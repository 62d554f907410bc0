"""Keras 3. What is not here is unknown."""
from keras import activations, layers, models
from keras._input import Input
from keras._layer import Layer
from keras._model import Model
from keras._sequential import Sequential
from keras.layers import InputSpec

__public__ = "keras"
__version__ = "3"
