"""The base class of all layers and models.

A layer is built by its first call, from the shapes that come in. Called on symbolic tensors it becomes part of a graph: its outputs remember it.
"""
from keras._naming import auto_name, snake_case
from keras._structure import lacks_argument, perhaps_applied, single_end
from keras._values import any_floats, any_sizes, autocast, computes_in_singles, dtype_of, flat, float32, layer_dtype, shapes_of, single, to_tensor
from shapeline import ops

__public__ = "keras.layers"


class Layer:
    built = False
    trainable = True
    supports_masking = False
    stateful = False
    input_spec = None

    def __init__(
        self, *args, activity_regularizer=None, trainable=True, dtype=None, autocast=True, name=None, **kwargs
    ):
        self._is_named = name is not None
        self.name = auto_name(snake_case(type(self).__name__)) if name is None else name
        self.trainable = trainable
        self.dtype = layer_dtype(dtype)
        self.built = False
        self._own_weights = []
        self._applied_to = []
        self._gave = []
        self._calls = []
        self._first_shape = _first_shape(kwargs)

    def __call__(self, *args, **kwargs):
        args = tuple([to_tensor(arg) for arg in args])
        kwargs = {key: to_tensor(arg) for key, arg in kwargs.items()}
        singles = computes_in_singles(self.dtype)
        if singles:
            args, kwargs = autocast(args), autocast(kwargs)
        if lacks_argument(self, args, kwargs):
            return ops.unknown()
        if not self.built:
            self._build_for(args, kwargs)
        outputs = self.call(*args, **_fitting(self.call, args, kwargs))
        if ops.follows_break((args, kwargs)):
            outputs = ops.after_break(outputs)
        if not singles:
            outputs = any_floats(outputs)
        if ops.is_symbolic((args, kwargs)):
            outputs = self._remember(outputs, args, kwargs)
        elif len(args) == 0 or not ops.surely_tensor(args[0]):
            perhaps_applied(self)
        return outputs

    def _build_for(self, args, kwargs):
        given = list(args) + list(kwargs.values())
        if len(given) > 0:
            wanted = ops.parameter_names(self.build)
            if len(wanted) > 1 and wanted[0].endswith("_shape") and wanted[1].endswith("_shape"):
                shapes = {}
                for name, value in zip(ops.parameter_names(self.call), args):
                    shapes[name + "_shape"] = shapes_of(value)
                for name, value in kwargs.items():
                    shapes[name + "_shape"] = shapes_of(value)
                self.build(**{name: shape for name, shape in shapes.items() if name in wanted})
            else:
                self.build(shapes_of(given[0]))
        self.built = True

    def _remember(self, outputs, args, kwargs):
        inputs = (args, list(kwargs.values()))
        if ops.overridden(self, "compute_output_shape", Layer) and len(args) > 0:
            outputs = _by_shape(self.compute_output_shape(shapes_of(args[0])), outputs, flat(inputs))
        outputs = ops.remember(outputs, self, inputs)
        self._applied_to.append(args[0] if len(args) > 0 else inputs)
        self._gave.append(outputs)
        self._calls.append((args, kwargs, outputs))
        return outputs

    def _again(self, tensor, before, after, known):
        """The call that gave the tensor, once more with other inputs."""
        for args, kwargs, outputs in self._calls:
            if ops.position(tensor, outputs) >= 0:
                others = ops.replace_tensors(args, before, after)
                results = self(*others, **ops.replace_tensors(kwargs, before, after))
                results = flat(results)
                for index, output in enumerate(flat(outputs)):
                    known[output] = results[index] if index < len(results) else ops.unknown()
                return None
        known[tensor] = ops.unknown()

    def call(self, *args, **kwargs):
        return ops.unknown()

    def build(self, input_shape):
        self.built = True

    def build_from_config(self, config):
        self.built = True

    def compute_output_shape(self, *args, **kwargs):
        symbolic = [_placeholders(shape) for shape in [*args, *kwargs.values()]]
        if not self.built:
            self._build_for(symbolic, {})
        return shapes_of(self.call(*symbolic))

    def compute_output_spec(self, *args, **kwargs):
        return self(*args, **kwargs)

    def compute_mask(self, inputs, previous_mask=None):
        return previous_mask

    # Weights: a layer's own, then those of the layers within.
    def add_weight(
        self, *given, shape=None, initializer=None, dtype=None, trainable=True, autocast=True, regularizer=None, constraint=None,
        aggregation="none", overwrite_with_gradient=False, name=None, **kwargs,
    ):
        """Shape, initializer and type in this order; after a name, as Keras 2 had it, shape and type."""
        names = isinstance(given[0], str) if len(given) > 0 else False
        if names:
            given = given[1:]
        if len(given) > 0:
            shape = given[0]
        if len(given) > (1 if names else 2):
            dtype = given[1 if names else 2]
        sizes = () if shape is None else tuple(shape) if isinstance(shape, (tuple, list)) else shape
        dtype = dtype_of(self.dtype if dtype is None else dtype, float32)
        weight = ops.parameter(ops.full(sizes, dtype), trainable, not ops.second_keras())
        self._own_weights.append(weight)
        return weight

    add_variable = add_weight

    @property
    def weights(self):
        return _unique([*self._own_weights, *[w for layer in self._flatten_layers() for w in layer._own_weights]])

    variables = weights

    @property
    def trainable_weights(self):
        if not self.trainable:
            return []
        own = [weight for weight in self._own_weights if weight.requires_grad]
        return _unique([*own, *[w for layer in self._sublayers() for w in layer.trainable_weights]])

    trainable_variables = trainable_weights

    @property
    def non_trainable_weights(self):
        trained = self.trainable_weights
        return [weight for weight in self.weights if weight not in trained]

    non_trainable_variables = non_trainable_weights

    def _sublayers(self):
        return [layer for layer in ops.layers_within(self) if layer is not self]

    def _flatten_layers(self, include_self=False, recursive=True):
        found = [self] if include_self else []
        for layer in self._sublayers():
            found.append(layer)
            found += layer._flatten_layers()
        return found

    def get_weights(self):
        return [ops.numpy(weight) for weight in self.weights]

    def set_weights(self, weights):
        """A layer of several weights has them in an order of its own, which is not followed."""
        if self.built and isinstance(weights, (list, tuple)) and len(weights) == 1 and len(self.weights) == 1:
            self._check_weight(weights[0])

    def _check_weight(self, value, stretched=False):
        """The only weight takes an array of its own shape; what it starts with may be stretched to it."""
        given = ops.sizes(value) if ops.is_tensor(value) else ops.unknown()
        if ops.is_unknown(given) or (stretched and len(given) != len(self.weights[0].shape)):
            return None
        ops.require_axis_count(value, len(self.weights[0].shape), len(self.weights[0].shape))
        for axis, (size, wanted) in enumerate(zip(given, self.weights[0].shape)):
            if not stretched or (ops.is_constant(size) and size != 1):
                ops.require_axis_size(value, axis, wanted, "weights")

    def count_params(self):
        return sum([ops.numel(weight) for weight in self.weights])

    # The graph.
    @property
    def input(self):
        return single_end(self, "input", self._applied_to)

    @property
    def output(self):
        return single_end(self, "output", self._gave)

    @property
    def input_shape(self):
        return shapes_of(self.input)

    @property
    def output_shape(self):
        return shapes_of(self.output)

    @property
    def compute_dtype(self):
        return self.dtype

    variable_dtype = dtype_policy = compute_dtype

    @property
    def losses(self):
        return ops.unknown()

    metrics = metrics_variables = losses

    def add_loss(self, loss):
        return None

    def add_metric(self, *args, **kwargs):
        return None

    def get_config(self):
        return {"name": self.name, "trainable": self.trainable, "dtype": self.dtype}

    @classmethod
    def from_config(cls, config):
        return cls(**config)

    def quantize(self, mode, **kwargs):
        return None

    def stateless_call(self, *args, **kwargs):
        return ops.unknown()

    def load_own_variables(self, store):
        return None

    save_own_variables = load_own_variables


