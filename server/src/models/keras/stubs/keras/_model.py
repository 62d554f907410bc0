"""Models: of the program's own class, or a graph of layers between symbolic tensors.

What a graph gives for other inputs follows from its symbolic outputs, whose sizes say how they depend on the inputs'. Where the inputs have axes of any
size, or another size than the graph was built for, its layers are run again: they may refuse.
"""
from keras._layer import Layer
from keras._structure import check_graph, fits_inputs, lacks_layer, refuse, single_end
from keras._training import Trainer
from keras._values import flat, shapes_of, single, to_tensor
from shapeline import ops

__public__ = "keras"


class Model(Trainer, Layer):
    # A list of one output is a list only where the model becomes part of another.
    _keeps_lists = True
    # What no program could build is asked for nothing more; what was refused once is refused again for the same reason.
    _is_broken = False
    _refused = ()

    def __init__(self, *args, **kwargs):
        name = kwargs.get("name", None)
        if "inputs" in kwargs or "outputs" in kwargs or len(args) >= 2:
            inputs = kwargs["inputs"] if "inputs" in kwargs else args[0]
            outputs = kwargs["outputs"] if "outputs" in kwargs else args[1 if len(args) > 1 else 0]
            if len(args) > 2:
                name = args[2]
            Layer.__init__(self, name=name if name is not None or type(self) is not Model else _functional_name())
            self._is_named = name is not None
            self._start(inputs, outputs)
        else:
            Layer.__init__(self, name=name)
            self._symbolic_inputs = None

    def _start(self, inputs, outputs):
        self._symbolic_inputs = inputs
        self._symbolic_outputs = outputs
        self._graph_layers = ops.graph_layers(inputs, outputs)
        self._is_whole = ops.graph_is_known(inputs, outputs)
        before = ops.breaks()
        check_graph(inputs, outputs, self._graph_layers)
        self._is_broken = ops.breaks() > before or ops.follows_break(outputs)
        self.built = True

    @property
    def layers(self):
        if self._symbolic_inputs is None:
            return self._sublayers()
        return self._graph_layers if self._is_whole else ops.unknown()

    def get_layer(self, name=None, index=None):
        if index is not None:
            return self.layers[index]
        for layer in self._known_layers():
            if layer.name == name:
                return layer
        if ops.is_guarded():
            raise ValueError("No such layer: " + str(name))
        if self._symbolic_inputs is not None and lacks_layer(self, name):
            refuse("name", "no-such-layer", name, ", ".join([layer.name for layer in self.layers]))
        return ops.unknown()

    def _known_layers(self):
        """Of a graph with a layer that is not known, those around it."""
        return self._sublayers() if self._symbolic_inputs is None else self._graph_layers

    @property
    def inputs(self):
        return None if self._symbolic_inputs is None else flat(self._symbolic_inputs)

    @property
    def outputs(self):
        return None if self._symbolic_inputs is None else flat(self._symbolic_outputs)

    @property
    def input(self):
        return single_end(self, "input", self._applied_to) if self._symbolic_inputs is None else self._symbolic_inputs

    @property
    def output(self):
        return single_end(self, "output", self._gave) if self._symbolic_inputs is None else self._symbolic_outputs

    @property
    def input_shape(self):
        return shapes_of(_unwrapped(self.input))

    @property
    def output_shape(self):
        return shapes_of(_unwrapped(self.output))

    @property
    def input_names(self):
        return [ops.node(tensor)[0].name for tensor in self.inputs]

    @property
    def output_names(self):
        return [ops.node(tensor)[0].name for tensor in self.outputs]

    def call(self, inputs, training=None, mask=None, **kwargs):
        if self._symbolic_inputs is None:
            return ops.unknown()
        values = self._fed(inputs)
        return self._run_graph(values) if fits_inputs(self, inputs, values) else ops.unknown()

    def _fed(self, inputs):
        """One value for each input, in order; a dictionary gives them by name."""
        if isinstance(inputs, dict):
            if isinstance(self._symbolic_inputs, dict):
                return [inputs.get(key, None) for key in self._symbolic_inputs]
            return [inputs.get(name, None) for name in self.input_names]
        if isinstance(inputs, (list, tuple)):
            return list(inputs)
        return [inputs]

    def _run_graph(self, values):
        wanted = self.inputs
        if len(values) != len(wanted):
            return ops.unknown()
        values = [_ranked(value, like) for value, like in zip(values, wanted)]
        given = [_row_of(value) for value in values]
        if self._is_broken or (len(self._refused) > 0 and given in self._refused):
            return ops.after_break(ops.substitute(_unwrapped(self._symbolic_outputs), wanted, values))
        before = ops.breaks()
        for value, like in zip(values, wanted):
            if ops.is_tensor(value):
                self._check_input(value, like)
        if ops.breaks() > before:
            self._refused = [*self._refused, given]
            return ops.after_break(ops.substitute(_unwrapped(self._symbolic_outputs), wanted, values))
        return self._through(values)

    def _check_input(self, value, like):
        """Keras 2 leaves another size, and fewer axes, to the layers."""
        if self._is_second():
            ops.require_axis_count(value, 1, len(like.shape))
        else:
            ops.fits_input(value, like)

    def _through(self, values):
        outputs = self._symbolic_outputs
        if not self._keeps_lists or not ops.is_symbolic(values):
            outputs = _unwrapped(outputs)
        if _as_built(values, self.inputs):
            self._look_up(values)
            return ops.substitute(outputs, self.inputs, values)
        return _run_again(outputs, self.inputs, values)

    def _look_up(self, values):
        """Tables that the inputs pick from: which numbers come in was not known when the graph was built."""
        for value, like in zip(values, self.inputs):
            if ops.is_constant(ops.classes(value)):
                for layer in self._known_layers():
                    if getattr(layer, "_is_table", False) and any([given is like for given in layer._applied_to]):
                        layer(value)

    def build(self, input_shape):
        self.built = True

    def summary(self, line_length=None, positions=None, print_fn=None, expand_nested=False, show_trainable=False, layer_range=None):
        return None

    def save(self, filepath, overwrite=True, zipped=None, **kwargs):
        return None

    save_weights = export = load_weights = summary

    def to_json(self, **kwargs):
        return ops.unknown()

    to_yaml = to_json

    def reset_states(self):
        return None

    reset_metrics = reset_states

    @classmethod
    def from_config(cls, config, custom_objects=None):
        return ops.unknown()


