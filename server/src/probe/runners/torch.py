"""The PyTorch runner: makes the user's model, sends one batch through it, and reports every layer and every tensor operation of the user's files with
its place, shapes, time and memory. It trains nothing: the program ends where training would begin.

Guard rails, places and the channel are in common.py; what to run is decided by the plan (probe/plan.ts)."""

import importlib.util
import inspect
import os
import sys


def load_common():
    path = os.path.join(os.path.dirname(os.path.realpath(__file__)), "common.py")
    spec = importlib.util.spec_from_file_location("_shapeline_probe_common", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


common = load_common()
ProbeStop = common.ProbeStop
common.SHIMS.add(__file__)
sys.path[:] = sys.path[1:]

try:
    import torch  # noqa: E402  (the runner's own folder must not be searched)
except Exception as error:
    common.absent("PyTorch", error)

loading = common.part("loading")
devices = common.part("torch_devices")
watching = common.part("torch_watch")
inputs = common.part("torch_inputs")
lightning = common.part("torch_lightning")
describe, is_lazy = watching.describe, watching.is_lazy


class NoWeights(dict):
    """What stands for a checkpoint that is not downloaded: loading it leaves the random weights as they are."""


def forbid_training(channel, places):
    """The program may prepare all it likes; it ends where it would train, or read a second batch."""
    from torch.utils import data

    backward, step, load_state = torch.Tensor.backward, torch.optim.Optimizer.step, torch.nn.Module.load_state_dict
    batches = data.DataLoader.__iter__

    def no_backward(self, *args, **kwargs):
        raise ProbeStop("training would begin here: `backward`")

    def no_step(self, *args, **kwargs):
        raise ProbeStop("training would begin here: `step`")

    def one_batch(self):
        # Workers would be other processes; the class refuses to have some of these set late.
        vars(self).update(num_workers=0, prefetch_factor=None, persistent_workers=False)
        iterator = batches(self)

        def generate():
            yield next(iterator)
            raise ProbeStop("one batch was read, and no more")

        return generate()

    def no_download(self, state, *args, **kwargs):
        if isinstance(state, NoWeights):
            channel.send("note", text="no weights were downloaded: %s keeps its random ones" % type(self).__name__)
            return None
        return load_state(self, state, *args, **kwargs)

    torch.Tensor.backward = no_backward
    torch.autograd.backward = no_backward
    torch.optim.Optimizer.step = no_step
    for optimizer in vars(torch.optim).values():
        if isinstance(optimizer, type) and issubclass(optimizer, torch.optim.Optimizer) and "step" in vars(optimizer):
            optimizer.step = no_step
    data.DataLoader.__iter__ = one_batch
    torch.nn.Module.load_state_dict = no_download
    torch.hub.load_state_dict_from_url = lambda *args, **kwargs: NoWeights()
    if importlib.util.find_spec("torchvision") is not None:
        try:
            from torchvision.models import _api

            _api.WeightsEnum.get_state_dict = lambda self, *args, **kwargs: NoWeights()
        except Exception:  # an older torchvision asks torch.hub
            pass
    return backward


def make_model(request, module, watch, lost):
    """The model, by the first way of the plan that the program has."""
    reasons = []
    for way in request["make"]:
        if way["kind"] == "variable":
            found = vars(module).get(way["name"])
            if isinstance(found, torch.nn.Module):
                return found, way["name"]
            reasons.append("there is no model `%s` at the top level%s" % (way["name"], lost.why(way["name"])))
        elif way["kind"] == "expression":
            found = evaluate(way["text"], module, watch, reasons, lost)
            if isinstance(found, torch.nn.Module):
                return found, way["text"]
            # A function that trains what it makes has shown it.
            for root in reversed(watch.roots or watch.whole()):
                if type(root).__name__ == request.get("className"):
                    return root, type(root).__name__
        else:
            return discover(module, watch, reasons)
    raise common.Open("make", "; ".join(reasons) or "the plan names no model")


def evaluate(text, module, watch, reasons, lost):
    try:
        with watch:
            found = eval(text, vars(module))
        if not isinstance(found, torch.nn.Module):
            reasons.append("`%s` gives no torch.nn.Module but a %s" % (text, type(found).__name__))
        return found
    except (Exception, ProbeStop) as error:
        if common.is_shape_error(error):
            raise
        reasons.append("`%s` cannot be made: %s%s" % (text, error, lost.why(loading.missing_name(error))))
        return None
    finally:
        watch.open.clear()


def discover(module, watch, reasons):
    """Where the plan knows of none: the last model at the top level that is no part of another, else the last that the program called, else made, else the
    last class that can be made as it is."""
    models = [(name, value) for name, value in vars(module).items() if isinstance(value, torch.nn.Module)]
    inner = {id(part) for _, model in models for part in model.modules() if part is not model}
    loose = [(name, value) for name, value in models if id(value) not in inner]
    if loose:
        return loose[-1][1], loose[-1][0]
    if watch.roots:
        return watch.roots[-1], type(watch.roots[-1]).__name__
    if watch.whole():
        return watch.whole()[-1], type(watch.whole()[-1]).__name__
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, torch.nn.Module) and value.__module__ == module.__name__
    ]
    for cls in reversed(classes):
        needed = [
            p.name
            for p in list(inspect.signature(cls.__init__).parameters.values())[1:]
            if p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)
        ]
        if not needed:
            return cls(), "%s()" % cls.__name__
        reasons.append("`%s` needs %s" % (cls.__name__, ", ".join("`%s`" % name for name in needed)))
    raise common.Open("make", "; ".join(reasons) or "the file has no model")