def _first_shape(kwargs):
    """What the first layer of a Sequential may be told of its input."""
    if "batch_input_shape" in kwargs:
        return tuple(kwargs["batch_input_shape"])
    if "batch_shape" in kwargs:
        return tuple(kwargs["batch_shape"])
    shape = kwargs.get("input_shape", None)
    if shape is None and kwargs.get("input_dim", None) is not None:
        shape = (kwargs["input_dim"],)
    if shape is None:
        return None
    return (kwargs.get("batch_size", None), *(shape if isinstance(shape, (tuple, list)) else (shape,)))


def _fitting(call, args, kwargs):
    """`training` and `mask` go to those who take them; who must have the first is told that it is not known."""
    names = ops.parameter_names(call)
    fitting = {}
    for name, value in kwargs.items():
        if name in names or "**" in names or name not in ("training", "mask"):
            fitting[name] = value
    if "training" in ops.required_names(call)[len(args) :] and "training" not in fitting:
        fitting["training"] = ops.unknown()
    return fitting


def _unique(weights):
    seen = set()
    found = []
    for weight in weights:
        if weight not in seen:
            seen.add(weight)
            found.append(weight)
    return found


def _is_shape(value):
    return isinstance(value, (tuple, list)) and all([size is None or isinstance(size, int) for size in value])


def _placeholders(shape):
    if _is_shape(shape):
        return ops.full(any_sizes(shape), float32)
    if isinstance(shape, (tuple, list)):
        return [_placeholders(each) for each in shape]
    if isinstance(shape, dict):
        return {key: _placeholders(each) for key, each in shape.items()}
    return ops.unknown()


def _by_shape(shape, outputs, inputs):
    """A layer of the program's own that says what comes out is taken at its word."""
    if _is_shape(shape) and (ops.is_unknown(outputs) or ops.is_tensor(outputs)):
        batch = ops.sizes(inputs[0])[0] if len(inputs) > 0 else None
        sizes = any_sizes(shape)
        if shape[0] is None and len(inputs) > 0:
            sizes = (batch, *sizes[1:])
        if ops.is_tensor(outputs) and tuple(outputs.shape) == tuple(shape):
            return outputs
        return ops.full(sizes, ops.dtype_of(outputs) if ops.is_tensor(outputs) else float32)
    return outputs
