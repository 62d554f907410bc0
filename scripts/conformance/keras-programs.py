"""Runs the whole programs of test/programs/keras under Keras: right ones must run to their end, wrong ones must raise where we report.

    python scripts/conformance/keras-programs.py [--shapes] [--unknown] [--seconds 600] [--folder FOLDER] [name…]

With `--shapes` (after `npm run build`) every shape that the analysis shows in a right program is compared with what the expression holds when it runs;
`--unknown` lists the places of which nothing is shown, or a part. Each program runs in a fork of this process.
Nothing is fetched: data sets of `keras.datasets` are random arrays of the real sizes, weights stay random. `fit` takes two steps of one epoch. A wrong program
that does not raise says so by `# trains:` and why it is wrong all the same. Needs Pillow, pandas and scikit-learn beside TensorFlow.
"""
import argparse
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
from forking import Stopped, in_fork
from keras_replay import Witness, contradicted, instrumented, shown

PROGRAMS = Path(__file__).resolve().parents[2] / "test/programs/keras"
random = np.random.default_rng(0)


def images(train, test, shape, classes, flat, dtype="uint8"):
    def labels(rows):
        return (np.arange(rows) % classes).astype(dtype).reshape((rows,) if flat else (rows, 1))

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
    data.cifar100.load_data = images(50000, 10000, (32, 32, 3), 100, False, "int64")
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


def files():
    """What programs find where they are run: pictures in a folder a class, reviews, and a few tables."""
    folder = Path(tempfile.mkdtemp())
    for split, rows in (("train", 8), ("val", 4), ("test", 2)):
        for name in ("cat", "dog", "fox"):
            (folder / "data" / split / name).mkdir(parents=True)
            for row in range(rows):
                picture = random.integers(0, 255, (40, 50, 3), dtype="uint8")
                keras.utils.save_img(str(folder / "data" / split / name / f"{row}.png"), picture)
        for name in ("neg", "pos"):
            (folder / "data" / "reviews" / split / name).mkdir(parents=True)
            for row in range(rows):
                (folder / "data" / "reviews" / split / name / f"{row}.txt").write_text("It was a film, and it was long. " * 3)
    columns = ",".join(f"f{column}" for column in range(8))
    lines = [",".join(f"{value:.4f}" for value in random.random(8)) + f",{row % 3}" for row in range(60)]
    (folder / "data" / "table.csv").write_text("\n".join([columns + ",label", *lines]) + "\n")
    return folder


def run(path, **names):
    """The error, and the program's lines on the way to it."""
    keras.backend.clear_session()
    os.chdir(files())
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(path.read_text(), str(path), "exec"), {"__name__": "__main__", "__file__": str(path), **names})
    except Exception as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
        # A call over several lines breaks on one of them.
        places = [line for frame in frames for line in range(frame.lineno, (frame.end_lineno or frame.lineno) + 1)]
        lines = str(error).strip().splitlines() or [""]
        # A compiled function tells where it broke in its text.
        places += [int(line) for line in re.findall(r'line (\d+), in', str(error))]
        return places, f"{type(error).__name__}: {lines[0][:120]}"
    return None, None


def compared(path, with_unknown):
    """Runs the program beside what is shown of it: the error, how many places were seen, those that contradict, and those that are not known."""
    ours = shown(path)
    witness = Witness()
    _, error = run(instrumented(path, None if with_unknown else set(ours)), __witness__=witness)
    lines = path.read_text().split("\n")
    wrong, unknown, count = [], [], 0
    for place, all_seen in sorted(witness.seen.items()):
        at = f"{place[0]}:{place[1]}"
        if place not in ours:
            unknown.append(f"{at} {lines[place[0] - 1].strip()}: not shown, holds {sorted(all_seen, key=str)}")
            continue
        count += 1
        shape, dtype, text = ours[place]
        if "?" in shape:
            unknown.append(f"{at} {text}: shown {shape}, holds {sorted(all_seen, key=str)}")
        for real in sorted(all_seen, key=str):
            if contradicted(ours[place], real):
                wrong.append(f"{at} {text}: shown {shape} {dtype}, holds {real[0]} {real[1]}")
    return error, count, wrong, unknown


def judged(path):
    """Whether the program behaves as it says of itself, and how it behaves."""
    text = path.read_text()
    expected = {int(line) for line in re.findall(r"^# expect: \S+@(\d+)$", text, re.M)}
    places, error = run(path)
    if path.parent.name == "right" or re.search(r"^# trains:", text, re.M):
        good = error is None
    else:
        good = error is not None and not expected.isdisjoint(places)
    return good, "runs" if error is None else f"raises at {places}: {error}"


def told(path, options):
    """Whether all is well, what is to be said, and how many places were compared."""
    if not options.shapes and not options.unknown:
        return *judged(path), 0
    error, count, wrong, unknown = compared(path, options.unknown)
    lines = [*wrong, *(unknown if options.unknown else []), *([] if error is None else [error])]
    return error is None and not wrong, "\n        ".join([f"{count} places compared", *lines]), count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--shapes", action="store_true")
    parser.add_argument("--unknown", action="store_true")
    parser.add_argument("--seconds", type=int, default=600, help="that a program may take")
    parser.add_argument("--folder", type=Path, default=PROGRAMS)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    without_network()
    briefly()
    bad = places = 0
    for kind in ("right",) if options.shapes or options.unknown else ("right", "wrong"):
        for path in sorted((options.folder.resolve() / kind).glob("*.py")):
            if options.names and path.stem not in options.names:
                continue
            try:
                good, says, count = in_fork(options.seconds, told, path, options)
            except Stopped as stopped:
                good, says, count = False, str(stopped), 0
            places += count
            bad += not good
            print(f"{'    ' if good else 'BAD '}{kind}/{path.stem}: {says}", flush=True)
    print(f"{bad} differ" + (f", {places} places compared" if places > 0 else ""))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
