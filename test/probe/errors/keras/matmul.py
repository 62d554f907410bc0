# reported
import keras
import numpy as np
import tensorflow as tf
from keras import layers

a = tf.ones((2, 30))
b = tf.ones((20, 10))
c = tf.matmul(a, b)  # breaks
