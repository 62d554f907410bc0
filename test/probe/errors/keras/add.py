# reported
import keras
import numpy as np
import tensorflow as tf
from keras import layers

a = keras.Input((16,))
b = keras.Input((8,))
c = layers.Add()([a, b])  # breaks
