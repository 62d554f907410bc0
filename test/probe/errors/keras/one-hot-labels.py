# fix: Use `sparse_categorical_crossentropy`
import keras
import numpy as np
import tensorflow as tf
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation="softmax")])
model.compile("sgd", "categorical_crossentropy")
x, y = np.ones((8, 4)), np.zeros((8,))
model.fit(x, y, verbose=0)  # breaks