def target_for(loss, output, device):
    """Synthetic labels: what the loss asks for, for this output."""
    if loss["target"] == "indices":
        shape = list(output.shape)
        classes = shape.pop(1) if len(shape) > 1 else shape.pop(0)
        bound = min(classes, loss.get("classes") or classes)
        return torch.randint(0, max(1, bound), shape) if device != "meta" else torch.empty(shape, dtype=torch.int64, device=device)
    return torch.rand(output.shape, dtype=output.dtype) if device != "meta" else torch.empty_like(output)


def run_loss(request, module, output, device, channel, places, backward):
    loss = request.get("loss")
    if loss is None:
        return
    if not isinstance(output, torch.Tensor) or loss.get("rank") not in (None, output.dim()):
        channel.send("note", text="the loss was not run: what it takes is not what the model gives")
        return
    try:
        function = eval(loss["make"], dict(vars(module), torch=torch))
        target = target_for(loss, output, device).to(device)
        value = function(output, target)
        if request.get("backward") and device != "meta":
            backward(value.sum())
        channel.send("loss", name=loss["name"], place=loss.get("place"), inputs=describe([output, target]), outputs=describe(value), ok=True, madeUp=True)
    except Exception as error:
        channel.send("loss", name=loss["name"], place=loss.get("place"), inputs=describe(output), outputs=[], ok=False, message=common.words(error))


# What PyTorch says where an operation needs numbers and has only shapes.
META = ("meta tensor", "meta device", "'meta'", "device meta", "on meta", "Meta", "data-dependent", "NotImplementedError")


def fail(channel, places, watch, error, device):
    text = common.words(error)
    if device == "meta" and (isinstance(error, NotImplementedError) or any(word in text for word in META)):
        channel.send("unsupported", place=places.of_traceback(error), message=text)
    channel.send("error", type=type(error).__name__, message=text, layer=watch.innermost(), **places.way_of(error))


