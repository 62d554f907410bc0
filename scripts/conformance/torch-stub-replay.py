"""Runs expressions by PyTorch and by our interpreter, and compares the shapes and types that both give.

    python scripts/conformance/torch-stub-replay.py [--unknown]

The expressions are the lines of torch-expressions.txt, and the layers of torch-layers.txt called on their inputs. What
the interpreter does not know (`?`) contradicts nothing, but is counted; `--unknown` lists it. A report on code that
runs is wrong. Expressions that PyTorch of this version refuses are passed over. Where einops is installed, its
expressions are replayed too.
"""
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent


def has_einops():
    return importlib.util.find_spec("einops") is not None


def expressions():
    yield from lines_of("torch-expressions.txt")
    if has_einops():
        yield from lines_of("einops-expressions.txt")
    for line in lines_of("torch-layers.txt"):
        constructor, _, inputs = line.partition(" |")
        if inputs:
            yield f"{constructor}({inputs.strip()})"


def refusals():
    return [line for line in lines_of("torch-refusals.txt") if has_einops() or "einops" not in line]


def lines_of(name):
    return [line for line in (HERE / name).read_text().splitlines() if not line.startswith("#")]


def target(value, name):
    """What to assign a result to, so that every tensor in it gets a name; and the tensors by name."""
    if isinstance(value, torch.Tensor):
        return name, {name: value}
    if isinstance(value, (tuple, list)) and not isinstance(value, torch.Size):
        parts = [target(item, f"{name}_{index}") for index, item in enumerate(value)]
        tensors = {key: tensor for _, found in parts for key, tensor in found.items()}
        return "(" + "".join(f"{text}, " for text, _ in parts) + ")", tensors
    return name, {}


def evaluate(prelude):
    """The program for the interpreter, and the real tensors by the names it gives them."""
    names, lines, tensors, origin = {}, [], {}, {}
    exec(prelude, names)
    for number, expression in enumerate(expressions()):
        torch.manual_seed(0)
        try:
            value = eval(expression, names)
        except Exception as error:  # noqa: BLE001  PyTorch's refusal, whatever it is
            print(f"PyTorch refuses {expression}: {str(error).splitlines()[0]}")
            continue
        text, found = target(value, f"v{number}")
        lines.append(f"{text} = {expression}")
        tensors.update(found)
        origin.update(dict.fromkeys(found, expression))
    return prelude + "\n" + "\n".join(lines) + "\n", tensors, origin


def interpreted(program):
    """The interpreter's shape and type of every assigned name, and its reports."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "program.py"
        path.write_text(program)
        cli = ["node", str(HERE / "cli-from-source.mjs")]
        answers = [
            subprocess.run([*cli, command, str(path), "--format", "json"], capture_output=True, text=True, cwd=folder)
            for command in ("shapes", "check")
        ]
    for answer in answers:
        sys.stderr.write(answer.stderr)
    shapes, reports = [json.loads(answer.stdout) for answer in answers]
    return {value["text"]: value for value in shapes["values"] if re.fullmatch(r"v\d+(_\d+)*", value["text"])}, reports


def accepted(prelude):
    """Refusals that PyTorch does not refuse."""
    names = {}
    exec(prelude, names)
    for expression in refusals():
        try:
            eval(expression, names)
        except Exception:  # noqa: BLE001  as it should be
            continue
        yield f"{expression}: PyTorch takes this"


def agrees(shape, dtype, tensor):
    if dtype is not None and f"torch.{dtype}" != str(tensor.dtype):
        return False
    sizes = [size.strip() for size in shape.strip("()").split(",") if size.strip()]
    if any(size.startswith("*") for size in sizes):
        return len(sizes) - 1 <= tensor.dim()
    return len(sizes) == tensor.dim() and all(ours in ("?", str(real)) for ours, real in zip(sizes, tensor.shape))


def main():
    einops = "import einops\nimport einops.layers.torch\n" if has_einops() else ""
    prelude = (HERE / "torch-prelude.py").read_text() + einops
    program, tensors, origin = evaluate(prelude)
    values, reports = interpreted(program)
    wrong, unknown = list(accepted(prelude)), []
    for name, tensor in tensors.items():
        value = values.get(name)
        if value is None or value["shape"] is None:
            unknown.append(origin[name])
        elif not agrees(value["shape"], value["dtype"], tensor):
            ours = f"{value['shape']} {value['dtype']}"
            wrong.append(f"{origin[name]}: PyTorch {tuple(tensor.shape)} {tensor.dtype}, ours {ours}")
        elif "?" in value["shape"] or value["dtype"] is None:
            unknown.append(f"{origin[name]} gives {value['shape']} {value['dtype']}")
    wrong += [f"{line}: reported, {rule}" for line, rule in reported(program, reports)]
    refused = prelude + "\n" + "\n".join(refusals()) + "\n"
    caught = {line for line, _ in reported(refused, interpreted(refused)[1])}
    missed = [expression for expression in refusals() if expression not in caught]
    if "--unknown" in sys.argv:
        print("\n".join([*dict.fromkeys(unknown), *[f"not reported: {expression}" for expression in missed]]))
    print("\n".join(wrong))
    print(f"{len(tensors)} tensors: {len(wrong)} wrong, {len(unknown)} not or only partly known")
    print(f"{len(refusals())} refusals: {len(missed)} not reported")
    sys.exit(1 if wrong else 0)


def reported(program, reports):
    """The lines on which an error is reported, with its rule."""
    lines = program.splitlines()
    found = [report for file in reports["files"] for report in file["diagnostics"] if report["severity"] == "error"]
    return [(lines[report["range"]["start"]["line"] - 1], report["rule"]) for report in found]


main()
