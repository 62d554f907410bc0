"""Draws calls from templates, runs each under PyTorch, and writes what came of it.

    python scripts/conformance/generate.py [--seed 1] [--each 12] [--near 0] [--only NAME …] > calls.txt

A line of `calls/*.txt` is an expression with choices in it: `$(2|3)` draws one of its alternatives, `%(sum|mean)` makes a
line of each. From every line come so many different draws; beside each stands, by chance, a near miss: a number moved, an axis
left out; `--near` makes so many more of them, and misses of misses. An outcome is `-> (2, 3) float32`, `!!` for a refusal, or `-> other` for a value that is no tensor. A call that only lacks a
kernel on the CPU says nothing about shapes and is passed over. The expressions and layers of the stubs' replay are drawn from too.
"""
import argparse
import ast
import random
import re
import sys
import warnings
from itertools import product
from pathlib import Path

import einops
import einops.layers.torch
import numpy
import torch

from torch_kernels import lacks_kernel

HERE = Path(__file__).resolve().parent
OTHER_TYPES = (torch.qint8, torch.quint8, torch.qint32, torch.complex32)
READS_PAST_THE_END = re.compile(r"scaled_dot_product_attention")
"""The CPU's kernel does not look whether there is a value for each key, but reads on behind the last. On `meta` the sizes are held against each other."""
MARK = re.compile(r"[$%]\(")


# --- templates


def closing(text, start):
    """Where the bracket that opens before `start` is closed."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(text[place], 0)
        if depth == 0:
            return place
    raise ValueError(f"not closed: {text}")


def alternatives(text):
    parts, depth = [""], 0
    for character in text:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def pieces(template):
    """Fixed text, and choices as (mark, alternatives)."""
    place = 0
    for mark in iter(lambda: MARK.search(template, place), None):
        end = closing(template, mark.end())
        yield template[place : mark.start()]
        yield mark.group()[0], alternatives(template[mark.end() : end])
        place = end + 1
    yield template[place:]


def draw(template, rng):
    return "".join(piece if isinstance(piece, str) else draw(rng.choice(piece[1]), rng) for piece in pieces(template))


def spread(template):
    """The template once for each alternative of its `%(…)`."""
    options = [[p] if isinstance(p, str) else p[1] if p[0] == "%" else [f"$({'|'.join(p[1])})"] for p in pieces(template)]
    for parts in product(*options):
        text = "".join(parts)
        yield from [text] if "%(" not in text else spread(text)


def near_miss(expression, rng):
    """The expression with one number moved, or one size or axis left out or doubled."""
    tree = ast.parse(expression, mode="eval")
    numbers = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and type(n.value) is int]
    lists = [n.args if isinstance(n, ast.Call) else n.elts for n in ast.walk(tree) if isinstance(n, (ast.Call, ast.Tuple, ast.List))]
    lists = [items for items in lists if len(items) > 1 and all(isinstance(i, ast.Constant) for i in items)]
    if lists and rng.random() < 0.3:
        items = rng.choice(lists)
        place = rng.randrange(len(items))
        items[place : place + 1] = rng.choice([[], [items[place], items[place]]])
    elif numbers:
        number = rng.choice(numbers)
        number.value = rng.choice([number.value - 1, number.value + 1, number.value + 2, 1])
    return ast.unparse(tree)


def lines(path):
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def is_expression(text):
    try:
        return ast.parse(text, mode="eval") is not None
    except SyntaxError:
        return False


def written():
    """Calls that stand in the lists of the stubs' replay: expressions, and layers with their inputs."""
    yield from lines(HERE / "torch-expressions.txt")
    for line in lines(HERE / "torch-layers.txt"):
        constructor, _, inputs = line.partition(" |")
        if inputs:
            yield f"{constructor}({inputs.strip()})"
    yield from lines(HERE / "einops-expressions.txt")


def calls(templates, each, near, seed):
    for template in templates:
        for one in spread(template):
            rng = random.Random(f"{seed} {one}")
            drawn = dict.fromkeys(draw(one, rng) for _ in range(3 * each))
            kept = [call for call in drawn if is_expression(call)][:each]
            yield from kept
            yield from [near_miss(call, rng) for call in kept if rng.random() < 0.4]
            for _ in range(near if kept else 0):
                kept.append(near_miss(rng.choice(kept), rng))
                yield kept[-1]


# --- outcomes


def spelt(value):
    if isinstance(value, torch.Tensor) and value.dtype not in OTHER_TYPES:
        sizes = ", ".join(map(str, value.shape)) + ("," if value.dim() == 1 else "")
        return f"({sizes}) {str(value.dtype).removeprefix('torch.')}"
    if isinstance(value, numpy.ndarray):
        return spelt(torch.from_numpy(value))
    if isinstance(value, (tuple, list)) and not isinstance(value, torch.Size):
        return "[" + "; ".join(map(spelt, value)) + "]"
    return "other"


def outcome(expression, names):
    torch.manual_seed(0)
    try:
        with torch.device("meta" if READS_PAST_THE_END.search(expression) else "cpu"):
            return f"-> {spelt(eval(expression, dict(names)))}"
    except Exception as error:  # noqa: BLE001  PyTorch's refusal, whatever it is
        text = " ".join(str(error).split())
        return None if lacks_kernel(text) else f"!! {type(error).__name__}: {text[:90]}"


def highest(randint):
    """Every number is the highest, or the lowest where that is below 0, so that whether it fits does not depend on luck."""

    def function(*args, **kwargs):
        drawn = randint(*args, **kwargs)
        first = args[0] if args else 0
        low, high = (first, args[1]) if len(args) > 1 and isinstance(args[1], int) else (kwargs.get("low", 0), kwargs.get("high", first))
        return torch.full_like(drawn, low if low < 0 else high - 1)

    return function


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", default="1")
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("--near", type=int, default=0)
    parser.add_argument("--only", nargs="*")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    torch.randint = highest(torch.randint)
    names = {"einops": einops, "np": numpy}
    exec((HERE / "torch-prelude.py").read_text(), names)
    seen = set()
    sources = {path.stem: lines(path) for path in sorted((HERE / "calls").glob("*.txt"))} | {"written": list(written())}
    for name, templates in sources.items():
        if options.only and name not in options.only:
            continue
        for call in calls(templates, options.each, options.near, options.seed):
            if call in seen:
                continue
            seen.add(call)
            result = outcome(call, names)
            if result is not None:
                print(f"{call}  {result}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
