"""Runs Python programs under the real framework, each in a process of its own with a time limit, and prints how each ended as a line of JSON.

    python scripts/conformance/run-programs.py torch|keras [--seconds 60] program.py…

The framework is imported once; each program is run by a fork of that process. Nothing is fetched. Functions that nothing calls are called
with random tensors of the shapes that the comment beside their `def` names, so that what rule pages show is run too.
"""
import argparse
import ast
import contextlib
import importlib
import io
import json
import os
import re
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from forking import Stopped, in_fork

warnings.filterwarnings("ignore")


def prepare_torch():
    """How a tensor is made, and where a program is put before it runs."""
    import torch

    importlib.import_module("suites").without_downloads()
    sys.path.append(str(Path(__file__).with_name("program-shim")))
    torch.set_num_threads(1)

    def tensor(shape, dtype):
        if dtype.startswith(("int", "uint", "long")):
            return torch.randint(0, 2, shape, dtype=getattr(torch, dtype))
        return torch.rand(shape, dtype=getattr(torch, dtype))

    return tensor, lambda: os.chdir(tempfile.mkdtemp())


def prepare_keras():
    programs = importlib.import_module("keras-programs")
    programs.without_network()
    programs.briefly()
    import numpy as np
    import tensorflow as tf

    def tensor(shape, dtype):
        return tf.constant(np.random.randint(0, 2, shape), dtype) if dtype.startswith(("int", "uint")) else tf.random.uniform(shape, dtype=dtype)

    return tensor, lambda: os.chdir(programs.files())


DEFINITION = re.compile(r"^def (\w+)\([^\n]*#\s*shape:\s*([^\n]+)$", re.M)
SHAPE = re.compile(r"(\w+)=(\([^)]*\))(?:\s*(\w+))?")


def stated(text):
    """Functions of the module and what their comments say of their parameters; only where all of them are named by it."""
    tree = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    called = {node.func.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    for name, comment in DEFINITION.findall(text):
        shapes = {parameter: (shape, dtype or "float32") for parameter, shape, dtype in SHAPE.findall(comment)}
        node = tree.get(name)
        if node is not None and name not in called and {a.arg for a in node.args.args} == set(shapes):
            yield name, shapes


class Sizes(dict):
    """Each symbol is a size of its own."""

    def __missing__(self, name):
        self[name] = (4, 6, 5, 8, 7, 9)[len(self) % 6]
        return self[name]


def call_stated(text, names, tensor):
    for name, shapes in stated(text):
        sizes = Sizes()
        try:
            real = {parameter: (tuple(eval(shape, {"__builtins__": {}}, sizes)), dtype) for parameter, (shape, dtype) in shapes.items()}
        except (SyntaxError, TypeError):
            continue
        names[name](**{parameter: tensor(*each) for parameter, each in real.items()})


def run(path, tensor, enter):
    text = path.read_text(encoding="utf-8")
    enter()
    sys.path.insert(0, str(path.parent))
    names = {"__name__": "__main__", "__file__": str(path)}
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(text, str(path), "exec"), names)
            call_stated(text, names, tensor)
    except SystemExit as end:
        return None if end.code in (None, 0) else f"SystemExit: {end.code}"
    except ModuleNotFoundError as missing:
        return f"needs {missing.name}"
    except FileNotFoundError as missing:
        return f"needs {missing.filename}"
    except BaseException as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
        first = (str(error).strip().splitlines() or [""])[0]
        return f"line {lines[-1] if lines else '?'}: {type(error).__name__}: {first[:200]}"
    return None


def ending(path, seconds, *prepared):
    try:
        return in_fork(seconds, run, path, *prepared)
    except Stopped as stopped:
        return str(stopped)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("framework", choices=["torch", "keras"])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("programs", nargs="+", type=Path)
    options = parser.parse_args()
    prepared = prepare_torch() if options.framework == "torch" else prepare_keras()
    for path in options.programs:
        print(json.dumps({"path": str(path), "error": ending(path.resolve(), options.seconds, *prepared)}), flush=True)


main()
