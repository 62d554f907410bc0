"""Prints, as JSON, the public names of PyTorch, torchvision and einops by space, which the coverage page counts; and of
torchvision, which the stubs have: `torchvision-stubs.py` compares those with the real ones."""
import importlib.util
import inspect
import json
from pathlib import Path

import einops
import torch
import torchvision

HERE = Path(__file__).resolve().parent


def beside(name):
    specification = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


signatures = beside("torch-stub-signatures")


def functions(owner, home=None):
    return [name for name, _ in signatures.callables(owner, home)]


def classes(owner):
    return [name for name, _ in signatures.constructors(owner)]


def tensor_valued(owner, names):
    return [n for n in names if signatures.tensor_valued(owner, n) and not signatures.INTERNAL.match(n)]


def exported(owner):
    names = getattr(owner, "__all__", None) or signatures.public(owner)
    return [n for n in names if not n.startswith("_") and callable(getattr(owner, n, None)) and not inspect.ismodule(getattr(owner, n))]


def main():
    helpers = ("assert_int_or_pair", "boolean_dispatch", "handle_torch_function", "Optional")
    methods = [n for n in signatures.public(torch.Tensor) if callable(getattr(torch.Tensor, n))]
    spaces = {
        "torch.nn": classes(torch.nn),
        "torch.nn.functional": [n for n in functions(torch.nn.functional) if n not in helpers and "torch_function" not in n],
        "torch": tensor_valued(torch, functions(torch)),
        "torch.Tensor": tensor_valued(torch.Tensor, methods),
        "torch.linalg": functions(torch.linalg),
        "torch.fft": functions(torch.fft),
        "torch.special": functions(torch.special),
        "einops": exported(einops),
        "torchvision.models": torchvision.models.list_models(),
        "torchvision.datasets": exported(torchvision.datasets),
        "torchvision.transforms": exported(torchvision.transforms),
        "torchvision.transforms.v2": exported(torchvision.transforms.v2),
    }
    stubs = beside("torchvision-stubs").load_stubs()
    homes = {"torchvision.models": stubs.models.list_models()}
    for space in ("datasets", "transforms", "transforms.v2"):
        owner = stubs
        for part in space.split("."):
            owner = getattr(owner, part)
        homes[f"torchvision.{space}"] = dir(owner)
    named = [f"{space}.{name}" for space, names in homes.items() for name in names]
    versions = {"torch": torch.__version__, "torchvision": torchvision.__version__, "einops": einops.__version__}
    print(json.dumps({"versions": versions, "spaces": spaces, "named": named}))


if __name__ == "__main__":
    main()
