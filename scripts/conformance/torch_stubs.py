"""Loads the PyTorch stubs under CPython, beside the real PyTorch whose name they bear.

The stubs import one another as `torch`; while they load, that name is theirs, afterwards it is PyTorch's again.
"""
import sys
from pathlib import Path

import torch
import torch.distributions
import torch.nn.utils.parametrizations
import torch.utils.data

HERE = Path(__file__).resolve().parent
STUBS = HERE.parent.parent / "server" / "src" / "models" / "torch" / "stubs"


def is_torch(name):
    return name == "torch" or name.startswith("torch.")


def load():
    """The stubs' `torch`, and all their modules by name."""
    sys.path.insert(0, str(HERE / "shim"))
    import shapeline.ops  # noqa: F401  binds the real PyTorch before the name changes hands

    real = {name: sys.modules.pop(name) for name in list(sys.modules) if is_torch(name)}
    sys.path.insert(0, str(STUBS))
    try:
        import torch as stub

        for path in sorted(STUBS.rglob("*.py")):
            parts = path.relative_to(STUBS).with_suffix("").parts
            __import__(".".join(part for part in parts if part != "__init__"))
        modules = {name: sys.modules.pop(name) for name in list(sys.modules) if is_torch(name)}
    finally:
        sys.path.remove(str(STUBS))
        sys.modules.update(real)
    return stub, modules
