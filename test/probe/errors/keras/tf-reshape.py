# reported
import keras
import numpy as np
import tensorflow as tf
from keras import layers

x = tf.ones((10, 5))
y = tf.reshape(x, (7, -1))  # breaks
