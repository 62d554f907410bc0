# reported
import keras
import numpy as np
import tensorflow as tf
from keras import layers

a = tf.ones((2, 4))
b = tf.ones((2, 3))
c = a + b  # breaks
