"""What goes into a Keras model, and what stands for that which is not downloaded: weights and data sets."""

import sys

import numpy

common = sys.modules["_shapeline_probe_common"]
watching = sys.modules["_shapeline_probe_keras_watch"]
describe, dtype_of, is_tensor = watching.describe, watching.dtype_of, watching.is_tensor

BATCH, LENGTH = 2, 16


class NoWeights(str):
    """What stands for a file of weights that is not downloaded: loading it leaves the random ones as they are."""


def forbid_downloads(keras, channel):
    """Pretrained weights stay random. A data set that is not on this machine has its shapes, and made-up numbers in them."""
    for name in ("keras.src.utils.file_utils", "keras.src.utils.data_utils", "keras.utils.data_utils", "tf_keras.src.utils.data_utils"):
        module = sys.modules.get(name)
        if hasattr(module, "get_file"):
            module.get_file = no_weights(module.get_file)
    load_weights = keras.Model.load_weights

    def loaded(model, filepath, *args, **kwargs):
        if not isinstance(filepath, NoWeights):
            return load_weights(model, filepath, *args, **kwargs)
        channel.send("note", text="no weights were downloaded: %s keeps its random ones" % model.name)
        return None

    keras.Model.load_weights = loaded
    for name, parts in DATA_SETS.items():
        module = getattr(keras.datasets, name, None)
        if module is not None:
            module.load_data = made_up(name, parts, module.load_data, channel)


def no_weights(get_file):
    def found(*args, **kwargs):
        try:
            return get_file(*args, **kwargs)
        except Exception:
            # Only for the library's own models: what a program downloads for itself, it would read.
            if "applications" not in sys._getframe(1).f_code.co_filename:
                raise
            return NoWeights("none")

    return found


# Rows for training and for testing, the shape and kind of a row, classes, the shape of a label.
DATA_SETS = {
    "mnist": (60000, 10000, (28, 28), "uint8", 10, ()),
    "fashion_mnist": (60000, 10000, (28, 28), "uint8", 10, ()),
    "cifar10": (50000, 10000, (32, 32, 3), "uint8", 10, (1,)),
    "cifar100": (50000, 10000, (32, 32, 3), "uint8", 100, (1,)),
    "boston_housing": (404, 102, (13,), "float64", None, ()),
    "california_housing": (16512, 4128, (8,), "float32", None, ()),
    "imdb": (25000, 25000, None, "int64", 2, ()),
    "reuters": (8982, 2246, None, "int64", 46, ()),
}


def made_up(name, parts, load_data, channel):
    def loaded(*args, **kwargs):
        try:
            return load_data(*args, **kwargs)
        except Exception:
            channel.send("note", text="the data set %s was not downloaded: made-up numbers of its shapes stand for it" % name)
        train, test, row, dtype, classes, label = parts
        words = min(kwargs.get("num_words") or 1000, 1000)

        def part(count):
            if row is None:
                x = numpy.empty(count, dtype=object)
                x[:] = [[1 + i % (words - 1) for i in range(30 + n % 50)] for n in range(50)] * (count // 50) + [[1]] * (count % 50)
            else:
                x = numpy.zeros((count,) + row, dtype)
            y = numpy.zeros((count,) + label, "float64" if classes is None else "uint8" if row else "int64")
            if classes is not None:
                y[...] = (numpy.arange(count) % classes).reshape((count,) + (1,) * len(label))
            return x, y

        return part(train), part(test)

    return loaded


def smallest_table(model):
    sizes = [layer.input_dim for layer in getattr(model, "_flatten_layers", lambda: [])() if type(layer).__name__ == "Embedding"]
    return min(sizes) if sizes else 2


def known_inputs(model, request, watch):
    """What the plan says; else what the model was built for, else what `fit` would have been given."""
    given = request["inputs"]
    inputs = getattr(model, "inputs", None) or []
    data = next((describe(fit.x) for fit in reversed(watch.fits) if fit.model is model), [])
    if not inputs:
        if given:
            return given
        if data:
            return [{"shape": [min(BATCH, d["shape"][0])] + d["shape"][1:], "dtype": d["dtype"]} for d in data]
        table = first_table(model)
        if table is not None:
            assumed = "class numbers below %d, from the first layer, Embedding" % table.input_dim
            return [{"shape": [BATCH, LENGTH], "dtype": "int32", "bound": table.input_dim, "assumed": assumed}]
        raise common.Open("input", "what the model takes is not known: give the input's shape")
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


def first_table(model):
    """The layer by which a network of text begins; of other layers that are not built yet nothing tells what they take."""
    layers = getattr(model, "layers", None) or []
    return layers[0] if layers and type(layers[0]).__name__ == "Embedding" and type(model).__name__ == "Sequential" else None


def as_tensors(keras, value, floats):
    """As `fit` hands them to a step: tensors of the backend; of arrays those of floats have one dtype, what a data set gives keeps its own."""
    if isinstance(value, dict):
        return {key: as_tensors(keras, each, floats) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(as_tensors(keras, each, floats) for each in value)
    if not is_tensor(value):
        return value
    dtype = floats if "float" in dtype_of(value) else None
    if hasattr(keras, "ops"):
        return keras.ops.convert_to_tensor(value, dtype=dtype)
    import tensorflow

    tensor = tensorflow.convert_to_tensor(value)
    return tensor if dtype is None else tensorflow.cast(tensor, dtype)


def make_array(spec, model):
    dtype = spec.get("dtype") or "float32"
    generator = numpy.random.default_rng(0)
    bound = spec.get("bound") or smallest_table(model)
    if dtype == "bool":
        return numpy.ones(spec["shape"], dtype=bool)
    if dtype.startswith(("int", "uint")) or bound > 2:
        return generator.integers(0, max(1, bound), spec["shape"]).astype(dtype)
    return generator.standard_normal(spec["shape"]).astype(dtype)


def first_rows(value):
    if is_tensor(value):
        return value[:BATCH]
    if isinstance(value, dict):
        return {key: first_rows(each) for key, each in value.items()}
    return type(value)(first_rows(each) for each in value) if isinstance(value, (list, tuple)) else value
