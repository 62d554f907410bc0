"""What a program's expressions hold when it runs, at the places that the analysis shows: the same program, with each of them handed to a witness.

The changed text is a file of its own, so that AutoGraph, which reads functions from their files, converts what is run.
"""
import ast
import json
import subprocess
import tempfile
from pathlib import Path

import tensorflow as tf

HERE = Path(__file__).resolve().parent


class Witness:
    """All shapes and dtypes that were seen, by place."""

    def __init__(self):
        self.seen = {}

    @tf.autograph.experimental.do_not_convert
    def __call__(self, place, value):
        shape = getattr(value, "shape", None)
        if isinstance(shape, tf.TensorShape):
            shape = None if shape.rank is None else tuple(shape.as_list())
        if isinstance(shape, tuple):
            dtype = getattr(value, "dtype", None)
            self.seen.setdefault(place, set()).add((shape, getattr(dtype, "name", str(dtype))))
        return value


class Everything:
    def __contains__(self, place):
        return True


NO_VALUES = (ast.Slice, ast.Starred, ast.JoinedStr, ast.FormattedValue)
"""Parts of expressions that the grammar alone calls expressions, and texts, which hold no tensor."""


class Instrumented(ast.NodeTransformer):
    """Hands every expression and every newly bound name at a wanted place to `__witness__`."""

    def __init__(self, wanted, text):
        self.wanted = Everything() if wanted is None else wanted
        self.lines = [line.encode() for line in text.split("\n")]

    def place(self, node):
        def at(line, column):
            return line, len(self.lines[line - 1][:column].decode()) + 1

        return (*at(node.lineno, node.col_offset), *at(node.end_lineno, node.end_col_offset))

    def told(self, node, value):
        return ast.Call(ast.Name("__witness__", ast.Load()), [ast.Constant(self.place(node)), value], [])

    def visit(self, node):
        read = isinstance(node, ast.expr) and not isinstance(node, NO_VALUES) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
        wanted = read and self.place(node) in self.wanted
        visited = super().visit(node)
        return ast.copy_location(self.told(node, visited), visited) if wanted else visited

    def visit_JoinedStr(self, node):
        """Its texts are no expressions of their own."""
        node.values = [part if isinstance(part, ast.Constant) else self.generic_visit(part) for part in node.values]
        return node

    def visit_Subscript(self, node):
        """A tuple of slices is written only between brackets."""
        node.value = self.visit(node.value)
        node.slice = self.generic_visit(node.slice) if isinstance(node.slice, ast.Tuple) else self.visit(node.slice)
        return node

    def bound(self, *targets):
        """A name that is bound twice at once holds the last."""
        stored = [name for target in targets for name in ast.walk(target) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)]
        last = {name.id: name for name in sorted(stored, key=self.place)}
        return [ast.Expr(self.told(name, ast.Name(name.id, ast.Load()))) for name in last.values() if self.place(name) in self.wanted]

    def visit_Assign(self, node):
        after = self.bound(*node.targets)
        return [self.generic_visit(node), *after]

    def visit_AugAssign(self, node):
        after = self.bound(node.target)
        return [self.generic_visit(node), *after]

    def visit_For(self, node):
        first = self.bound(node.target)
        self.generic_visit(node)
        node.body = first + node.body
        return node

    def visit_With(self, node):
        first = self.bound(*[item.optional_vars for item in node.items if item.optional_vars is not None])
        self.generic_visit(node)
        node.body = first + node.body
        return node

    def visit_FunctionDef(self, node):
        arguments = [argument for argument in ast.walk(node.args) if isinstance(argument, ast.arg) and self.place(argument) in self.wanted]
        first = [ast.Expr(self.told(argument, ast.Name(argument.arg, ast.Load()))) for argument in arguments]
        self.generic_visit(node)
        documented = ast.get_docstring(node) is not None
        node.body = node.body[:documented] + first + node.body[documented:]
        return node


def shown(path):
    """Our shape and dtype by place, and the text there."""
    run = subprocess.run(
        ["node", str(HERE / "../../dist/cli.cjs"), "shapes", str(path), "--format", "json"], capture_output=True, text=True
    )
    found = {}
    for value in json.loads(run.stdout)["values"]:
        start, end = value["range"]["start"], value["range"]["end"]
        found[start["line"], start["column"], end["line"], end["column"]] = (value["shape"], value.get("dtype"), value["text"])
    return found


def instrumented(path, wanted):
    """The program with its witnesses, in a file of its own; without wanted places they stand at all."""
    text = path.read_text()
    tree = ast.fix_missing_locations(Instrumented(wanted, text).visit(ast.parse(text)))
    copy = Path(tempfile.mkdtemp()) / path.name
    copy.write_text(ast.unparse(tree))
    return copy


def sizes_of(shape):
    """The axes of "(B, (H + 1)//2, ?, 32)"; nothing where their count is not known."""
    axes, depth, axis = [], 0, ""
    for character in shape[1:-1]:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            axes.append(axis.strip())
            axis = ""
        else:
            axis += character
    axes += [axis.strip()] if axis.strip() else []
    return None if any(axis.startswith("*") for axis in axes) else axes


def contradicted(ours, real):
    """A size that is open to us or to the graph contradicts nothing."""
    shape, dtype, _ = ours
    sizes, (seen, seen_dtype) = sizes_of(shape), real
    if sizes is not None and (
        len(sizes) != len(seen) or any(size.isdigit() and at is not None and int(size) != at for size, at in zip(sizes, seen))
    ):
        return True
    return dtype is not None and seen_dtype != dtype and not seen_dtype.startswith(("object", "<U", "str"))
