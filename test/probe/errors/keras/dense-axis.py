# reported
import keras
import numpy as np
import tensorflow as tf
from keras import layers

dense = layers.Dense(4)
a = dense(np.ones((2, 8)))
b = dense(np.ones((2, 9)))  # breaks
