"""The Keras runner: makes the user's model, sends one batch through it layer by layer, and tries the compiled loss on it. It trains nothing. Keras 3 on any
backend, and `tf.keras`.

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
sys.path[:] = sys.path[1:]

import numpy  # noqa: E402  (the runner's own folder must not be searched)


def import_keras():
    """The library that the user's programs mean: Keras 3, else what TensorFlow brings."""
    try:
        import keras

        return keras
    except ImportError:
        from tensorflow import keras

        return keras


BATCH, LENGTH = 2, 16


def is_tensor(value):
    return hasattr(value, "shape") and hasattr(value, "dtype") and not isinstance(value, type)


def tensors_in(value, depth=0):
    if is_tensor(value):
        return [value]
    if depth > 3:
        return []
    if isinstance(value, dict):
        return [t for v in value.values() for t in tensors_in(v, depth + 1)]
    if isinstance(value, (tuple, list)):
        return [t for v in value[:32] for t in tensors_in(v, depth + 1)]
    return []


def dtype_of(tensor):
    name = getattr(tensor.dtype, "name", None) or str(tensor.dtype)
    return name.replace("torch.", "")


def shape_of(tensor):
    return [int(size) for size in tensor.shape]


def describe(value):
    return [{"shape": shape_of(t), "dtype": dtype_of(t)} for t in tensors_in(value) if is_concrete(t)]


def is_concrete(tensor):
    """It has numbers: no symbolic tensor of a functional model, no placeholder of a graph."""
    return type(tensor).__name__ not in ("KerasTensor", "SymbolicTensor") and all(size is not None for size in tensor.shape)


def size_of(value):
    sizes = {"float64": 8, "int64": 8, "float16": 2, "bfloat16": 2, "bool": 1, "uint8": 1, "int8": 1}
    total = 0
    for tensor in describe(value):
        count = 1
        for size in tensor["shape"]:
            count *= size
        total += count * sizes.get(tensor["dtype"], 4)
    return total


class Watch:
    """Sees every call of a layer. A symbolic call tells where the layer stands in the user's file; a call on numbers, what it gives."""

    def __init__(self, keras, channel, places):
        self.channel = channel
        self.places = places
        self.open = []
        self.applied = {}
        self.made = {}
        self.models = []
        self.fits = []
        self.library = tuple(
            os.path.dirname(os.path.realpath(module.__file__)) + os.sep
            for name, module in list(sys.modules.items())
            if name in ("keras", "tensorflow", "tf_keras", "torch", "jax") and getattr(module, "__file__", None)
        )
        self.patch(keras)

    def patch(self, keras):
        watch = self
        call, init, model_init = keras.layers.Layer.__call__, keras.layers.Layer.__init__, keras.Model.__init__

        def watched_call(layer, *args, **kwargs):
            inputs = tensors_in([args, kwargs])
            place = watch.site(sys._getframe(1))
            if not inputs or not all(is_concrete(t) for t in inputs):
                if place is not None:
                    watch.applied[id(layer)] = place
                return call(layer, *args, **kwargs)
            known = place or watch.applied.get(id(layer)) or watch.made.get(id(layer))
            entry = {"layer": layer, "place": known, "inputs": describe([args, kwargs])}
            depth = len(watch.open)
            watch.open.append(entry)
            start = common.milliseconds()
            output = call(layer, *args, **kwargs)
            ms = common.milliseconds() - start
            del watch.open[depth:]
            if all(is_concrete(t) for t in tensors_in(output)):
                watch.layer(entry, depth, ms, output)
            return output

        def watched_init(layer, *args, **kwargs):
            init(layer, *args, **kwargs)
            place = watch.site(sys._getframe(1), own_constructor=True)
            if place is not None:
                watch.made[id(layer)] = place

        def watched_model(model, *args, **kwargs):
            model_init(model, *args, **kwargs)
            watch.models.append(model)

        keras.layers.Layer.__call__ = watched_call
        keras.layers.Layer.__init__ = watched_init
        keras.Model.__init__ = watched_model
        for name in ("fit", "train_on_batch"):
            setattr(keras.Model, name, self.no_training(name))

    def no_training(self, name):
        watch = self

        def stopped(model, x=None, y=None, *args, **kwargs):
            place = watch.site(sys._getframe(1))
            xs, ys = describe(x), describe(y)
            watch.fits.append((model, x, y, place))
            watch.channel.send("fit", place=place, x=xs, y=ys)
            raise ProbeStop("training would begin here: `%s`" % name)

        return stopped

    def site(self, frame, own_constructor=False):
        """The place in the user's files, if nothing but the library stands between."""
        while frame is not None:
            path = frame.f_code.co_filename
            if self.places.is_own(path):
                if not (own_constructor and frame.f_code.co_name == "__init__"):
                    return self.places.of_frame(frame)
            elif path != __file__ and not os.path.realpath(path).startswith(self.library):
                return None
            elif frame.f_code.co_name in ("call", "_run_through_graph", "predict", "predict_on_batch"):
                return None  # a layer within another of the library's
            frame = frame.f_back
        return None

    def layer(self, entry, depth, ms, output):
        layer = entry["layer"]
        nested = getattr(layer, "layers", None) or getattr(layer, "_layers", None)
        self.channel.send(
            "layer",
            name=layer.name,
            className=type(layer).__name__,
            depth=depth,
            place=entry["place"],
            inputs=entry["inputs"],
            outputs=describe(output),
            single=is_tensor(output),
            ms=round(ms, 3),
            bytes=size_of(output),
            parameters=0 if nested else count_of(layer),
        )

    def innermost(self):
        if not self.open:
            return None
        entry = self.open[-1]
        return {"name": entry["layer"].name, "className": type(entry["layer"]).__name__, "inputs": entry["inputs"]}

    def roots(self):
        parts = {id(part) for model in self.models for part in getattr(model, "layers", []) if part is not model}
        return [model for model in self.models if id(model) not in parts]


