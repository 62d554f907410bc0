# reported
import keras
import numpy as np
import tensorflow as tf
from keras import layers

a = tf.ones((2, 3))
b = tf.ones((3, 4))
c = tf.concat([a, b], axis=1)  # breaks
