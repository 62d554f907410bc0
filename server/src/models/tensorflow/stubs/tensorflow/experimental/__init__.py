"""What is on trial in TensorFlow."""
from tensorflow.experimental import numpy

__public__ = "tf.experimental"
