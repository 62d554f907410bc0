"""Runs expressions by TensorFlow and by our interpreter, and compares the shapes and types that both give, and what they refuse.

    python scripts/conformance/tensorflow-stub-replay.py [--unknown] [--missed] [file…]

The expressions are the lines of tensorflow-expressions.txt and keras-expressions.txt. What the interpreter does not know contradicts nothing, but is
counted; `--unknown` lists it. An error that is reported where TensorFlow raises none is wrong; one that TensorFlow raises and we
do not report is counted, and listed by `--missed`.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
import numpy as np
import tensorflow as tf

HERE = Path(__file__).resolve().parent
PRELUDE = """import keras
import numpy as np
import tensorflow as tf
from keras import ops

f = tf.random.normal((2, 3))
i = tf.constant([[1, 2, 0], [2, 1, 0]])
l = tf.cast(i, tf.int64)
u = tf.cast(i, tf.uint8)
b = f > 0.0
d = tf.cast(f, tf.float64)
cube = tf.random.normal((4, 2, 3))
image = tf.random.uniform((10, 12, 3))
images = tf.random.uniform((4, 10, 12, 3))
bytes_ = tf.cast(image, tf.uint8)
kernel = tf.ones((3, 3, 3, 8))
square = tf.eye(3)
words = tf.constant(["a b", "c d", "e"])
variable = tf.Variable(f)
array = np.ones((2, 3))
whole = np.ones((2, 3), dtype=np.int64)
digits = tf.data.Dataset.from_tensor_slices((np.zeros((10, 8, 8)), np.arange(10)))
"""


def interpreted(program):
    """The interpreter's shape and type of every assigned name, and the reports of each line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "program.py"
        path.write_text(program)
        cli = ["node", str(HERE / "cli-from-source.mjs")]
        answers = []
        for command in ("shapes", "check"):
            run = subprocess.run([*cli, command, str(path), "--format", "json"], capture_output=True, text=True, cwd=folder)
            sys.stderr.write(run.stderr)
            answers.append(json.loads(run.stdout))
    shapes, reports = answers
    found = [report for file in reports["files"] for report in file["diagnostics"] if report["severity"] == "error"]
    values = {value["text"]: value for value in shapes["values"] if re.fullmatch(r"v\d+(_\d+)*", value["text"])}
    return values, {report["range"]["start"]["line"] - 1: report["rule"] for report in found}


def target(value, name):
    """What to assign a result to, so that every tensor in it gets a name; and the tensors by name."""
    if isinstance(value, (np.ndarray, np.generic, tf.Tensor, tf.Variable)):
        return name, {name: value}
    if isinstance(value, (tuple, list)) and value:
        parts = [target(item, f"{name}_{index}") for index, item in enumerate(value)]
        tensors = {key: tensor for _, found in parts for key, tensor in found.items()}
        return "(" + "".join(f"{text}, " for text, _ in parts) + ")", tensors
    return name, {}


def evaluate(expressions):
    """The program, the tensors by name, the expression of each name and line, and the lines that TensorFlow refuses."""
    names, lines, tensors, origin, refused = {}, [], {}, {}, set()
    exec(PRELUDE, names)
    start = PRELUDE.count("\n")
    for number, expression in enumerate(expressions):
        try:
            text, found = target(eval(expression, names), f"v{number}")
        except Exception:
            text, found = f"v{number}", {}
            refused.add(start + number)
        lines.append(f"{text} = {expression}")
        tensors.update(found)
        origin.update(dict.fromkeys(found, expression))
    return PRELUDE + "\n".join(lines) + "\n", tensors, origin, refused


def type_name(tensor):
    return tensor.dtype.name


def agrees(value, tensor):
    if value["dtype"] is not None and value["dtype"] != type_name(tensor):
        return False
    sizes = [size.strip() for size in value["shape"].strip("()").split(",") if size.strip()]
    if any(size.startswith("*") for size in sizes):
        return len(sizes) - 1 <= len(tensor.shape)
    return len(sizes) == len(tensor.shape) and all(ours in ("?", str(real)) for ours, real in zip(sizes, tensor.shape))


def main():
    files = [name for name in sys.argv[1:] if name.endswith(".txt")] or ["tensorflow-expressions.txt", "keras-expressions.txt"]
    lines = [line for name in files for line in (HERE / name).read_text().splitlines()]
    expressions = [line for line in lines if line.strip() and not line.startswith("#")]
    program, tensors, origin, refused = evaluate(expressions)
    values, reports = interpreted(program)
    text = program.splitlines()
    wrong, unknown = [], []
    for name, tensor in tensors.items():
        value = values.get(name)
        if value is None or value["shape"] is None:
            unknown.append(origin[name])
        elif not agrees(value, tensor):
            wrong.append(f"{origin[name]}: TensorFlow {tuple(tensor.shape)} {type_name(tensor)}, ours {value['shape']} {value['dtype']}")
        elif "?" in value["shape"] or value["dtype"] is None:
            unknown.append(f"{origin[name]} gives {value['shape']} {value['dtype']}")
    wrong += [f"{text[line]}: reported, {rule}" for line, rule in reports.items() if line not in refused]
    missed = [text[line] for line in sorted(refused) if line not in reports]
    if "--unknown" in sys.argv:
        print("\n".join(dict.fromkeys(unknown)))
    if "--missed" in sys.argv:
        print("\n".join(missed))
    print("\n".join(wrong))
    print(
        f"{len(tensors)} tensors: {len(wrong)} wrong, {len(unknown)} not or only partly known; "
        f"{len(refused)} refusals, {len(missed)} of them not seen"
    )
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