def count_of(layer):
    try:
        return int(layer.count_params())
    except Exception:  # not built
        return 0


def choose_device(keras, wanted):
    """Keras runs where its backend does: what is asked for is checked, not chosen."""
    backend = keras.backend.backend()
    tried = []
    name = None
    if backend == "tensorflow":
        import tensorflow

        gpus = tensorflow.config.list_physical_devices("GPU")
        if gpus and wanted in ("auto", "cuda"):
            details = tensorflow.config.experimental.get_device_details(gpus[0])
            name = details.get("device_name", "GPU")
        elif gpus:
            tensorflow.config.set_visible_devices([], "GPU")
        else:
            tried.append({"device": "cuda", "reason": "TensorFlow sees no GPU"})
    elif backend == "torch":
        import torch

        if torch.cuda.is_available() and wanted in ("auto", "cuda"):
            name = torch.cuda.get_device_name(0)
        else:
            tried.append({"device": "cuda", "reason": "PyTorch sees no CUDA device"})
    elif backend == "jax":
        import jax

        device = jax.devices()[0]
        if device.platform != "cpu":
            name = device.device_kind
        else:
            tried.append({"device": "cuda", "reason": "JAX sees no GPU"})
    if name is None and wanted not in ("auto", "cpu"):
        reason = tried[0]["reason"] if tried else "Keras on %s has no such device" % backend
        raise ProbeStop("there is no device %s: %s" % (wanted, reason))
    line = {"ran": "cpu" if name is None else "cuda", "name": name or common.processor(), "gpu": name is not None}
    return backend, dict(line, software=False, tried=tried)


def make_model(keras, request, module, watch):
    reasons = []
    for way in request["make"]:
        if way["kind"] == "variable":
            found = vars(module).get(way["name"])
            if isinstance(found, keras.layers.Layer):
                return found, way["name"]
            reasons.append("there is no model `%s` at the top level" % way["name"])
        elif way["kind"] == "expression":
            try:
                found = eval(way["text"], vars(module))
            except (NameError, AttributeError, ProbeStop) as error:
                reasons.append("`%s` cannot be made: %s" % (way["text"], error))
                found = None
            if isinstance(found, keras.layers.Layer):
                return found, way["text"]
    wanted = request.get("model")
    for name, value in reversed(list(vars(module).items())):
        if isinstance(value, keras.Model) and (wanted is None or name == wanted) and any(value is root for root in watch.roots()):
            return value, name
    if watch.fits:
        return watch.fits[-1][0], watch.fits[-1][0].name
    if watch.roots():
        return watch.roots()[-1], watch.roots()[-1].name
    return build(keras, module, watch, reasons)


