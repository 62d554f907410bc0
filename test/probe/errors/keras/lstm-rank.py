# fix: Set `return_sequences=True`
import keras
import numpy as np
import tensorflow as tf
from keras import layers

inputs = keras.Input((10, 8))
x = layers.LSTM(16)(inputs)
x = layers.LSTM(8)(x)  # breaks
