# reported
import keras
import numpy as np
import tensorflow as tf
from keras import layers

inputs = keras.Input((4, 4, 3))
x = layers.Conv2D(8, 5)(inputs)  # breaks