def _functional_name():
    from keras._naming import auto_name

    return auto_name("functional")


def _unwrapped(tensors):
    """A list of one is that one."""
    return tensors[0] if isinstance(tensors, list) and len(tensors) == 1 else tensors


def _row_of(value):
    """The sizes behind the batch's, where they are known."""
    if not ops.is_tensor(value) or ops.is_unknown(ops.sizes(value)):
        return None
    return tuple(value.shape)[1:]


def _ranked(value, like):
    """A missing last axis of one is added, a superfluous one taken away."""
    if not ops.is_tensor(value):
        return value
    given = ops.sizes(value)
    wanted = ops.sizes(like)
    if ops.is_unknown(given):
        return value
    if len(given) == len(wanted) + 1 and given[-1] == 1:
        return ops.squeeze(value, -1)
    if len(given) == len(wanted) - 1 and wanted[-1] == 1:
        return ops.unsqueeze(value, -1)
    return value


def _as_built(values, inputs):
    """Whether every requirement was judged when the graph was built: only the batch was open, and nothing else differs."""
    for value, like in zip(values, inputs):
        if not ops.is_tensor(value) or ops.is_unknown(ops.sizes(value)):
            return False
        built, given = tuple(like.shape), ops.sizes(value)
        if len(built) != len(given):
            return False
        for axis, size in enumerate(built):
            if (axis > 0 if size is None else size != given[axis]):
                return False
    return True


def _run_again(outputs, inputs, values):
    known = {}
    for tensor, value in zip(inputs, values):
        known[tensor] = value
    if isinstance(outputs, dict):
        return {key: _evaluate(tensor, known, inputs, values) for key, tensor in outputs.items()}
    if isinstance(outputs, (list, tuple)):
        return [_evaluate(tensor, known, inputs, values) for tensor in outputs]
    return _evaluate(outputs, known, inputs, values)


def _evaluate(output, known, inputs, values):
    """Walks from the output to what is known, then runs the layers on the way back: graphs are deeper than calls may be."""
    waiting = [output]
    while len(waiting) > 0:
        tensor = waiting[-1]
        if tensor in known:
            waiting.pop()
            continue
        node = ops.node(tensor)
        sources = [] if node is None else node[1]
        missing = [source for source in sources if source not in known]
        if len(missing) > 0:
            waiting += missing
            continue
        waiting.pop()
        if len(sources) == 0:
            known[tensor] = ops.substitute(tensor, inputs, values)
        else:
            node[0]._again(tensor, sources, [known[source] for source in sources], known)
    return known[output]
