"""Builds every layer of `torch.nn` twice, from its stub and from PyTorch, and compares what can be seen of it.

    python scripts/conformance/torch-stub-modules.py

Compared are the names and shapes of the state, the public attributes, and the shapes and types of what `forward` gives.
The stubs' primitives are carried out by PyTorch itself (shim/shapeline/ops.py), so this judges the plumbing alone.
"""
import re
import sys
from pathlib import Path

import torch

from torch_stubs import load

HERE = Path(__file__).resolve().parent

# Bases and holders, which are not built alone, or are looked at in `containers`.
APART = set("""Module Container Sequential ModuleList ModuleDict ParameterList ParameterDict RNNBase RNNCellBase
  Parameter Buffer
  UninitializedParameter UninitializedBuffer LinearCrossEntropyOptions""".split())

# Attributes that only PyTorch's own code looks at.
PRIVATE = ("name", "activation_relu_or_gelu", "use_nested_tensor")


def seen(value):
    """Shapes and types of everything in a result."""
    if isinstance(value, torch.Tensor):
        return tuple(value.shape), value.dtype
    if value is None or isinstance(value, (int, float, str, bool)):
        return value
    if hasattr(value, "__iter__"):
        return tuple(seen(item) for item in value)
    return type(value).__name__


def state(module):
    return [(name, tuple(tensor.shape), tensor.dtype) for name, tensor in module.state_dict().items()]


def attributes(module):
    plain = (int, float, str, bool, tuple, type(None))
    return {name: value for name, value in vars(module).items() if isinstance(
        value, plain,
    ) and not name.startswith("_")}


def cases():
    """The constructor and the inputs of each line of torch-layers.txt."""
    for line in (HERE / "torch-layers.txt").read_text().splitlines():
        if not line.startswith("#"):
            constructor, _, inputs = line.partition(" |")
            yield constructor, inputs.strip()


def inputs_by_name():
    names = {}
    exec((HERE / "torch-prelude.py").read_text(), names)
    return names


def run(layer, inputs, names):
    """What a layer gives; the same inputs are made anew for each."""
    torch.manual_seed(0)
    values = eval(f"({inputs},)", names)
    return seen(layer(*[value.clone() if isinstance(value, torch.Tensor) else value for value in values]))


def agrees(theirs, ours):
    if isinstance(theirs, tuple) and isinstance(ours, tuple) and len(theirs) == len(ours):
        return all(agrees(left, right) for left, right in zip(theirs, ours))
    return theirs == ours or ours == "Unknown"


def differences(constructor, inputs, names, stub):
    real, model = eval(constructor, names), eval(constructor, {**names, "nn": stub.nn})
    if inputs:
        theirs, ours = run(real, inputs, names), run(model, inputs, names)
        if not agrees(theirs, ours):
            yield f"forward: PyTorch {theirs}, stub {ours}"
    if state(real) != state(model):
        yield f"state: PyTorch {state(real)}, stub {state(model)}"
    if sum(p.numel() for p in real.parameters()) != sum(p.numel() for p in model.parameters()):
        yield "number of parameters"
    has = attributes(model) | dict.fromkeys(PRIVATE)
    for attribute, value in attributes(real).items():
        if attribute not in has and not hasattr(model, attribute):
            yield f"no attribute {attribute}"
        elif attribute in has and attribute not in PRIVATE and has[attribute] != value:
            yield f"{attribute}: PyTorch {value!r}, stub {has[attribute]!r}"


def containers(nn):
    """The containers' behaviour, as text that must be the same for both."""
    layers = [nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 4)]
    chain = nn.Sequential(*layers)
    several = nn.ModuleList(layers)
    named = nn.ModuleDict({"a": layers[0], "b": layers[2]})
    nested = nn.Sequential(chain, nn.Sequential(nn.Linear(4, 4), chain[0]))
    weights = nn.ParameterList([nn.Parameter(torch.rand(2)), nn.Parameter(torch.rand(3))])
    table = nn.ParameterDict({"x": nn.Parameter(torch.rand(2))})
    yield [len(chain), len(chain[:2]), len(several[1:]), list(
        named.keys(),
    ), len(weights), list(table.keys()), "a" in named]
    yield list(chain.state_dict()), list(
        several.state_dict(),
    ), list(named.state_dict()), list(weights.state_dict()), list(table.state_dict())
    yield [name for name, _ in nested.named_modules(

    )], [name for name, _ in nested.named_parameters()], [n for n, _ in nested.named_children()]
    yield [type(m).__name__ for m in nested.modules()], len(
        list(nested.parameters()),
    ), [type(m).__name__ for m in nested.children()]
    chain.append(nn.Linear(4, 5))
    several.insert(1, nn.Dropout())
    yield list(chain.state_dict()), [type(m).__name__ for m in several], seen(chain(torch.rand(1, 2)))
    del chain[0]
    several += [nn.Tanh()]
    yield [n for n, _ in chain.named_children()], len(several), type(several[-1]).__name__, type(chain[-1]).__name__
    chain[0] = nn.Sigmoid()
    weights.append(nn.Parameter(torch.rand(4)))
    yield [type(m).__name__ for m in chain], len(weights), tuple(weights[-1].shape), type(named["b"]).__name__
    encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(6, 2, 12), 2, nn.LayerNorm(6))
    yield list(encoder.state_dict()), seen(encoder(torch.rand(5, 2, 6)))
    wrapped = nn.DataParallel(nn.Linear(2, 3))
    yield list(wrapped.state_dict()), wrapped.eval().training, wrapped.module.training
    yield type(nested.get_submodule("1.0")).__name__, [type(m).__name__ for m in chain + chain]


def main():
    stub, _ = load()
    names, failures, built, count = inputs_by_name(), [], set(), 0
    for constructor, inputs in cases():
        count += 1
        built.update(re.findall(r"nn\.(?:\w+\.)*(\w+)\(", constructor))
        try:
            failures += [f"{constructor}: {text}" for text in differences(constructor, inputs, names, stub)]
        except Exception as error:  # noqa: BLE001  any failure of a stub is a finding
            failures.append(f"{constructor}: {type(error).__name__}: {error}")
    for theirs, ours in zip(containers(torch.nn), containers(stub.nn)):
        if theirs != ours:
            failures.append(f"containers: PyTorch {theirs}, stub {ours}")
    public = {name for name in dir(torch.nn) if isinstance(getattr(torch.nn, name), type) and not name.startswith("_")}
    failures += [f"{name} is never built" for name in sorted(public - built - APART)]
    print("\n".join(failures))
    print(f"{count} layers of {len(built)} classes compared, {len(failures)} differences")
    sys.exit(1 if failures else 0)


main()
