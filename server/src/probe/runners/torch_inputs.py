"""What goes into a PyTorch model: what the plan says, completed by what the model's own layers take."""

import inspect
import sys

import torch

common = sys.modules["_shapeline_probe_common"]
ProbeStop = common.ProbeStop
is_lazy = sys.modules["_shapeline_probe_torch_watch"].is_lazy


# The sizes of images, sounds and volumes for which networks are usually made, the likeliest first.
IMAGES = (64, 28, 32, 224, 96, 128, 84, 256, 299)
LENGTHS = (128, 16, 32, 64, 100, 256, 512, 1024)
VOLUMES = ((16, 64, 64), (32, 32, 32), (16, 112, 112))
# How long sizes are tried, in milliseconds.
PATIENCE = 5000


def leaf_inputs(layer):
    """What the first layer of a network takes, where nothing else says it: shapes, the likeliest first; dtype, bound of indices, and the axis that the layer fixes."""
    nn = torch.nn
    lazy = is_lazy(getattr(layer, "weight", None))
    if isinstance(layer, nn.Conv1d) and not lazy:
        return [[2, layer.in_channels, size] for size in LENGTHS], "float32", None, 1
    if isinstance(layer, nn.Conv2d) and not lazy:
        return [[2, layer.in_channels, size, size] for size in IMAGES], "float32", None, 1
    if isinstance(layer, nn.Conv3d) and not lazy:
        return [[2, layer.in_channels, *size] for size in VOLUMES], "float32", None, 1
    if isinstance(layer, nn.Linear) and not lazy:
        return [[2, layer.in_features], [2, 16, layer.in_features]], "float32", None, -1
    if isinstance(layer, nn.Embedding):
        return [[2, 16], [2]], "int64", layer.num_embeddings, None
    if isinstance(layer, nn.RNNBase):
        return [[2, 16, layer.input_size], [2, layer.input_size, layer.input_size]], "float32", None, -1
    if isinstance(layer, nn.RNNCellBase):
        return [[2, layer.input_size]], "float32", None, -1
    if isinstance(layer, nn.MultiheadAttention):
        return [[2, 16, layer.embed_dim]], "float32", None, -1
    if isinstance(layer, nn.LayerNorm):
        return [[2, *layer.normalized_shape], [2, 16, *layer.normalized_shape]], "float32", None, -1
    return None


def first_layer(model):
    for _, layer in model.named_modules():
        if layer is model and any(True for _ in layer.children()):
            continue
        found = leaf_inputs(layer)
        if found is not None:
            return layer, found
        if any(True for _ in layer.parameters(recurse=False)):
            break
    return None


