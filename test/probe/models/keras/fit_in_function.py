# expect: ran (2, 4)
# places: 4, 4 known
# The builder is asked for another width each time it is called: what `fit` got is the model, no fresh one.
import numpy as np
from keras import layers, models, regularizers

widths = iter([8, 12])


def build_model(width=8, classes=4):
    inputs = layers.Input((6,))
    x = layers.Dense(width, kernel_regularizer=regularizers.l2(1e-4))(inputs)
    x = layers.Dropout(0.1)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    assert next(widths) == width
    return models.Model(inputs, outputs)


def run(x, y):
    model = build_model()
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=3)


run(np.random.rand(40, 6), np.random.randint(0, 4, (40,)))
