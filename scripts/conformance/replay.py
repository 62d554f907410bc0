"""Runs a Python program under the real framework and prints the shape of every tensor-valued expression in it, as JSON.

Each expression is wrapped in a call that notes its value. Several values of one expression are joined as the analysis joins them: axes that
differ are null, ranks that differ make the whole shape null. A program that raises prints what was seen until then, and the error with its line.
"""
import ast
import contextlib
import io
import json
import sys
import traceback


class Wrap(ast.NodeTransformer):
    def __init__(self):
        self.places = []

    def visit(self, node):
        if isinstance(node, (ast.arguments, ast.arg)):
            node.defaults = [self.visit(d) for d in getattr(node, "defaults", [])]
            if hasattr(node, "kw_defaults"):
                node.kw_defaults = [d and self.visit(d) for d in node.kw_defaults]
            return node
        if isinstance(node, ast.AnnAssign):
            node.value = node.value and self.visit(node.value)
            return node
        if isinstance(node, (ast.JoinedStr, ast.match_case)):
            return node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            node.body = [self.visit(s) for s in node.body]
            self.visit(node.args)
            return node
        node = self.generic_visit(node)
        readable = isinstance(node, ast.expr) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
        if not readable or isinstance(node, (ast.Starred, ast.Constant, ast.Slice)) or not hasattr(node, "lineno"):
            return node
        self.places.append((node.lineno, node.col_offset, node.end_lineno, node.end_col_offset))
        call = ast.Call(ast.Name("note__shapeline", ast.Load()), [ast.Constant(len(self.places) - 1), node], [])
        return ast.copy_location(call, node)


def join(before, shape):
    if before is None or len(before) != len(shape):
        return None
    return [a if a == b else None for a, b in zip(before, shape)]


def replay(path):
    import torch

    with open(path, encoding="utf-8") as file:
        text = file.read()
    wrap = Wrap()
    tree = ast.fix_missing_locations(wrap.visit(ast.parse(text)))
    seen = {}

    def note(place, value):
        if isinstance(value, torch.Tensor):
            shape, dtype = list(value.shape), str(value.dtype).removeprefix("torch.")
            if place in seen:
                old = seen[place]
                seen[place] = (join(old[0], shape), dtype if old[1] == dtype else None)
            else:
                seen[place] = (shape, dtype)
        return value

    error = None
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            exec(compile(tree, path, "exec"), {"__name__": "__main__", "__file__": path, "note__shapeline": note})
        except BaseException as exception:  # a program may raise anything, SystemExit too
            frames = [f.lineno for f in traceback.extract_tb(exception.__traceback__) if f.filename == path]
            error = {"type": type(exception).__name__, "message": str(exception), "lines": frames}

    lines = text.splitlines(keepends=True)

    def column(line, offset):
        return len(lines[line - 1].encode()[:offset].decode().encode("utf-16-le")) // 2 + 1

    values = []
    for place, (shape, dtype) in sorted(seen.items()):
        line, start, end_line, end = wrap.places[place]
        values.append({"start": {"line": line, "column": column(line, start)}, "end": {"line": end_line, "column": column(end_line, end)}, "shape": shape, "dtype": dtype})
    return {"path": path, "values": values, "error": error}


if __name__ == "__main__":
    for path in sys.argv[1:]:
        print(json.dumps(replay(path)), flush=True)
