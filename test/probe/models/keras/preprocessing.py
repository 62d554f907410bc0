# expect: ran (2, 1)
# places: 4, 3 known
import keras
import numpy as np
from keras import layers

data = np.random.rand(200, 6).astype("float32")
normalizer = layers.Normalization(axis=-1)
normalizer.adapt(data)
model = keras.Sequential([keras.Input((6,)), normalizer, layers.Dense(8, "relu"), layers.Dense(1)])
model.compile("adam", "mean_squared_error")
