# fix: Set the input's shape to `(28, 28, 1)`
import keras
import numpy as np
import tensorflow as tf
from keras import layers

model = keras.Sequential([keras.Input((28, 28)), layers.Conv2D(8, 3)])  # breaks
