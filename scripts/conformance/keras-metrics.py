"""Every metric by every name that `compile` accepts, against labels of many shapes: whether it can compare them, as JSON, one case a line.

A name that `compile` does not accept (the class needs arguments, or it is no metric of two tensors) says so."""
import json
import os
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
warnings.filterwarnings("ignore")
import keras
import numpy as np
from keras.src import metrics
from keras.src.trainers.compile_utils import CompileMetrics

outputs = [(1,), (4,), (5, 4)]
labels = [(), (1,), (4,), (3,), (5,), (5, 4)]
rows = 6
names = sorted({*metrics.ALL_OBJECTS_DICT, "accuracy", "acc", "crossentropy", "ce"})

for name in names:
    for output in outputs:
        for label in labels:
            shape = (8,) if len(output) == 1 else (5, 8)
            code = (
                f"i = keras.Input({shape!r}); m = keras.Model(i, layers.Dense({output[-1]}, activation='sigmoid')(i)); "
                f"m.compile('sgd', loss=lambda t, p: keras.ops.mean(p), metrics=[{name!r}]); "
                f"m.fit(np.zeros({(rows, *shape)!r}), np.zeros({(rows, *label)!r}), verbose=0)"
            )
            given = np.full((rows, *output), 0.5, "float32")
            wanted = np.zeros((rows, *label), "float32")
            try:
                chosen = CompileMetrics([name], [])
                chosen.build(wanted, given)
            except (TypeError, ValueError) as error:
                if "Could not interpret" in str(error) or "__init__()" in str(error):
                    print(json.dumps({"metric": name, "refused": True}), flush=True)
                    continue
            try:
                chosen.update_state(keras.ops.convert_to_tensor(wanted), keras.ops.convert_to_tensor(given))
                outcome = {"shapes": []}
            except Exception as error:
                lines = str(error).strip().splitlines() or [""]
                outcome = {"raises": f"{type(error).__name__}: {lines[0][:120]}"}
            print(json.dumps({"metric": name, "code": code, **outcome}), flush=True)