def derived_inputs(model, device, unheard):
    """The first of the likely shapes on which the model runs; several inputs are alike."""
    first = first_layer(model)
    if first is None:
        raise common.Open("input", "what the model takes is not known: give the input's shape")
    layer, (shapes, dtype, bound, _) = first
    floats = next((p.dtype for p in layer.parameters() if p.is_floating_point()), None)
    if dtype == "float32" and floats is not None:
        dtype = str(floats).replace("torch.", "")
    said = "from the first layer, %s" % type(layer).__name__
    needed = [p.name for p in parameters_of(model) if p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    alike = [dict({} if len(needed) < 2 else {"name": name}, dtype=dtype, bound=bound, assumed=said) for name in needed or [None]]
    until = common.milliseconds() + PATIENCE
    for shape in shapes:
        specs = [dict(spec, shape=shape) for spec in alike]
        error = broken_by(specs, model, device, unheard)
        if error is None:
            return specs
        if not common.is_shape_error(error) or common.milliseconds() > until:
            break
    # Of several inputs nothing is known then.
    return [dict(spec, shape=shapes[0]) for spec in alike[:1]]


def broken_by(specs, model, device, unheard, tensors=None):
    """How a run that nobody hears of fails."""
    tensors = tensors or [make_tensor(spec, device, model) for spec in specs]
    try:
        positional, named = arrange(model, *grouped(specs, tensors))
        with unheard(), torch.no_grad():
            model(*positional, **named)
    except (Exception, ProbeStop) as error:
        return error
    return None


def parameters_of(model):
    if getattr(model.forward, "__name__", "") == "_forward_unimplemented":
        raise ProbeStop("%s has no `forward`: there is no way through the model" % type(model).__name__)
    parameters = list(inspect.signature(model.forward).parameters.values())
    if not parameters:
        raise ProbeStop("`forward` of %s takes nothing: there is no way through the model" % type(model).__name__)
    return parameters


def completed(specs, model):
    """A size or a kind of numbers that the plan left open, of a single input, is what the first layer takes."""
    first = first_layer(model)
    if len(specs) != 1 or not specs[0].get("assumed") or first is None:
        return specs
    (spec,) = specs
    layer, ((shape, *_), dtype, bound, fixed) = first
    if spec.get("dtype") is None:
        spec = dict(spec, dtype=dtype, bound=bound)
    axis = None if fixed is None else fixed % len(spec["shape"])
    if axis in spec.get("open", []) and spec["shape"][axis] != shape[fixed]:
        sizes = spec["shape"][:axis] + [shape[fixed]] + spec["shape"][axis + 1 :]
        spec = dict(spec, shape=sizes, assumed="%s; axis %d is %d, from %s" % (spec["assumed"], axis, shape[fixed], type(layer).__name__))
    return [spec]


def settled(specs, model, device, unheard):
    """Numbers that nobody said the kind of, and that the model looks up in a table, are meant as indices: which, a run that nobody hears of tells."""
    tables = {layer: path for path, layer in model.named_modules() if isinstance(layer, torch.nn.Embedding)}
    for _ in specs:
        open_ones = [index for index, spec in enumerate(specs) if spec.get("dtype") is None]
        found = looked_up(specs, open_ones, model, tables, device, unheard) if tables and open_ones else None
        if found is None:
            break
        index, table = found
        said = "class numbers below %d, for %s" % (table.num_embeddings, tables[table])
        assumed = specs[index].get("assumed")
        specs = list(specs)
        specs[index] = dict(
            specs[index], dtype="int64", bound=table.num_embeddings, assumed="%s; %s" % (assumed, said) if assumed else said
        )
    return specs


def looked_up(specs, open_ones, model, tables, device, unheard):
    """The first of these inputs that goes, as floating-point numbers, into a table."""
    tensors = [make_tensor(spec, device, model) for spec in specs]
    found = []

    def before(table, given):
        kept = given[0].untyped_storage()._cdata if given and isinstance(given[0], torch.Tensor) and given[0].is_floating_point() else None
        found.extend((index, table) for index in open_ones if kept == tensors[index].untyped_storage()._cdata)

    hooks = [table.register_forward_pre_hook(before) for table in tables]
    try:
        broken_by(specs, model, device, unheard, tensors)
    finally:
        for hook in hooks:
            hook.remove()
    return found[0] if found else None


def smallest_table(model):
    sizes = [layer.num_embeddings for layer in model.modules() if isinstance(layer, torch.nn.Embedding)]
    return min(sizes) if sizes else 2


def make_tensor(spec, device, model):
    shape, dtype = spec["shape"], getattr(torch, spec.get("dtype") or "float32")
    if device == "meta":
        return torch.empty(shape, dtype=dtype, device="meta")
    if dtype.is_floating_point or dtype.is_complex:
        values = torch.rand(shape, dtype=dtype) if spec.get("unit") else torch.randn(shape, dtype=dtype)
    elif dtype == torch.bool:
        values = torch.ones(shape, dtype=dtype)
    else:
        bound = spec.get("bound") or smallest_table(model)
        values = torch.randint(0, max(1, bound), shape, dtype=dtype)
    return values.to(device)


def grouped(specs, tensors):
    """`state[0]` and `state[1]` go in as one tuple, `state`."""
    groups = {}
    for index, (spec, tensor) in enumerate(zip(specs, tensors)):
        name = spec.get("name")
        if name is not None and name.endswith("]"):
            groups.setdefault(name.split("[")[0], []).append(tensor)
        else:
            groups[name or index] = tensor
    values = [tuple(group) if isinstance(group, list) else group for group in groups.values()]
    return [{"name": name if isinstance(name, str) else None} for name in groups], values


def move(value, device):
    """The same on the device."""
    if isinstance(value, torch.Tensor):
        return value.detach().to(device)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(move(each, device) for each in value))
    if type(value) in (tuple, list):
        return type(value)(move(each, device) for each in value)
    if type(value) is dict:
        return {key: move(each, device) for key, each in value.items()}
    return value


def arrange(model, specs, tensors):
    """By name where the forward method has the name, else in order."""
    parameters = parameters_of(model)
    names = {p.name for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)}
    positional, named = [], {}
    for index, (spec, tensor) in enumerate(zip(specs, tensors)):
        name = spec.get("name")
        if name in names and not (index == len(positional) and index < len(parameters) and parameters[index].name == name):
            named[name] = tensor
        else:
            positional.append(tensor)
    given = {p.name for p in parameters[: len(positional)]} | set(named)
    needed = [
        p.name
        for p in parameters
        if p.default is p.empty and p.name not in given and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)
    ]
    if needed:
        raise common.Open("input", "`forward` also needs %s: give %s" % (", ".join("`%s`" % n for n in needed), "its shape" if len(needed) == 1 else "their shapes"))
    return positional, named
