"""What a model is told of its inputs and outputs: whether they hang together, how many there are, and by which names. Where Keras 2 takes more, nothing is said."""
from keras._naming import snake_case
from shapeline import ops

__public__ = "keras"


def refuse(subject, reason, *given):
    """What was given is for the rule to put into words. Who stands ready for an error is told of none."""
    if not ops.is_guarded():
        ops.check_that(False, subject, reason, "|".join(given))


def surely_absent(name, layers):
    """Whether none of the layers is called so. Which number Keras gives to a layer without a name is not known for certain."""
    if not isinstance(name, str) or not ops.is_written(name) or name.startswith(("tf", "functional", "model")):
        return False
    for layer in layers:
        named = getattr(layer, "_is_named", None)
        if named is None or not ops.is_written(layer.name):
            return False
        if layer.name == name or (not named and name.startswith(snake_case(type(layer).__name__))):
            return False
    return True


def lacks_layer(model, name):
    """Whether all layers of a graph are known, and none is called so. Keras 2 numbers inputs, names operators and writes paths of names as Keras 3 does not."""
    layers = model.layers
    if not isinstance(layers, list) or not ops.is_constant(len(layers)) or not ops.is_written(name) or "/" in name or name.startswith("input"):
        return False
    if not ops.graph_is_known(model._symbolic_inputs, model._symbolic_outputs):
        return False
    if any([getattr(layer, "_name", None) is not None or _alike(layer.name, name) for layer in layers]):
        return False
    return surely_absent(name, layers)


def _alike(name, other):
    """Names that differ between versions of Keras."""
    return not ops.is_written(name) or name.lower() == other.lower()


def check_graph(inputs, outputs, layers):
    """Every output is computed from the inputs, and from no other `Input`."""
    foreign = ops.foreign_inputs(inputs, outputs)
    if len(foreign) > 0:
        layer = ops.node(foreign[0])[0]
        refuse("outputs", "not-connected", layer.name if layer._is_named else "", str(layer._batch_shape))
    else:
        check_names(layers)


def check_names(layers):
    """Names that the program gives are given once."""
    name = ops.repeated_name(layers)
    if name is not None:
        refuse("name", "repeated-name", name)


def output_layers(model):
    """The layers that give the outputs of a graph: none where an operator gives one."""
    if model._symbolic_inputs is None:
        return None
    nodes = [ops.node(tensor) for tensor in model.outputs]
    return None if any([node is None for node in nodes]) else [node[0] for node in nodes]


def fits_outputs(model, loss, weights, metrics, y, y_pred):
    """Whether losses, metrics and labels are for the outputs that there are, by their names and their number. What is not is said."""
    before = ops.breaks()
    layers = output_layers(model)
    if layers is not None and not isinstance(y_pred, dict):
        _check_names("loss", loss, layers)
        if isinstance(y_pred, (list, tuple)):
            _check_names("y", y, layers)
            if isinstance(loss, dict) and isinstance(weights, dict) and any([ops.surely_lacks(weights, layer.name) for layer in layers]):
                _check_names("loss_weights", weights, layers)
        for each in metrics:
            _check_names("metrics", each, layers)
    elif isinstance(y_pred, dict) and isinstance(loss, dict):
        for key, each in loss.items():
            if each is not None and ops.is_written(key) and key not in y_pred:
                _no_such_output("loss", key, list(y_pred))
    # An output without a loss needs no labels.
    if ops.breaks() == before and not model._is_second() and not _leaves_out(loss, y_pred):
        _check_count(y, y_pred)
    return ops.breaks() == before


def _leaves_out(loss, y_pred):
    """Whether some outputs may have no loss."""
    if isinstance(loss, dict):
        return not isinstance(y_pred, (list, tuple, dict)) or len(loss) != len(y_pred)
    return isinstance(loss, (list, tuple)) and (not ops.is_constant(len(loss)) or any([each is None for each in loss]))


def _check_names(subject, given, layers):
    for name in given if isinstance(given, dict) else []:
        if surely_absent(name, layers):
            return _no_such_output(subject, name, [layer.name for layer in layers])
    return None


def _no_such_output(subject, name, names):
    refuse(subject, "no-such-part", subject, name, ", ".join(names))


def _check_count(y, y_pred):
    """As many labels as outputs."""
    if isinstance(y_pred, (list, tuple)) and len(y_pred) > 1:
        if ops.surely_tensor(y):
            refuse("y", "label-count", "1", str(len(y_pred)))
        elif isinstance(y, (list, tuple)) and ops.is_constant(len(y)) and len(y) != len(y_pred):
            refuse("y", "label-count", str(len(y)), str(len(y_pred)))
    elif ops.surely_tensor(y_pred) and isinstance(y, (list, tuple)) and ops.is_constant(len(y)) and len(y) > 1:
        refuse("y", "label-count", str(len(y)), "1")


def single_end(layer, name, ends):
    """What went in, or came out, when it became part of a graph: it may have become part of none."""
    calls = len(ends)
    if ops.is_constant(calls) and calls == 0:
        refuse_end(name, "layer")
        ends.append(ops.unknown())
    return ends[0]


def perhaps_applied(layer):
    """It may have become part of a graph that is not known."""
    if len(layer._gave) == 0:
        layer._applied_to, layer._gave = [ops.unknown()], [ops.unknown()]


def refuse_end(name, kind):
    """There is no such end of a graph, of a layer or a stack."""
    if ops.is_guarded():
        raise AttributeError(name)
    ops.check_call(False, name, "never-called", kind)


def lacks_argument(layer, args, kwargs):
    """Whether the layer is called without something that its `call` must have. Keras 2 hands on whether it trains, and a mask, to all; Keras 3 to those with a default."""
    name = ops.lacking(layer.call, args, kwargs, [] if ops.surely_third_keras() else ["training", "mask"])
    if name is None:
        return False
    refuse("call", "missing-argument", name)
    return True


def _input_keys(model):
    """What a dictionary must have: the keys of the one that the model was built with, or else the names that inputs were given."""
    if isinstance(model._symbolic_inputs, dict):
        return [key for key in model._symbolic_inputs if ops.is_written(key)]
    layers = [ops.node(tensor)[0] for tensor in model.inputs]
    return [layer.name for layer in layers if layer._is_named and ops.is_written(layer.name)]


def fits_inputs(model, inputs, values):
    """Whether a model of several inputs is given as many."""
    wanted = model.inputs
    if isinstance(inputs, dict):
        for name in _input_keys(model):
            if ops.surely_lacks(inputs, name):
                refuse("inputs", "missing-input", name, ", ".join([str(key) for key in inputs]))
                return False
        return True
    if len(wanted) > 1 and len(values) != len(wanted) and all([ops.surely_tensor(value) for value in values]):
        refuse("inputs", "input-count", str(len(values)), str(len(wanted)))
        return False
    return True
