"""Lists the nodes of Python files as CPython's own parser sees them: the reference of test/python/syntax/ranges.test.ts.

    python3 scripts/cpython-nodes.py DIRECTORY > nodes.json

Prints one JSON object, file name -> sorted list of [kind, start, end, name]. Offsets are UTF-16 code units, as in an editor. Needs
CPython 3.12 or later: earlier versions give no exact places inside f-strings.
"""

import ast
import json
import pathlib
import re
import sys

NAME_FIELDS = {
    "FunctionDef": "name",
    "AsyncFunctionDef": "name",
    "ClassDef": "name",
    "Name": "id",
    "Attribute": "attr",
    "keyword": "arg",
    "arg": "arg",
    "alias": "name",
    "ExceptHandler": "name",
    "MatchStar": "name",
    "MatchAs": "name",
}
TYPE_PARAMETERS = {"TypeVar", "ParamSpec", "TypeVarTuple"}


def units(text):
    return len(text.encode("utf-16-le")) // 2


def children(node):
    """What is compared: no type parameters, and of an f-string its expressions only."""
    if isinstance(node, ast.JoinedStr):
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                yield value.value
                if value.format_spec is not None:
                    yield from children(value.format_spec)
        return
    for child in ast.iter_child_nodes(node):
        if type(child).__name__ not in TYPE_PARAMETERS:
            yield child


def nodes(source):
    mark = "\ufeff" if source.startswith("\ufeff") else ""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", source[len(mark) :]) + [""]
    starts = [units(mark)]
    for line in lines:
        starts.append(starts[-1] + units(line))

    def offset(line, column):
        return starts[line - 1] + units(lines[line - 1].encode()[:column].decode())

    found, stack = [], [ast.parse(source[len(mark) :])]
    while stack:
        node = stack.pop()
        stack.extend(children(node))
        if hasattr(node, "lineno"):
            kind = type(node).__name__.replace("TryStar", "Try")
            name = getattr(node, NAME_FIELDS[kind]) if kind in NAME_FIELDS else None
            start, end = offset(node.lineno, node.col_offset), offset(node.end_lineno, node.end_col_offset)
            found.append([kind, start, end, name or ""])
    return sorted(found)


def main():
    result = {}
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.py")):
        with open(path, encoding="utf-8", newline="") as file:
            source = file.read()
        try:
            result[str(path.relative_to(sys.argv[1]))] = nodes(source)
        except (SyntaxError, ValueError) as error:
            print(f"{path}: {error}", file=sys.stderr)
    # One node a line, as the formatter would have it.
    files = (
        f"  {json.dumps(name)}: [\n" + ",\n".join(f"    {json.dumps(node)}" for node in listed) + "\n  ]"
        for name, listed in result.items()
    )
    print("{\n" + ",\n".join(files) + "\n}")


if __name__ == "__main__":
    main()
