"""Runs the whole programs of test/programs/keras under Keras: right ones must run to their end, wrong ones must raise where we report.

    python scripts/conformance/keras-programs.py [name…]

Nothing is fetched: data sets of `keras.datasets` are random arrays of the real sizes, weights stay random. `fit` takes two steps of one epoch. A wrong program
that does not raise says so by `# trains:` and why it is wrong all the same. Needs Pillow, pandas and scikit-learn beside TensorFlow.
"""
import contextlib
import inspect
import io
import os
import re
import sys
import tempfile
import traceback
import types
import warnings
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["MPLBACKEND"] = "Agg"
warnings.filterwarnings("ignore")
import keras
import numpy as np
import tensorflow as tf

PROGRAMS = Path(__file__).resolve().parents[2] / "test/programs/keras"
random = np.random.default_rng(0)


def images(train, test, shape, classes, flat):
    def labels(rows):
        return (np.arange(rows) % classes).astype("uint8").reshape((rows,) if flat else (rows, 1))

    def part(rows):
        return random.integers(0, 255, (rows, *shape), dtype="uint8"), labels(rows)

    return lambda *args, **kwargs: (part(train), part(test))


def texts(train, test, classes):
    def part(rows, words):
        lines = [list(random.integers(1, words, random.integers(5, 40))) for _ in range(rows)]
        return np.array(lines, dtype=object), random.integers(0, classes, rows)

    return lambda *args, num_words=1000, **kwargs: (part(train, num_words), part(test, num_words))


def table(train, test, columns):
    def part(rows):
        return random.random((rows, columns)), random.random(rows)

    return lambda *args, **kwargs: (part(train), part(test))


def without_network():
    data = keras.datasets
    data.mnist.load_data = data.fashion_mnist.load_data = images(60000, 10000, (28, 28), 10, True)
    data.cifar10.load_data = images(50000, 10000, (32, 32, 3), 10, False)
    data.cifar100.load_data = images(50000, 10000, (32, 32, 3), 100, False)
    data.imdb.load_data = texts(25000, 25000, 2)
    data.reuters.load_data = texts(8982, 2246, 46)
    data.boston_housing.load_data = table(404, 102, 13)
    data.california_housing.load_data = table(16512, 4128, 8)
    load = keras.Model.load_weights

    class Files:
        def __getattr__(self, name):
            return getattr(keras.src.utils.file_utils, name)

        def get_file(self, *args, **kwargs):
            return None

    for module in vars(keras.src.applications).values():
        if isinstance(module, types.ModuleType) and hasattr(module, "file_utils"):
            module.file_utils = Files()
    keras.Model.load_weights = lambda self, path, *args, **kwargs: None if path is None else load(self, path, *args, **kwargs)


def briefly():
    """`fit` and `evaluate` take a step or two."""
    trainer = keras.src.backend.tensorflow.trainer.TensorFlowTrainer
    fit, evaluate = trainer.fit, trainer.evaluate

    def short_fit(self, *args, **kwargs):
        given = dict(inspect.signature(fit).bind(self, *args, **kwargs).arguments)
        given.update(epochs=1, verbose=0)
        given.setdefault("steps_per_epoch", 2)
        if given.get("validation_data") is not None or given.get("validation_split"):
            given.setdefault("validation_steps", 1)
        return fit(**given)

    def short_evaluate(self, *args, **kwargs):
        given = dict(inspect.signature(evaluate).bind(self, *args, **kwargs).arguments)
        given.update(verbose=0, **given.pop("kwargs", {}))
        given.setdefault("steps", 1)
        return evaluate(**given)

    trainer.fit, trainer.evaluate = short_fit, short_evaluate


def run(path):
    """The error, and the program's lines on the way to it."""
    keras.backend.clear_session()
    os.chdir(tempfile.mkdtemp())
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(path.read_text(), str(path), "exec"), {"__name__": "__main__", "__file__": str(path)})
    except Exception as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
        # A call over several lines breaks on one of them.
        places = [line for frame in frames for line in range(frame.lineno, (frame.end_lineno or frame.lineno) + 1)]
        lines = str(error).strip().splitlines() or [""]
        # A compiled function tells where it broke in its text.
        places += [int(line) for line in re.findall(r'line (\d+), in', str(error))]
        return places, f"{type(error).__name__}: {lines[0][:120]}"
    return None, None


def main():
    without_network()
    briefly()
    wanted = set(sys.argv[1:])
    bad = 0
    for kind in ("right", "wrong"):
        for path in sorted((PROGRAMS / kind).glob("*.py")):
            if wanted and path.stem not in wanted:
                continue
            text = path.read_text()
            expected = {int(line) for line in re.findall(r"^# expect: \S+@(\d+)$", text, re.M)}
            places, error = run(path)
            if kind == "right":
                good = error is None
            elif re.search(r"^# trains:", text, re.M):
                good = error is None
            else:
                good = error is not None and not expected.isdisjoint(places)
            bad += not good
            says = "runs" if error is None else f"raises at {places}: {error}"
            print(f"{'    ' if good else 'BAD '}{kind}/{path.stem}: {says}", flush=True)
    print(f"{bad} differ")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
