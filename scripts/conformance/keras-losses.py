"""Every loss of Keras by every name that `compile` accepts, against labels of many shapes: whether one step of training raises, as JSON, one case a line."""
import json
import os
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
warnings.filterwarnings("ignore")
import keras
import numpy as np
from keras import layers
from keras.src import losses

# The base classes compare nothing by themselves.
names = sorted({*losses.ALL_OBJECTS_DICT} - {"Loss", "LossFunctionWrapper"})
outputs = [(1,), (4,), (5, 1), (5, 4)]
labels = [(), (1,), (4,), (3,), (5,), (5, 1), (5, 4), (5, 3), (4, 1)]
rows = 6

for name in names:
    for output in outputs:
        for label in labels:
            shape = (8,) if len(output) == 1 else (5, 8)
            code = (
                f"i = keras.Input({shape!r}); m = keras.Model(i, layers.Dense({output[-1]}, activation='sigmoid')(i)); "
                f"m.compile('sgd', loss={name!r}); m.fit(np.zeros({(rows, *shape)!r}), np.zeros({(rows, *label)!r}), verbose=0)"
            )
            try:
                inputs = keras.Input(shape)
                model = keras.Model(inputs, layers.Dense(output[-1], activation="sigmoid")(inputs))
                model.compile("sgd", loss=name, run_eagerly=True)
                model.train_on_batch(np.zeros((rows, *shape)), np.zeros((rows, *label)))
                outcome = {"shapes": []}
            except Exception as error:
                lines = str(error).strip().splitlines() or [""]
                outcome = {"raises": f"{type(error).__name__}: {lines[0][:120]}"}
            print(json.dumps({"loss": name, "code": code, **outcome}), flush=True)
