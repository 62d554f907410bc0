# reported
import keras
import numpy as np
import tensorflow as tf
from keras import layers

a = keras.Input((16, 16, 4))
b = keras.Input((8, 8, 4))
c = layers.Concatenate()([a, b])  # breaks
