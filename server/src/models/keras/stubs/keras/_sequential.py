"""A stack of layers: a graph as soon as its input is known, else applied one after the other."""
from keras._input import Input, InputLayer
from keras._layer import Layer
from keras._model import Model
from keras._structure import check_names, perhaps_applied, refuse_end
from keras._values import shapes_of
from shapeline import ops

__public__ = "keras"


class Sequential(Model):
    _keeps_lists = False
    _has_run = False
    # Where it begins once something has come in, if no layer says so; the stack stays what it was.
    _start = None

    def __init__(self, layers=None, trainable=True, name=None):
        Model.__init__(self, name=name)
        self._stack = []
        self._is_broken = False
        for layer in [] if layers is None else layers:
            self._push(layer)
        self._restart()

    def add(self, layer, rebuild=True):
        self._push(layer)
        if self._symbolic_inputs is not None:
            self._extend(layer)
        else:
            self._restart()

    def pop(self, rebuild=True):
        layer = self._stack.pop()
        self._restart()
        return layer

    def _push(self, layer):
        if ops.is_tensor(layer):
            layer = ops.node(layer)[0]
        if len(self._stack) == 0 and not isinstance(layer, (InputLayer, Model)) and isinstance(layer, Layer):
            if layer._first_shape is not None:
                self._stack.append(InputLayer(batch_shape=layer._first_shape))
        self._stack.append(layer)
        check_names(self._stack)

    def _restart(self):
        """The graph from the input on, if there is one."""
        self._symbolic_inputs = None
        self.built = False
        if len(self._stack) < (2 if self._start is None else 1):
            return
        if self._start is not None:
            self._start_from(self._start.output, self._stack)
            return
        first = self._stack[0]
        if isinstance(first, InputLayer):
            self._start_from(first.output, self._stack[1:])
            return
        if isinstance(first, Model) and first._symbolic_inputs is not None and len(first.inputs) == 1:
            shape = first.inputs[0]
            start = Input(batch_shape=tuple(shape.shape), dtype=shape.dtype)
            self._start_from(start, self._stack)
        elif not self._is_surely_open():
            self._may_be_built()

    def _start_from(self, tensor, layers):
        self._symbolic_inputs = [tensor]
        self._symbolic_outputs = [tensor]
        self._is_broken = False
        self.built = True
        for layer in layers:
            self._extend(layer)

    def _extend(self, layer):
        before = ops.breaks()
        self._symbolic_outputs = [layer(self._symbolic_outputs[0])]
        if ops.breaks() > before:
            self._is_broken = True

    @property
    def layers(self):
        if len(self._stack) > 0 and isinstance(self._stack[0], InputLayer):
            return self._stack[1:]
        return self._stack[:]

    def _known_layers(self):
        return self.layers

    @property
    def input(self):
        return self._part("input")

    @property
    def output(self):
        return self._part("output")

    @property
    def inputs(self):
        return [self._part("inputs")]

    @property
    def outputs(self):
        return [self._part("outputs")]

    @property
    def input_shape(self):
        return shapes_of(self._part("inputs"))

    @property
    def output_shape(self):
        return shapes_of(self._part("outputs"))

    def _part(self, name):
        """An end of the graph, which there is as soon as the input is known. Keras 3 has it in a list only, until the stack is called on a symbolic tensor."""
        if self._symbolic_inputs is not None:
            if name in ("input", "output") and ops.surely_third_keras():
                ends = self._applied_to if name == "input" else self._gave
                calls = len(ends)
                if not ops.is_constant(calls) or calls > 0:
                    return ends[0]
                refuse_end(name, "listed")
            return self._symbolic_inputs[0] if name.startswith("input") else self._symbolic_outputs[0]
        if self._is_surely_open():
            refuse_end(name, "stack")
            self._may_be_built()
        return ops.unknown()

    def _may_be_built(self):
        """Something came in, or may have: nobody knows what."""
        self._has_run = True
        for layer in self._stack:
            if isinstance(layer, Layer):
                perhaps_applied(layer)

    def _is_surely_open(self):
        """Whether nothing has come in yet, and no layer says what will."""
        if self._has_run is not False or not ops.is_constant(len(self._stack)):
            return False
        return len(self._applied_to) == 0 and all([isinstance(layer, Layer) and not isinstance(layer, (InputLayer, Model)) for layer in self._stack])

    def build(self, input_shape=None):
        if not isinstance(input_shape, (tuple, list)):
            self._may_be_built()
        if input_shape is not None and self._symbolic_inputs is None and isinstance(input_shape, (tuple, list)):
            self._has_run = True
            self._start = InputLayer(batch_shape=input_shape)
            self._restart()

    def call(self, inputs, training=None, mask=None, **kwargs):
        # In a loop it may or may not have been called before.
        if not ops.is_constant(self._symbolic_inputs is None):
            return self._one_after_the_other(inputs)
        if self._symbolic_inputs is None and ops.is_tensor(inputs) and len(self._stack) > 0:
            shape = shapes_of(inputs)
            if isinstance(shape, tuple) and len(shape) > 0:
                self.build((None, *shape[1:]))
        if self._symbolic_inputs is None:
            self._may_be_built()
            return self._one_after_the_other(inputs)
        # All turns are to tell one story of what comes out.
        if self._start is not None and ops.surely_tensor(inputs) and not ops.is_symbolic(inputs):
            return self._one_after_the_other(inputs)
        if self._is_broken:
            return ops.unknown()
        return self._run_graph(self._fed(inputs))

    def _one_after_the_other(self, inputs):
        for layer in self._stack:
            inputs = layer(inputs)
        return inputs

    def _check_input(self, value, like):
        """A stack does not look at the sizes: the first layer that cannot do with them refuses."""
        ops.require_axis_count(value, len(like.shape), len(like.shape))