def build(keras, module, watch, reasons):
    """A file that only defines how a model is made."""
    for name, value in list(vars(module).items()):
        if not callable(value) or getattr(value, "__module__", None) != module.__name__ or name.startswith("_"):
            continue
        is_model = isinstance(value, type) and issubclass(value, keras.Model)
        is_builder = inspect.isfunction(value) and any(word in name.lower() for word in ("model", "net", "build", "create", "make"))
        parameters = inspect.signature(value).parameters.values()
        needed = [p.name for p in parameters if p.default is p.empty and p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
        if not (is_model or is_builder):
            continue
        if needed:
            reasons.append("`%s` needs %s" % (name, ", ".join("`%s`" % each for each in needed)))
            continue
        found = value()
        if isinstance(found, keras.layers.Layer):
            return found, "%s()" % name
    raise ProbeStop("; ".join(reasons) or "the file has no model")


def smallest_table(model):
    sizes = [layer.input_dim for layer in getattr(model, "_flatten_layers", lambda: [])() if type(layer).__name__ == "Embedding"]
    return min(sizes) if sizes else 2


def known_inputs(model, request, watch):
    """What the plan says; else what the model was built for, else what `fit` would have been given."""
    given = request["inputs"]
    inputs = getattr(model, "inputs", None) or []
    data = next((describe(x) for fitted, x, _, _ in reversed(watch.fits) if fitted is model), [])
    if not inputs:
        if given:
            return given
        if data:
            return [{"shape": [min(BATCH, d["shape"][0])] + d["shape"][1:], "dtype": d["dtype"]} for d in data]
        raise ProbeStop("what the model takes is not known: give the input's shape")
    specs = []
    for index, tensor in enumerate(inputs):
        name = str(tensor.name).split(":")[0]
        wish = next((g for g in given if g.get("name") == name), given[index] if index < len(given) else None)
        if wish is not None:
            specs.append(dict(wish, name=name, dtype=wish.get("dtype") or dtype_of(tensor)))
            continue
        shape, assumed = [], []
        for axis, size in enumerate(tensor.shape):
            seen = data[index]["shape"][axis] if axis > 0 and index < len(data) and axis < len(data[index]["shape"]) else None
            number = size if size is not None else seen if seen is not None else BATCH if axis == 0 else LENGTH
            if size is None and seen is None:
                assumed.append("axis %d is %d" % (axis, number))
            shape.append(int(number))
        specs.append({"name": name, "shape": shape, "dtype": dtype_of(tensor), "assumed": ", ".join(assumed) or None})
    return specs


def make_array(spec, model):
    dtype = spec.get("dtype") or "float32"
    generator = numpy.random.default_rng(0)
    bound = spec.get("bound") or smallest_table(model)
    if dtype == "bool":
        return numpy.ones(spec["shape"], dtype=bool)
    if dtype.startswith(("int", "uint")) or bound > 2:
        return generator.integers(0, max(1, bound), spec["shape"]).astype(dtype)
    return generator.standard_normal(spec["shape"]).astype(dtype)


def run_loss(model, watch, channel):
    """The compiled loss on two rows of what `fit` would have been given."""
    for fitted, x, y, place in watch.fits:
        if fitted is not model or y is None or not describe(y):
            continue
        inputs = describe([x, y])
        name = getattr(model, "loss", None)
        name = name if isinstance(name, str) else "the loss"
        try:
            rows = [first_rows(x), first_rows(y)]
            model.evaluate(rows[0], rows[1], batch_size=BATCH, verbose=0)
            channel.send("loss", name=name, place=place, inputs=inputs, ok=True)
        except Exception as error:
            channel.send("loss", name=name, place=place, inputs=inputs, ok=False, message=common.words(error))


def first_rows(value):
    if is_tensor(value):
        return value[:BATCH]
    if isinstance(value, dict):
        return {key: first_rows(each) for key, each in value.items()}
    return type(value)(first_rows(each) for each in value) if isinstance(value, (list, tuple)) else value


def fail(channel, places, watch, error):
    place = places.of_traceback(error)
    if place is None and watch.open:
        place = watch.open[-1]["place"]
    channel.send("error", type=type(error).__name__, message=common.words(error), place=place, layer=watch.innermost())


def probe(request, channel, places):
    keras = import_keras()
    backend, line = choose_device(keras, request["device"])
    channel.send("start", framework="keras", version="%s on %s" % (keras.__version__, backend), runtime="Python " + common.python_version())
    channel.send("device", requested=request["device"], **line)
    keras.utils.set_random_seed(0)
    watch = Watch(keras, channel, places)
    common.guard(request["temporary"])
    try:
        module = common.load(request["path"], request["search"], channel, places, watch.open.clear)
        channel.send("phase", name="forward")
        model, made = make_model(keras, request, module, watch)
    except Exception as error:
        fail(channel, places, watch, error)
        return
    specs = known_inputs(model, request, watch)
    arrays = [make_array(spec, model) for spec in specs]
    channel.send(
        "model",
        name=made,
        className=type(model).__name__,
        parameters=count_of(model),
        inputs=[{"name": s.get("name"), "shape": s["shape"], "dtype": s.get("dtype") or "float32", "assumed": s.get("assumed")} for s in specs],
    )
    try:
        output = model(arrays[0] if len(arrays) == 1 else arrays, training=False)
        channel.send("output", outputs=describe(output))
        run_loss(model, watch, channel)
    except Exception as error:
        fail(channel, places, watch, error)


if __name__ == "__main__":
    common.run(probe)
