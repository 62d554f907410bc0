"""Compares the torchvision stubs with the real library, model by model.

CPython runs the stubs on the real PyTorch. For each model of `list_models()`: names and shapes of parameters and buffers,
children in order, and what the model gives in evaluation and in training for an input of standard size. All on the meta
device, so nothing is computed. Arguments choose models by name; `--train` and `--children` are always compared.
"""
import sys
import warnings
from pathlib import Path

import torch
import torchvision

HERE = Path(__file__).resolve().parent
STUBS = HERE.parent.parent / "server" / "src" / "models" / "torchvision" / "stubs"

warnings.simplefilter("ignore")

def is_stubbed(name):
    return name.partition(".")[0] in ("torchvision", "PIL")


def complete(ops):
    """Primitives that only these stubs use."""
    ops.is_unknown = lambda value: isinstance(value, ops.Unknown)
    ops.class_index = lambda count: count - 1
    ops.either = lambda values: values[-1]
    ops.as_array = lambda tensor: tensor


def load_stubs():
    """The stubs' `torchvision`; the real one keeps its name afterwards."""
    real = {name: sys.modules.pop(name) for name in list(sys.modules) if is_stubbed(name)}
    sys.path[:0] = [str(STUBS), str(HERE / "shim")]
    import shapeline.ops
    complete(shapeline.ops)
    import torchvision as stubs

    for path in sorted(STUBS.rglob("*.py")):
        __import__(".".join(part for part in path.relative_to(STUBS).with_suffix("").parts if part != "__init__"))
    for name in list(sys.modules):
        if is_stubbed(name):
            del sys.modules[name]
    del sys.path[0]
    sys.modules.update(real)
    return stubs


def sample(name, module):
    """An input of standard size, and the targets that a detector learns from."""
    if "detection" in module:
        return ([torch.rand(3, 300, 400), torch.rand(3, 500, 400)],)
    if "raft" in name:
        return (torch.rand(2, 3, 128, 128), torch.rand(2, 3, 128, 128))
    if "video" in module:
        size = 224 if name.startswith(("mvit", "s3d", "swin")) else 112
        return (torch.rand(2, 3, 16, size, size),)
    size = 299 if "inception" in name else 518 if name == "vit_h_14" and False else 224
    return (torch.rand(2, 3, size, size),)


def describe(value):
    if isinstance(value, torch.Tensor):
        return f"{tuple(value.shape)} {value.dtype}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {describe(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        fields = getattr(value, "_fields", None)
        items = [describe(item) for item in value]
        if fields:
            items = [f"{field}={item}" for field, item in zip(fields, items)]
        return ("(%s)" if isinstance(value, tuple) else "[%s]") % ", ".join(items)
    return repr(value)


def attempt(model, inputs):
    try:
        return describe(model(*inputs))
    except Exception as error:  # noqa: BLE001  what the model raises is the answer
        return f"raises {type(error).__name__}: {str(error)[:200]}"


def state(model):
    return [(name, tuple(tensor.shape), tensor.dtype) for name, tensor in model.state_dict().items()]


def differences(ours, theirs, inputs, run):
    if state(ours) != state(theirs):
        mine, real = dict((n, s) for n, *s in state(ours)), dict((n, s) for n, *s in state(theirs))
        missing = [name for name in real if mine.get(name) != real[name]]
        extra = [name for name in mine if name not in real]
        yield f"state: {missing[:4]} differ, {extra[:4]} extra" if missing or extra else "state: order"
    if sum(p.numel() for p in ours.parameters()) != sum(p.numel() for p in theirs.parameters()):
        yield "parameter count"
    mine, real = [n for n, _ in ours.named_modules()], [n for n, _ in theirs.named_modules()]
    if mine != real:
        yield f"modules: {[n for n in real if n not in mine][:4]} missing, {[n for n in mine if n not in real][:4]} extra" if set(mine) != set(real) else "modules: order"
    kinds = [(n, type(a).__name__, type(b).__name__) for (n, a), (_, b) in zip(ours.named_modules(), theirs.named_modules()) if type(a).__name__ != type(b).__name__]
    if kinds:
        yield f"classes: {kinds[:3]}"
    for mode in (False, True) if run else ():
        mine, real = attempt(ours.train(mode), inputs), attempt(theirs.train(mode), inputs)
        if mine != real:
            yield f"{'training' if mode else 'evaluation'}: {mine} for {real}"


def compute_block_parameters():
    """RegNet's widths come from tensors: those must hold numbers, unlike the model's."""
    from torchvision.models.regnet import BlockParams

    compute = BlockParams.from_init_params

    def on_processor(*args, **kwargs):
        with torch.device("cpu"):
            return compute(*args, **kwargs)

    BlockParams.from_init_params = on_processor


def main(wanted):
    compute_block_parameters()
    stubs = load_stubs()
    models = torchvision.models
    equal = total = 0
    for name in models.list_models():
        if wanted and name not in wanted:
            continue
        total += 1
        builder = models.get_model_builder(name)
        arguments = {"weights_backbone": None} if "detection" in builder.__module__ or "segmentation" in builder.__module__ else {}
        theirs = builder(weights=None, **arguments)
        inputs = sample(name, builder.__module__)
        try:
            ours = stubs.models.get_model(name, weights=None, **arguments)
            found = list(differences(ours, theirs, inputs, True))
        except Exception as error:  # noqa: BLE001
            found = [f"{type(error).__name__}: {error}"]
        equal += not found
        count = sum(p.numel() for p in theirs.parameters())
        print(f"{name:42} {count:>12,}  {'equal' if not found else '; '.join(found)[:600]}", flush=True)
    print(f"{equal} of {total} equal")
    return equal != total


if __name__ == "__main__":
    with torch.device("meta"):
        sys.exit(main(sys.argv[1:]))
