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
common.SHIMS.add(__file__)
sys.path[:] = sys.path[1:]

loading = common.part("loading")
watching = common.part("keras_watch")
data = common.part("keras_data")
describe, count_of = watching.describe, watching.count_of


def import_keras(request, channel):
    """The library that the user's program means: the old one if it names that, else Keras 3, else what TensorFlow brings."""
    try:
        if loading.imports(request, "tf_keras") and importlib.util.find_spec("tf_keras") is not None:
            import tf_keras

            return tf_keras
        if importlib.util.find_spec("keras") is not None:
            import keras

            return keras
        from tensorflow import keras

        return keras
    except Exception as error:
        wanted = os.environ.get("KERAS_BACKEND")
        common.absent("Keras" if wanted is None else "Keras on the backend %s, for which the program asks," % wanted, error, channel)


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


def run_eagerly(backend):
    """What the program has turned into graphs is run as it is written: each call has numbers then, and its place."""
    if backend == "tensorflow":
        import tensorflow

        tensorflow.config.run_functions_eagerly(True)


def writers(keras):
    """Where Keras and TensorFlow write files by themselves."""
    found = [(keras.Model, name, 1) for name in ("save", "save_weights", "export")]
    tensorflow = sys.modules.get("tensorflow")
    if tensorflow is not None:
        found += [(tensorflow.io, "write_file", 0), (tensorflow.io.gfile, "makedirs", 0)]
        found += [(tensorflow.saved_model, "save", 1), (tensorflow.summary, "create_file_writer", 0), (tensorflow.train.Checkpoint, "save", 1)]
    h5py = sys.modules.get("h5py")
    return found if h5py is None else found + [(h5py, "File", 0)]


def make_model(keras, request, module, watch, lost):
    reasons = []
    for way in request["make"]:
        if way["kind"] == "variable":
            found = vars(module).get(way["name"])
            if isinstance(found, keras.layers.Layer):
                return found, way["name"]
            reasons.append("there is no model `%s` at the top level%s" % (way["name"], lost.why(way["name"])))
        elif way["kind"] == "expression":
            found = watch.made_by(way["text"]) if way.get("again") else None
            if found is not None:
                return found, way["text"]
            try:
                found = eval(way["text"], vars(module))
            except (Exception, ProbeStop) as error:
                if common.is_shape_error(error):
                    raise
                reasons.append("`%s` cannot be made: %s%s" % (way["text"], error, lost.why(loading.missing_name(error))))
                found = None
            if isinstance(found, keras.layers.Layer):
                return found, way["text"]
    wanted = request.get("model")
    for name, value in reversed(list(vars(module).items())):
        if isinstance(value, keras.Model) and (wanted is None or name == wanted) and any(value is root for root in watch.roots()):
            return value, name
    if watch.fits:
        return watch.fits[-1].model, watching.title(watch.fits[-1].model)
    if watch.roots():
        return watch.roots()[-1], watching.title(watch.roots()[-1])
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
    raise common.Open("make", "; ".join(reasons) or "the file has no model")


def run_loss(model, watch, channel):
    """The compiled loss on two rows of what `fit` would have been given."""
    for fitted, x, y, place, _ in watch.fits:
        if fitted is not model or y is None or not describe(y):
            continue
        inputs = describe([x, y])
        name = name_of(getattr(model, "loss", None))
        try:
            rows = [data.first_rows(x), data.first_rows(y)]
            # Not as the graph that the program may have begun to make of it.
            model.run_eagerly, model.test_function = True, None
            model.evaluate(rows[0], rows[1], batch_size=data.BATCH, verbose=0)
            channel.send("loss", name=name, place=place, inputs=inputs, ok=True)
        except Exception as error:
            channel.send("loss", name=name, place=place, inputs=inputs, ok=False, message=common.words(error))


def run_step(keras, model, watch, channel, places):
    """A `train_step` of the program's own, on two rows of what `fit` would have been given; what it would change is left as it is."""
    step = type(model).train_step
    if step is keras.Model.train_step or not places.is_own(step.__code__.co_filename):
        return False
    optimizer = getattr(model, "optimizer", None)
    if optimizer is not None:
        optimizer.apply_gradients = optimizer.apply = lambda *args, **kwargs: None
    for fitted, x, y, _, batch in watch.fits:
        if fitted is model and describe(x):
            rows = data.first_rows(x) if y is None else (data.first_rows(x), data.first_rows(y))
            model.train_step(data.as_tensors(keras, rows, None if batch else keras.backend.floatx()))
            channel.send("note", text="the `train_step` of %s ran on two rows of the training data, and changed no weights" % type(model).__name__)
            return True
    return False


def name_of(loss):
    """As the program wrote it: a name, a function, an object; of several none."""
    if isinstance(loss, str):
        return loss
    if inspect.isroutine(loss):
        return "the loss" if "<" in loss.__name__ else loss.__name__
    return "the loss" if loss is None or isinstance(loss, (list, tuple, dict)) else type(loss).__name__


def fail(channel, places, watch, error):
    way = places.way_of(error)
    if way["place"] is None and watch.open:
        way["place"] = watch.open[-1]["place"]
    channel.send("error", type=type(error).__name__, message=common.words(error), layer=watch.innermost(), **way)


def probe(request, channel, places):
    loading.apply_settings(request)
    keras = import_keras(request, channel)
    backend, line = choose_device(keras, request["device"])
    channel.send("start", framework="keras", version="%s on %s" % (keras.__version__, backend), runtime="Python " + common.python_version())
    channel.send("device", requested=request["device"], **line)
    keras.utils.set_random_seed(0)
    if not line["gpu"]:
        common.limit_memory(request.get("memory", 0))
    run_eagerly(backend)
    watch = watching.Watch(keras, channel, places)
    data.forbid_downloads(keras, channel)
    common.guard(request["temporary"], writers(keras))
    try:
        module, lost = loading.load(request, channel, places, watch.open.clear)
        channel.send("phase", name="forward")
        model, made = make_model(keras, request, module, watch, lost)
    except Exception as error:
        fail(channel, places, watch, error)
        return
    given = watch.given.get(id(model)) if not request["inputs"] else None
    if given is not None:
        specs = describe(given[1:])
    else:
        specs = data.known_inputs(model, request, watch)
        arrays = [data.make_array(spec, model) for spec in specs]
    channel.send(
        "model",
        name=made,
        className=type(model).__name__,
        given=None if request["inputs"] else "program",
        parameters=count_of(model),
        inputs=[{"name": watching.given_name(s.get("name")), "shape": s["shape"], "dtype": s.get("dtype") or "float32", "assumed": s.get("assumed")} for s in specs],
    )
    try:
        if given is not None:
            output = model(*given[1], **dict(given[2], training=False))
        else:
            output = model(arrays[0] if len(arrays) == 1 else arrays, training=False)
        channel.send("output", outputs=describe(output))
        if not run_step(keras, model, watch, channel, places):
            run_loss(model, watch, channel)
    except Exception as error:
        fail(channel, places, watch, error)


if __name__ == "__main__":
    common.run(probe)
