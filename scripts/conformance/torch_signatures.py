"""What real PyTorch's functions and classes take, wherever it says so: Python signatures, type stubs, docstrings.

A signature is a list of `Parameter`s; a name has several when PyTorch overloads it.
"""
import ast
import inspect
import re
from pathlib import Path
from typing import NamedTuple

import torch

NO_DEFAULT = "<none>"


class Parameter(NamedTuple):
    name: str
    kind: str  # "positional", "keyword", "rest", "keywords"
    default: object


KINDS = {
    inspect.Parameter.POSITIONAL_ONLY: "positional",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "positional",
    inspect.Parameter.VAR_POSITIONAL: "rest",
    inspect.Parameter.KEYWORD_ONLY: "keyword",
    inspect.Parameter.VAR_KEYWORD: "keywords",
}


def of_python(function):
    """The signature of a Python function, without `self`; `None` where it has none, or only passes arguments on."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    found = [
        Parameter(p.name, KINDS[p.kind], NO_DEFAULT if p.default is inspect.Parameter.empty else p.default)
        for p in signature.parameters.values()
        if p.name != "self"
    ]
    passes_on = [p.kind for p in found] == ["rest", "keywords"]
    return None if passes_on else found


def of_type_stub(path, class_name=None):
    """All overloads in a type stub, by name."""
    body = ast.parse(path.read_text()).body
    if class_name is not None:
        body = next(node.body for node in body if isinstance(node, ast.ClassDef) and node.name == class_name)
    overloads = {}
    for node in body:
        if isinstance(node, ast.FunctionDef):
            overloads.setdefault(node.name, []).append(
                (of_syntax(node.args), ast.unparse(node.returns or ast.Constant(None))),
            )
    return overloads


def of_syntax(arguments):
    names = [*arguments.posonlyargs, *arguments.args]
    defaults = [NO_DEFAULT] * (len(names) - len(arguments.defaults)) + [literal(node) for node in arguments.defaults]
    found = [Parameter(argument.arg, "positional", default) for argument, default in zip(names, defaults)]
    if arguments.vararg is not None:
        found.append(Parameter(arguments.vararg.arg, "rest", NO_DEFAULT))
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        found.append(Parameter(argument.arg, "keyword", NO_DEFAULT if default is None else literal(default)))
    return [parameter for parameter in found if parameter.name != "self"]


def literal(node):
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ast.unparse(node)


def of_docstring(function):
    """The signature that a docstring opens with: `conv2d(input, weight, bias=None, …) -> Tensor`."""
    text = re.sub(r"\s+", " ", (function.__doc__ or "").strip())
    match = re.match(r"(?:torch\.)?[\w.]+\((.*?)\)\s*->", text)
    if match is None:
        return None
    inside = re.sub(r"\s*=\s*", "=", match.group(1))
    try:
        definition = ast.parse(f"def f({inside}): pass").body[0]
    except SyntaxError:
        return None
    return of_syntax(definition.args)


FOLDER = Path(torch.__file__).parent / "_C"
FUNCTIONS = of_type_stub(FOLDER / "_VariableFunctions.pyi")
METHODS = of_type_stub(FOLDER / "__init__.pyi", "TensorBase")


def overloads(owner, name):
    """Every signature that PyTorch gives this name, and whether there is only one."""
    real = getattr(owner, name)
    if owner is torch.Tensor and name in METHODS:
        return [parameters for parameters, _ in METHODS[name]], False
    if owner is torch and name in FUNCTIONS:
        return [parameters for parameters, _ in FUNCTIONS[name]], False
    single = of_python(real) or of_docstring(real)
    return ([] if single is None else [single]), True
