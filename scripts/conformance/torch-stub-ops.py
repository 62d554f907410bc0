"""Checks that every primitive the stubs call exists, and takes the arguments that they give it.

    python scripts/conformance/torch-stub-ops.py        (needs Node and the repository's packages, not PyTorch)
"""
import ast
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODELS = HERE.parent.parent / "server" / "src" / "models"


def names_of_primitives(tree):
    """What the stub calls the module of primitives: Keras has an `ops` of its own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "shapeline":
            yield from (alias.asname or alias.name for alias in node.names if alias.name == "ops")


def calls():
    """Every `ops.name(…)` in a stub: where, the name, how many positional arguments, the keywords."""
    for path in sorted(MODELS.glob("*/stubs/**/*.py")):
        tree = ast.parse(path.read_text())
        primitives = set(names_of_primitives(tree))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if isinstance(node.func.value, ast.Name) and node.func.value.id in primitives:
                place = f"{path.relative_to(MODELS)}:{node.lineno}"
                starred = any(isinstance(argument, ast.Starred) for argument in node.args)
                yield place, node.func.attr, None if starred else len(
                    node.args,
                ), [keyword.arg for keyword in node.keywords]


def misfit(parameters, positional, keywords):
    """What is wrong with a call, if anything."""
    if parameters is None or positional is None:
        return None
    names = [parameter["name"] for parameter in parameters]
    if positional > len(names):
        return f"takes {names}, got {positional} positional arguments"
    given = names[:positional] + keywords
    unknown = [name for name in keywords if name not in names]
    required = [parameter["name"] for parameter in parameters if parameter["required"]]
    missing = [name for name in required if name not in given]
    if unknown or missing or len(set(given)) < len(given):
        return f"takes {names}, got {given}"
    return None


def main():
    listed = subprocess.run(["node", str(HERE / "list-operations.mjs")], check=True, capture_output=True, text=True)
    operations = json.loads(listed.stdout)
    missing = {}
    wrong = []
    for place, name, positional, keywords in calls():
        if name not in operations:
            missing.setdefault(name, []).append(place)
            continue
        problem = misfit(operations[name], positional, keywords)
        if problem is not None:
            wrong.append(f"{place}: ops.{name} {problem}")
    for line in wrong:
        print(line)
    for name, places in sorted(missing.items()):
        print(f"ops.{name} does not exist: {len(places)} calls, first at {places[0]}")
    sys.exit(1 if missing or wrong else 0)


main()
