"""Compares the torchvision stubs with the real library, model by model.

    python scripts/conformance/torchvision-stubs.py [name …]

CPython runs the stubs on the real PyTorch. For each model of `list_models()`, made without weights and with them: names and
shapes of parameters and buffers, children in order, their classes (but for quantised models, for which the plain ones stand); and what the model gives in evaluation and in training
for an input of standard size. Models lie on the meta device, so nothing is computed, but for the real detectors, whose
results depend on numbers. Weights: names, crops, numbers of classes. Nothing is downloaded.
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


def neither_download_nor_load():
    """Weights then only decide how a model is made."""
    torchvision.models.WeightsEnum.get_state_dict = lambda self, *args, **kwargs: {}
    torch.nn.Module.load_state_dict = lambda self, *args, **kwargs: None


def compute_block_parameters():
    """RegNet's widths come from tensors: those must hold numbers, unlike the model's."""
    from torchvision.models.regnet import BlockParams

    compute = BlockParams.from_init_params

    def on_processor(*args, **kwargs):
        with torch.device("cpu"):
            return compute(*args, **kwargs)

    BlockParams.from_init_params = on_processor


def is_detector(builder):
    return ".detection." in builder.__module__


def sample(name, builder):
    """An input of standard size; for detectors, targets to learn from too."""
    if is_detector(builder):
        target = {
            "boxes": torch.tensor([[0.0, 0.0, 50.0, 60.0]], device="cpu"),
            "labels": torch.tensor([1], device="cpu"),
            "masks": torch.zeros(1, 100, 120, dtype=torch.uint8, device="cpu"),
            "keypoints": torch.ones(1, 17, 3, device="cpu"),
        }
        return ([torch.rand(3, 100, 120, device="cpu"), torch.rand(3, 100, 120, device="cpu")], [target, target])
    if "raft" in name:
        return (torch.rand(2, 3, 128, 128), torch.rand(2, 3, 128, 128))
    if ".video." in builder.__module__:
        size = 224 if name.startswith(("mvit", "s3d", "swin")) else 112
        return (torch.rand(2, 3, 16, size, size),)
    size = 299 if "inception" in name else 256 if name.startswith("swin_v2") else 224
    return (torch.rand(2, 3, size, size),)


def describe(value):
    if isinstance(value, torch.Tensor):
        return f"{tuple(value.shape)} {value.dtype}"
    if isinstance(value, dict):
        if "boxes" in value:
            return "{" + ", ".join(f"{key}: {('n', *item.shape[1:])} {item.dtype}" for key, item in sorted(value.items())) + "}"
        return "{" + ", ".join(f"{key}: {describe(item)}" for key, item in sorted(value.items())) + "}"
    if isinstance(value, (list, tuple)):
        fields = getattr(value, "_fields", None)
        items = [describe(item) for item in value]
        if fields:
            items = [f"{field}={item}" for field, item in zip(fields, items)]
        return ("(%s)" if isinstance(value, tuple) else "[%s]") % ", ".join(items)
    return repr(value)


def attempt(model, inputs):
    try:
        with torch.device(next(model.parameters()).device):
            return describe(model(*inputs))
    except Exception as error:  # noqa: BLE001  what the model raises is the answer
        return f"raises {type(error).__name__}: {str(error)[:200]}"


def state(model):
    return {name: (tuple(tensor.shape), tensor.dtype) for name, tensor in model.state_dict().items()}


def first_differences(mine, real):
    return f"{[key for key in real if mine.get(key) != real[key]][:4]} differ, {[key for key in mine if key not in real][:4]} extra"


def compare_structure(ours, theirs):
    mine, real = state(ours), state(theirs)
    if list(mine.items()) != list(real.items()):
        yield f"state: {first_differences(mine, real)}"
    if ".quantization." in type(theirs).__module__:
        return
    mine, real = [{name: type(module).__name__ for name, module in model.named_modules()} for model in (ours, theirs)]
    if list(mine.items()) != list(real.items()):
        yield f"modules: {first_differences(mine, real)}" if mine != real else "modules: order"


def compare_results(ours, theirs, inputs):
    for mode in (False, True):
        given = inputs if mode or len(inputs) == 1 or not isinstance(inputs[0], list) else inputs[:1]
        mine, real = attempt(ours.train(mode), given), attempt(theirs.train(mode), given)
        if mine != real:
            yield f"{'training' if mode else 'evaluation'}: {mine} for {real}"


def compare_weights(stubs, name):
    theirs = torchvision.models.get_model_weights(name)
    ours = stubs.models.get_model_weights(name)
    for key, weights in theirs.__members__.items():
        if not hasattr(ours, key):
            yield f"weights: no {key}"
            continue
        mine = getattr(ours, key)
        if getattr(weights.transforms(), "crop_size", None) != getattr(mine.transforms(), "crop_size", None):
            yield f"weights: the crop of {key}"
        classes = weights.meta.get("categories")
        if classes is not None and len(classes) != len(mine.meta["categories"]):
            yield f"weights: the classes of {key}"


def compare(stubs, name):
    """What differs, and how many parameters the model has."""
    builder = torchvision.models.get_model_builder(name)
    module = builder.__module__
    arguments = {"weights_backbone": None} if is_detector(builder) or "segmentation" in module else {}
    if is_detector(builder) and "ssd" not in name:
        arguments.update(min_size=64, max_size=128)
    with torch.device("cpu" if is_detector(builder) else "meta"):
        theirs = builder(weights=None, **arguments)
    ours = stubs.models.get_model(name, weights=None, **arguments)
    found = list(compare_structure(ours, theirs))
    found += compare_results(ours, theirs, sample(name, builder))
    found += compare_weights(stubs, name)
    trained = "DEFAULT"
    found += [f"with weights, {text}" for text in compare_structure(stubs.models.get_model(name, weights=trained), builder(weights=trained))]
    if arguments:
        found += [f"by default, {text}" for text in compare_structure(stubs.models.get_model(name), builder())]
    return found, sum(parameter.numel() for parameter in theirs.parameters())


def main(wanted):
    compute_block_parameters()
    neither_download_nor_load()
    stubs = load_stubs()
    equal = total = 0
    for name in torchvision.models.list_models():
        if wanted and name not in wanted:
            continue
        total += 1
        try:
            found, count = compare(stubs, name)
        except Exception as error:  # noqa: BLE001  a stub that breaks differs
            found, count = [f"{type(error).__name__}: {error}"], 0
        equal += not found
        print(f"{name:42} {count:>12,}  {'equal' if not found else '; '.join(found)[:900]}", flush=True)
    print(f"{equal} of {total} equal")
    return equal != total


if __name__ == "__main__":
    with torch.device("meta"):
        sys.exit(main(sys.argv[1:]))
