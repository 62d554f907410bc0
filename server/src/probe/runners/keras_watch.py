"""What is seen of a Keras program: every call of a layer, where each layer was made or applied, and the data that training would be given."""

import collections
import os
import re
import sys

common = sys.modules["_shapeline_probe_common"]
ProbeStop = common.ProbeStop


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


def is_cell(layer, parent):
    """What a recurrent layer calls at every step: it is told with that layer."""
    cell = getattr(parent, "cell", None)
    return cell is not None and (layer is cell or any(layer is each for each in getattr(cell, "cells", ())))


def title(model):
    """Its name, if the program has given it one; else its class, of which Keras made one."""
    made = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=.)(?=[A-Z][a-z])", "_", type(model).__name__).lower()
    return type(model).__name__ if re.sub(r"_\d+$", "", model.name) == made else model.name


def given_name(name):
    """Of an input, less what Keras calls it by itself."""
    return None if name is None or re.match(r"keras_tensor(_\d+)?$|input_(layer_?)?\d*$", name) else name


# Functions and files of the library by which a layer or a container calls others.
WITHIN_LAYERS = ("call", "build", "_run_through_graph", "predict", "predict_on_batch", "evaluate", "__init__")
CONTAINERS = ("sequential.py", "functional.py", "cloning.py")
APPLICATIONS = os.sep + "applications" + os.sep


# What `fit` was given: a model, its data and labels, the place; `batch` if the two are one batch that was drawn from a data set.
Fit = collections.namedtuple("Fit", "model x y place batch")


class Watch:
    """Sees every call of a layer. A symbolic call tells where the layer stands in the user's file; a call on numbers, what it gives."""

    def __init__(self, keras, channel, places):
        self.channel = channel
        self.places = places
        self.open = []
        self.applied = {}
        self.made = {}
        self.models = []
        self.makers = {}
        self.fits = []
        self.given = {}
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
            known = place or watch.applied.get(id(layer))
            entry = {"layer": layer, "place": known, "inputs": describe([args, kwargs])}
            depth = len(watch.open)
            if depth == 0:
                watch.given[id(layer)] = (layer, args, kwargs)
            watch.open.append(entry)
            start = common.milliseconds()
            output = call(layer, *args, **kwargs)
            ms = common.milliseconds() - start
            del watch.open[depth:]
            steps = place is None and depth > 0 and is_cell(layer, watch.open[-1]["layer"])
            if not steps and all(is_concrete(t) for t in tensors_in(output)):
                watch.layer(entry, depth, ms, output)
            return output

        def watched_init(layer, *args, **kwargs):
            init(layer, *args, **kwargs)
            place = watch.places.of_creation(layer, sys._getframe(1))
            if place is not None:
                watch.made[id(layer)] = place

        def watched_model(model, *args, **kwargs):
            model_init(model, *args, **kwargs)
            watch.models.append(model)
            watch.makers[id(model)] = watch.calling(sys._getframe(1)) | {type(model).__name__}

        keras.layers.Layer.__call__ = watched_call
        keras.layers.Layer.__init__ = watched_init
        keras.Model.__init__ = watched_model
        for name in ("fit", "train_on_batch"):
            setattr(keras.Model, name, self.no_training(name))
        for name in ("apply_gradients", "apply"):
            if hasattr(keras.optimizers.Optimizer, name):
                setattr(keras.optimizers.Optimizer, name, no_step(name))

    def no_training(self, name):
        watch = self

        def stopped(model, x=None, y=None, *args, **kwargs):
            place = watch.site(sys._getframe(1))
            batch = None if y is not None else first_batch(x)
            if batch is not None:
                x, y = batch
            xs, ys = describe(x), describe(y)
            watch.fits.append(Fit(model, x, y, place, batch is not None))
            watch.channel.send("fit", place=place, x=xs, y=ys)
            raise ProbeStop("training would begin here: `%s`" % name)

        return stopped

    def site(self, frame):
        """The place in the user's files, if nothing but the library stands between, and no container or layer of it."""
        while frame is not None:
            path = frame.f_code.co_filename
            if self.places.is_own(path):
                return self.places.of_frame(frame)
            if path not in common.SHIMS and not os.path.realpath(path).startswith(self.library):
                return None
            if frame.f_code.co_name in WITHIN_LAYERS or os.path.basename(path) in CONTAINERS or APPLICATIONS in path:
                return None
            frame = frame.f_back
        return None

    def calling(self, frame):
        """The user's functions that are running, by name."""
        names = set()
        while frame is not None:
            if self.places.is_own(frame.f_code.co_filename):
                names.add(frame.f_code.co_name)
            frame = frame.f_back
        return names

    def made_by(self, expression):
        """The model that the program has made by a call like this: the one that was trained, else called, else the last."""
        callee = expression.split("(")[0].split(".")[-1]
        made = [root for root in self.roots() if callee in self.makers.get(id(root), ())]
        trained = [fit.model for fit in self.fits if any(fit.model is root for root in made)]
        called = [root for root in made if id(root) in self.given]
        return next((models[-1] for models in (trained, called, made) if models), None)

    def layer(self, entry, depth, ms, output):
        layer = entry["layer"]
        nested = getattr(layer, "layers", None) or getattr(layer, "_layers", None)
        self.channel.send(
            "layer",
            name=layer.name,
            className=type(layer).__name__,
            depth=depth,
            place=entry["place"] or self.made.get(id(layer)),
            creation=entry["place"] is None,
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


def no_step(name):
    def stopped(optimizer, *args, **kwargs):
        raise ProbeStop("training would begin here: `%s`" % name)

    return stopped


def first_batch(data):
    """Of a data set, a sequence of batches or a generator, which `fit` would have drawn; of arrays none."""
    try:
        if hasattr(data, "element_spec"):
            batch = next(iter(data.take(1)))
        elif not is_tensor(data) and hasattr(data, "__getitem__") and hasattr(data, "__len__") and not isinstance(data, (list, tuple, dict)):
            batch = data[0]
        elif hasattr(data, "__next__"):
            batch = next(data)
        else:
            return None
    except Exception:  # what it is made of may not be there
        return None
    return (batch[0], batch[1]) if isinstance(batch, (tuple, list)) and len(batch) > 1 else (batch, None)


def count_of(layer):
    try:
        return int(layer.count_params())
    except Exception:  # not built
        return 0