def probe(request, channel, places):
    loading.apply_settings(request)
    device, line = devices.choose(request["device"])
    channel.send("start", framework="torch", version=torch.__version__, runtime="Python " + common.python_version())
    channel.send("device", requested=request["device"], **line)
    torch.manual_seed(0)
    if device in ("cpu", "meta"):
        common.limit_memory(request.get("memory", 0))
    backward = forbid_training(channel, places)
    common.guard(request["temporary"], [(torch, "save", 1), (torch.jit, "save", 1), (torch.jit.ScriptModule, "save", 1)])
    watch = watching.Watch(channel, places, devices.Placement(device, channel))
    fits = lightning.Fits(channel, places)
    watch.note_creations()
    watch.note_names()
    watch_modules = torch.nn.modules.module.register_module_forward_pre_hook(watch.before)
    watch_outputs = torch.nn.modules.module.register_module_forward_hook(watch.after)
    if device == "meta" and hasattr(torch, "set_default_device"):
        torch.set_default_device("meta")
    try:
        with watch:
            module, lost = loading.load(request, channel, places, watch.open.clear, fits.patch)
        channel.send("phase", name="forward")
        model, made = make_model(request, module, watch, lost)
        if hasattr(model, "training_step") and request["comparable"] != "none":
            seek_fit(request, module, watch, fits, lost)
            model = model if fits.model is None else fits.model
        model = model.to(device)
    except Exception as error:
        fail(channel, places, watch, error, device)
        return
    watch.name(model)
    if model is fits.model:
        run_step(request, fits, made, device, channel, places, watch)
    else:
        run_forward(request, module, model, made, device, channel, places, watch, backward)
    if device == "cuda":
        channel.send("note", text="at most %.1f MiB of GPU memory were in use" % (torch.cuda.max_memory_allocated() / 2**20))
    watch_modules.remove()
    watch_outputs.remove()


def seek_fit(request, module, watch, fits, lost):
    """The functions around the model's making may train it: then they know the batch."""
    for way in request["make"][1:]:
        if fits.model is None and way["kind"] == "expression":
            try:
                evaluate(way["text"], module, watch, [], lost)
            except Exception:  # it is only looked whether one can be found
                pass


def tell_model(channel, model, made, specs, origin):
    channel.send(
        "model",
        name=made,
        className=type(model).__name__,
        given=origin,
        parameters=sum(p.numel() for p in model.parameters() if not is_lazy(p)),
        inputs=[{"name": s.get("name"), "shape": s["shape"], "dtype": s.get("dtype") or "float32", "assumed": s.get("assumed")} for s in specs],
    )


def run_step(request, fits, made, device, channel, places, watch):
    fits.batch = inputs.move(fits.batch, device)
    tell_model(channel, fits.model, made, [dict(spec, assumed="the first batch of `fit`") for spec in describe(fits.batch)], "program")
    try:
        with torch.enable_grad() if request.get("backward") else torch.no_grad():
            with watch:
                output = fits.step()
            channel.send("output", outputs=describe(output))
    except Exception as error:
        fail(channel, places, watch, error, device)


def run_forward(request, module, model, made, device, channel, places, watch, backward):
    specs, given, origin = request["inputs"], None, None
    # What holds tensors by name is best given as the program made it.
    if not specs or any(spec.get("assumed") or (spec.get("name") or "").endswith("]") for spec in specs):
        given = watch.own_inputs(model)
    if given is not None:
        given = inputs.move(given, device)
        specs, origin = describe(given), "program"
    elif not specs:
        specs, origin = inputs.derived_inputs(model, device, watch.unheard), "layers"
    specs = inputs.completed(specs, model)
    if given is None:
        specs = inputs.settled(specs, model, device, watch.unheard)
    tell_model(channel, model, made, specs, origin)
    if given is None:
        positional, named = inputs.arrange(model, *inputs.grouped(specs, [inputs.make_tensor(spec, device, model) for spec in specs]))
    else:
        positional, named = given
    try:
        with torch.enable_grad() if request.get("backward") else torch.no_grad():
            with watch:
                output = model(*positional, **named)
            channel.send("output", outputs=describe(output))
            run_loss(request, module, output, device, channel, places, backward)
    except Exception as error:
        fail(channel, places, watch, error, device)


if __name__ == "__main__":
    common.run(probe)
