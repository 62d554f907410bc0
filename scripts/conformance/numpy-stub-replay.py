"""Runs expressions of NumPy, and of pandas and scikit-learn where arrays come of them, by the libraries and by our interpreter, and compares the shapes and types that both give.

    python scripts/conformance/numpy-stub-replay.py [--unknown]

The expressions are the lines of numpy-expressions.txt. What the interpreter does not know contradicts nothing, but is
counted; `--unknown` lists it. An error that is reported where the library raises none is wrong.
"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).resolve().parent
PRELUDE = """import numpy as np
import pandas as pd
import torch
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, MinMaxScaler, StandardScaler

table = np.random.rand(3, 4)
single = np.random.rand(3, 4).astype(np.float32)
whole = np.arange(12).reshape(3, 4)
cube = np.random.rand(2, 3, 4)
row = np.random.rand(4)
mask = np.random.rand(3, 4) > 0.5
picks = np.array([0, 2, 1])
named = pd.DataFrame(np.random.rand(6, 3), columns=["a", "b", "c"])
mixed = pd.DataFrame({"word": ["x", "y", "z", "x"], "size": [1, 2, 3, 4], "label": [0, 1, 1, 0]})
left = mixed.drop(columns=["word"])
grown = mixed.copy()
grown["more"] = grown["size"] * 2
popped = mixed.copy()
labels = popped.pop("label")
renamed = pd.DataFrame(table)
renamed.columns = ["x", "y", "z", "w"]
"""


def interpreted(program):
    """The interpreter's shape and type of every assigned name, and the lines it reports."""
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
    return {value["text"]: value for value in shapes["values"] if re.fullmatch(r"v\d+(_\d+)*", value["text"])}, reports


def target(value, name):
    """What to assign a result to, so that every array in it gets a name; and the arrays by name."""
    if isinstance(value, (np.ndarray, np.generic, torch.Tensor)):
        return name, {name: value}
    if isinstance(value, (tuple, list)):
        parts = [target(item, f"{name}_{index}") for index, item in enumerate(value)]
        arrays = {key: array for _, found in parts for key, array in found.items()}
        return "(" + "".join(f"{text}, " for text, _ in parts) + ")", arrays
    return name, {}


def evaluate(expressions):
    names, lines, arrays, origin = {}, [], {}, {}
    exec(PRELUDE, names)
    for number, expression in enumerate(expressions):
        text, found = target(eval(expression, names), f"v{number}")
        lines.append(f"{text} = {expression}")
        arrays.update(found)
        origin.update(dict.fromkeys(found, expression))
    return PRELUDE + "\n".join(lines) + "\n", arrays, origin


def agrees(value, array):
    if value["dtype"] is not None and value["dtype"] != str(array.dtype).removeprefix("torch."):
        return False
    sizes = [size.strip() for size in value["shape"].strip("()").split(",") if size.strip()]
    if any(size.startswith("*") for size in sizes):
        return len(sizes) - 1 <= array.ndim
    return len(sizes) == array.ndim and all(ours in ("?", str(real)) for ours, real in zip(sizes, array.shape))


def main():
    lines = (HERE / "numpy-expressions.txt").read_text().splitlines()
    expressions = [line for line in lines if not line.startswith("#")]
    program, arrays, origin = evaluate(expressions)
    values, reports = interpreted(program)
    wrong, unknown = [], []
    for name, array in arrays.items():
        value = values.get(name)
        if value is None or value["shape"] is None:
            unknown.append(origin[name])
        elif not agrees(value, array):
            wrong.append(f"{origin[name]}: NumPy {array.shape} {array.dtype}, ours {value['shape']} {value['dtype']}")
        elif "?" in value["shape"] or value["dtype"] is None:
            unknown.append(f"{origin[name]} gives {value['shape']} {value['dtype']}")
    for report in [report for file in reports["files"] for report in file["diagnostics"] if report["severity"] == "error"]:
        wrong.append(f"{program.splitlines()[report['range']['start']['line'] - 1]}: reported, {report['rule']}")
    if "--unknown" in sys.argv:
        print("\n".join(dict.fromkeys(unknown)))
    print("\n".join(wrong))
    print(f"{len(arrays)} arrays: {len(wrong)} wrong, {len(unknown)} not or only partly known")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
