"""Writes what CPython gives behind the last line of every case: `python3 expect.py cases/*.py`.

Cases are separated by blank lines. The last line of a case is an expression; its `repr` becomes the comment `# value: …`
behind it. A case is run in a namespace of its own.
"""
import re
import sys

MARK = re.compile(r"\s*# value: .*$")


def expected(lines):
    code = MARK.sub("", lines[-1])
    names = {"__name__": "__main__"}
    exec("\n".join(lines[:-1]), names)
    return f"{code}  # value: {eval(code, names)!r}"


def rewrite(path):
    with open(path, encoding="utf-8") as file:
        blocks = file.read().strip("\n").split("\n\n")
    result = []
    for block in blocks:
        lines = block.split("\n")
        if not lines[-1].startswith("#"):
            try:
                lines[-1] = expected(lines)
            except Exception as error:
                raise SystemExit(f"{path}: {error!r} in\n{block}")
        result.append("\n".join(lines))
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n\n".join(result) + "\n")


for name in sys.argv[1:]:
    rewrite(name)
