# expect: broke categorical_crossentropy
# places: 3, 3 known
import numpy as np
import keras
from keras import layers

inputs = keras.Input((4,))
hidden = layers.Dense(8, activation="relu")(inputs)
outputs = layers.Dense(3, activation="softmax")(hidden)
model = keras.Model(inputs, outputs)
model.compile(loss="categorical_crossentropy")
model.fit(np.ones((8, 4)), np.ones((8, 5)))
