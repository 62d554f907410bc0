"""Runs the user's file statement by statement, so that what is not there (a data set, a package, a GPU) does not hide the model below it."""

import __future__

import ast
import builtins
import os
import re
import sys
import types

common = sys.modules["_shapeline_probe_common"]
ProbeStop = common.ProbeStop
stand_ins = common.part("stand_ins")

MODULE_NAME = "__shape_probe__"


class Lost:
    """The names that statements which were left out would have given a value, each with the statement that began it."""

    def __init__(self):
        self.causes = {}

    def cause_of(self, error):
        """The first statement that was left out, if this one failed only for want of what that would have made."""
        return self.causes.get(missing_name(error))

    def take(self, names, module, line, reason, cause):
        for name in names:
            if name not in vars(module):
                self.causes[name] = cause or {"line": line, "reason": reason}

    def why(self, name):
        """For a sentence about something that is not there."""
        cause = self.causes.get(name)
        return "" if cause is None else ", since line %d was left out (%s)" % (cause["line"], cause["reason"].split("\n")[0])


def missing_name(error):
    if not isinstance(error, NameError):
        return None
    found = getattr(error, "name", None) or (re.match(r"(?:free variable|name) '(\w+)'", str(error)) or [None, None])[1]
    return found


def apply_settings(request):
    """What the program sets in its environment before it imports the framework counts for the runner, which imports it earlier."""
    for node in parsed(request).body:
        pair = setting(node)
        if pair is not None:
            os.environ[pair[0]] = pair[1]


def setting(node):
    """`os.environ["KERAS_BACKEND"] = "jax"` and `os.environ.setdefault(…)`: a name and a value that are written out."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Subscript):
        target, key, value = node.targets[0].value, node.targets[0].slice, node.value
        key = getattr(key, "value", key) if type(key).__name__ == "Index" else key  # before Python 3.9
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and len(node.value.args) == 2:
        call = node.value
        if not isinstance(call.func, ast.Attribute) or call.func.attr != "setdefault":
            return None
        target, (key, value) = call.func.value, call.args
    else:
        return None
    is_environment = getattr(target, "attr", getattr(target, "id", None)) == "environ"
    texts = [each.value for each in (key, value) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return tuple(texts) if is_environment and len(texts) == 2 else None


def imports(request, name):
    """Whether the program imports a package by this name."""
    for node in ast.walk(parsed(request)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if any(each.split(".")[0] == name for each in names):
            return True
    return False


def source_of(request):
    if request.get("text") is not None:
        return request["text"].encode("utf-8")
    with open(request["path"], "rb") as file:
        return file.read()


def parsed(request):
    try:
        return ast.parse(source_of(request), request["path"])
    except (SyntaxError, ValueError):  # told when it is run
        return ast.Module([], [])


def load(request, channel, places, after_failure=lambda: None, after_each=lambda: None):
    """Runs the user's file as a module, one top-level statement after the other, and gives it with the names that were lost. A statement that fails is
    left out and told. A tensor that it would have replaced is then there no more: what follows would be given the wrong one.
    `if __name__ == "__main__":` does not run."""
    path = request["path"]
    source = source_of(request)
    if request.get("text") is not None:
        places.lines[path] = source.splitlines()
    module = types.ModuleType(MODULE_NAME)
    module.__file__ = path
    module.__builtins__ = builtins
    sys.modules[MODULE_NAME] = module
    for folder in reversed(request["search"]):
        if folder not in sys.path:
            sys.path.insert(0, folder)
    sys.argv = [path]
    stand_ins.install(channel, places)
    lost = Lost()
    flags = 0
    for node in ast.parse(source, path).body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for alias in node.names:
                flags |= getattr(__future__, alias.name).compiler_flag
            continue
        statement = places.place(path, node.lineno)
        try:
            code = compile(ast.Module([node], []), path, "exec", flags, True)
            exec(code, module.__dict__)
            after_each()
        except ProbeStop as stop:
            reason, cause = str(stop), None
            channel.send("skipped", place=statement, statement=statement, reason=reason, stopped=True)
        except BaseException as error:
            reason, cause = reason_of(error), lost.cause_of(error)
            way = places.way_of(error)
            channel.send(
                "skipped",
                place=way["place"] or statement,
                through=way["through"],
                statement=statement,
                reason=reason,
                stopped=isinstance(error, SystemExit),
                shapes=common.is_shape_error(error),
                outside=is_outside(error),
                **({} if cause is None else {"cause": cause["line"]}),
            )
        else:
            continue
        for name in assigned(node):
            if hasattr(vars(module).get(name), "shape"):
                delattr(module, name)
        lost.take(bound(node), module, node.lineno, reason, cause)
        after_failure()
    return module, lost


def reason_of(error):
    at = error.__traceback__
    while isinstance(error, SystemExit) and at is not None:
        if os.path.basename(at.tb_frame.f_code.co_filename) == "argparse.py":
            return "it needs arguments of the command line, and a shape probe gives none"
        at = at.tb_next
    refused = common.refusal_behind(error)
    return common.words(error) if refused is None else refused.strerror


def is_outside(error):
    """What the machine does not have: a file, a package, a GPU; and what the probe refuses. Other errors are the program's own."""
    missing = (ImportError, OSError, SystemExit, EOFError, MemoryError)
    if isinstance(error, missing) or type(error).__name__ == "NotFoundError" or common.refusal_behind(error) is not None:
        return True
    return "NVIDIA" in str(error) or "CUDA" in str(error)


def assigned(statement):
    """The names that an assignment gives a value."""
    if not isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        return []
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def bound(statement):
    """The names that any statement would give a value."""
    names = []
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append(node.id)
        elif isinstance(node, ast.alias):
            names.append(node.asname or node.name.split(".")[0])
    return names + [statement.name] if isinstance(statement, (ast.ClassDef, ast.FunctionDef)) else names
