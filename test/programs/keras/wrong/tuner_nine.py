# expect: class-count-mismatch@55
"""A search over settings, by hand: what KerasTuner's `build_model(hp)` looks like."""
import random

import numpy as np
from tensorflow import keras
from tensorflow.keras import layers


class HyperParameters:
    def __init__(self, values):
        self.values = values

    def Int(self, name, min_value, max_value, step=1):
        return self.values.get(name, min_value)

    def Choice(self, name, values):
        return self.values.get(name, values[0])

    def Float(self, name, min_value, max_value):
        return self.values.get(name, min_value)

    def Boolean(self, name):
        return self.values.get(name, False)


def build_model(hp):
    model = keras.Sequential()
    model.add(layers.Input(shape=(28, 28)))
    model.add(layers.Flatten())
    for i in range(hp.Int("num_layers", 1, 3)):
        model.add(layers.Dense(units=hp.Int(f"units_{i}", 32, 512, step=32), activation=hp.Choice("activation", ["relu", "tanh"])))
    if hp.Boolean("dropout"):
        model.add(layers.Dropout(rate=0.25))
    model.add(layers.Dense(9, activation="softmax"))
    learning_rate = hp.Float("lr", 1e-4, 1e-2)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


(x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, y_train = x[:-10000], y[:-10000]
x_val, y_val = x[-10000:], y[-10000:]
x_train = x_train.astype("float32") / 255.0
x_val = x_val.astype("float32") / 255.0

best, best_accuracy = None, -1.0
for trial in range(2):
    hp = HyperParameters({"num_layers": 2, "units_0": 64, "units_1": 32, "dropout": trial % 2 == 0, "lr": 0.001})
    model = build_model(hp)
    model.fit(x_train, y_train, epochs=1, validation_data=(x_val, y_val), verbose=0)
    accuracy = model.evaluate(x_val, y_val, verbose=0)[1]
    if accuracy > best_accuracy:
        best, best_accuracy = model, accuracy
print(best.predict(x_val[:1]).shape)
