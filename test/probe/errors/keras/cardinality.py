# reported
import keras
import numpy as np
import tensorflow as tf
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
model.compile("sgd", "mse")
x, y = np.ones((8, 4)), np.ones((7, 1))
model.fit(x, y, verbose=0)  # breaks
