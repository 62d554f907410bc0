"""`keras.ops.core`: the same functions by the name of their family."""
from keras.ops import *
