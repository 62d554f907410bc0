"""Writes docs/coverage-tensorflow.md: which public names of TensorFlow's modules, and of those of Keras that go with them, are modelled.

    python scripts/conformance/tensorflow-coverage.py

A name is modelled when a stub says what it gives. One that a stub only calls unknown is not.
"""
import ast
import importlib
import inspect
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
import tensorflow as tf

ROOT = Path(__file__).resolve().parents[2]
STUBS = [ROOT / "server/src/models" / library / "stubs" for library in ("tensorflow", "keras", "numpy")]
MODULES = (
    "tensorflow", "tensorflow.math", "tensorflow.linalg", "tensorflow.nn", "tensorflow.image", "tensorflow.random", "tensorflow.io",
    "tensorflow.signal", "tensorflow.data", "keras.ops", "keras.utils", "keras.datasets", "keras.applications",
)


def source_of(module):
    relative = Path(*module.split("."))
    for root in STUBS:
        for path in (root / relative / "__init__.py", (root / relative).with_suffix(".py")):
            if path.is_file():
                return path
    return None


def is_unknown(node, known):
    """Whether an expression or a function gives nothing but unknown."""
    if isinstance(node, (ast.FunctionDef, ast.Lambda)):
        body = node.body if isinstance(node.body, list) else [ast.Return(node.body)]
        body = [line for line in body if not (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant))]
        return len(body) == 1 and isinstance(body[0], ast.Return) and body[0].value is not None and is_unknown(body[0].value, known)
    if isinstance(node, ast.Name):
        return known.get(node.id) is False
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ("ops.unknown", "_ops.unknown")


def names_of(module, seen=None):
    """Every name of a stub, and whether it is modelled."""
    seen = {} if seen is None else seen
    if module in seen:
        return seen[module]
    names = seen[module] = {}
    path = source_of(module)
    if path is None:
        return names
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names[node.name] = isinstance(node, ast.ClassDef) or not is_unknown(node, names)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    names[target.id] = not is_unknown(node.value, names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            given = names_of(node.module, seen)
            for alias in node.names:
                if alias.name == "*":
                    names.update({name: good for name, good in given.items() if not name.startswith("_")})
                elif alias.name in given:
                    names[alias.asname or alias.name] = given[alias.name]
                else:
                    names[alias.asname or alias.name] = source_of(f"{node.module}.{alias.name}") is not None
    return names


def lazy_names(module):
    """Names that a package's `__getattr__` answers."""
    if module == "keras.applications":
        tree = ast.parse(source_of(module).read_text())
        families = next(node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_families")
        return {name: True for names in eval(ast.unparse(families)).values() for name in names}
    return {**names_of("tensorflow._nn_windows"), **names_of("tensorflow._nn_further")} if module == "tensorflow.nn" else {}


def public(module):
    try:
        found = importlib.import_module(module)
    except ImportError:
        found = tf
        for part in module.split(".")[1:]:
            found = getattr(found, part)
    names = [name for name in dir(found) if not name.startswith("_")]
    return sorted(name for name in names if callable(getattr(found, name)) or (module in ("keras.datasets",) and not inspect.isclass(getattr(found, name))))


def main():
    rows, missing = [], []
    for module in MODULES:
        ours = {**names_of(module), **lazy_names(module)}
        wanted = public(module)
        good = [name for name in wanted if ours.get(name, False)]
        rows.append(f"| `{module.replace('tensorflow', 'tf')}` | {len(good)} | {len(wanted)} | {100 * len(good) // max(1, len(wanted))} % |")
        left = [name for name in wanted if name not in good]
        if left:
            missing.append(f"**`{module.replace('tensorflow', 'tf')}`**: " + ", ".join(f"`{name}`" for name in left) + ".")
    page = (
        "# TensorFlow: what is modelled\n\n"
        f"Written by `scripts/conformance/tensorflow-coverage.py` against TensorFlow {tf.__version__}. "
        "What is not modelled is unknown: nothing is reported about it.\n\n"
        "| module | modelled | public | |\n| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n\n## Not modelled\n\n" + "\n\n".join(missing) + "\n"
    )
    (ROOT / "docs/coverage-tensorflow.md").write_text(page)
    print("\n".join(rows))


if __name__ == "__main__":
    main()
