# reported
import keras
import numpy as np
import tensorflow as tf
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
y = model.predict(np.ones((2, 5)), verbose=0)  # breaks
