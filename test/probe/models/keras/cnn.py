# expect: ran (2, 10)
# places: 5, 5 known
import numpy as np
import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(8, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(np.zeros((64, 28, 28, 1)), np.zeros((64,)), epochs=1000)
raise RuntimeError("it trained")
