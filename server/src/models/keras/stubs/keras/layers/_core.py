"""Layers that map the last axis, apply an activation, or merely pass on."""
from keras._activation import activate
from keras._layer import Layer
from keras.initializers import Constant
from keras._values import flat, floating
from shapeline import ops

__public__ = "keras.layers"


class Dense(Layer):
    def __init__(
        self, units, activation=None, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros",
        kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None,
        lora_rank=None, lora_alpha=None, quantization_config=None, **kwargs,
    ):
        super().__init__(**kwargs)
        self.units = units
        self.activation = activation
        self.use_bias = use_bias

    def build(self, input_shape):
        features = input_shape[-1] if isinstance(input_shape, tuple) and len(input_shape) > 0 else ops.unknown()
        if features is None:
            ops.check_that(False, "input", "undefined-axis", "-1")
            features = ops.size("features")
        self.kernel = self.add_weight((features, self.units))
        self.bias = self.add_weight((self.units,)) if self.use_bias else None
        self.built = True

    def call(self, inputs, training=None):
        before = ops.breaks()
        ops.require_axis_count(inputs, 2)
        if ops.breaks() > before:
            return ops.unknown()
        return activate(ops.linear(floating(inputs), ops.t(self.kernel), self.bias), self.activation)


class Activation(Layer):
    def __init__(self, activation, **kwargs):
        super().__init__(**kwargs)
        self.activation = activation
        self.built = True

    def call(self, inputs):
        return activate(inputs, self.activation)


class _PassingOn(Layer):
    """What comes out has the shape and type of what comes in."""

    def call(self, inputs, training=None):
        return ops.unary(inputs, self._does)


class Identity(Layer):
    def call(self, inputs):
        return inputs


class Masking(_PassingOn):
    _does = "masking"

    def __init__(self, mask_value=0.0, **kwargs):
        super().__init__(**kwargs)
        self.mask_value = mask_value


class ActivityRegularization(_PassingOn):
    _does = "identity"

    def __init__(self, l1=0.0, l2=0.0, **kwargs):
        super().__init__(**kwargs)


class Dropout(_PassingOn):
    _does = "dropout"

    def __init__(self, rate, noise_shape=None, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate


class GaussianDropout(_PassingOn):
    _does = "dropout"

    def __init__(self, rate, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate


class AlphaDropout(_PassingOn):
    _does = "dropout"

    def __init__(self, rate, noise_shape=None, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate


class GaussianNoise(_PassingOn):
    _does = "dropout"

    def __init__(self, stddev, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.stddev = stddev


class _SpatialDropout(_PassingOn):
    _does = "dropout"

    def __init__(self, rate, data_format=None, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate

    def call(self, inputs, training=None):
        ops.require_axis_count(inputs, self._rank, self._rank)
        return ops.unary(inputs, "dropout")


class SpatialDropout1D(_SpatialDropout):
    _rank = 3

    def __init__(self, rate, seed=None, name=None, dtype=None, **kwargs):
        super().__init__(rate, seed=seed, name=name, **kwargs)


class SpatialDropout2D(_SpatialDropout):
    _rank = 4


class SpatialDropout3D(_SpatialDropout):
    _rank = 5


class ReLU(Layer):
    def __init__(self, max_value=None, negative_slope=0.0, threshold=0.0, **kwargs):
        super().__init__(**kwargs)

    def call(self, inputs):
        return ops.unary(inputs, "relu")


class LeakyReLU(Layer):
    def __init__(self, negative_slope=0.3, **kwargs):
        super().__init__(**kwargs)

    def call(self, inputs):
        return ops.unary(inputs, "leaky_relu")


class ELU(Layer):
    def __init__(self, alpha=1.0, **kwargs):
        super().__init__(**kwargs)

    def call(self, inputs):
        return ops.unary(inputs, "elu")


class PReLU(Layer):
    def __init__(
        self, alpha_initializer="Zeros", alpha_regularizer=None, alpha_constraint=None, shared_axes=None, **kwargs
    ):
        super().__init__(**kwargs)
        self.shared_axes = [shared_axes] if isinstance(shared_axes, int) else shared_axes

    def build(self, input_shape):
        sizes = list(input_shape[1:])
        for axis in self.shared_axes or []:
            sizes[axis - 1] = 1
        sizes = [ops.size("features") if size is None else size for size in sizes]
        self.alpha = self.add_weight(tuple(sizes))
        self.built = True

    def call(self, inputs):
        ops.require_axis_count(inputs, len(self.alpha.shape) + 1, len(self.alpha.shape) + 1)
        return ops.unary(inputs, "prelu")


class Softmax(Layer):
    def __init__(self, axis=-1, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis

    def call(self, inputs, mask=None):
        return ops.softmax(inputs, self.axis) if isinstance(self.axis, int) else ops.unary(inputs, "softmax")


class Lambda(Layer):
    def __init__(self, function, output_shape=None, mask=None, arguments=None, **kwargs):
        super().__init__(**kwargs)
        self.function = function
        self.arguments = {} if arguments is None else arguments
        self._output_shape = output_shape

    def call(self, inputs, mask=None, training=None):
        output = self.function(inputs, **self.arguments)
        if ops.is_unknown(output) and isinstance(self._output_shape, (tuple, list)):
            return ops.full((ops.sizes(flat(inputs)[0])[0], *self._output_shape), ops.dtype("float32"))
        return output


class Embedding(Layer):
    _is_table = True

    def __init__(
        self, input_dim, output_dim, embeddings_initializer="uniform", embeddings_regularizer=None,
        embeddings_constraint=None, mask_zero=False, weights=None, lora_rank=None, lora_alpha=None,
        quantization_config=None, **kwargs,
    ):
        length = kwargs.pop("input_length", None)
        super().__init__(**kwargs)
        if length is not None:
            self._first_shape = (None, *(length if isinstance(length, (tuple, list)) else (length,)))
        self.input_dim = input_dim
        self.output_dim = output_dim
        self.embeddings_initializer = embeddings_initializer
        if weights is not None:
            self.build(None)
            self.set_weights(weights if isinstance(weights, list) else [weights])

    def build(self, input_shape):
        self.embeddings = self.add_weight((self.input_dim, self.output_dim))
        if isinstance(self.embeddings_initializer, Constant):
            self._check_weight(self.embeddings_initializer.value, stretched=True)
        self.built = True

    def call(self, inputs):
        return ops.embedding(ops.cast(inputs, ops.dtype("int32")), self.embeddings)


class Wrapper(Layer):
    def __init__(self, layer, **kwargs):
        super().__init__(**kwargs)
        self.layer = layer


class EinsumDense(Layer):
    def __init__(
        self, equation, output_shape, activation=None, bias_axes=None, kernel_initializer="glorot_uniform",
        bias_initializer="zeros", kernel_regularizer=None, bias_regularizer=None, kernel_constraint=None, bias_constraint=None,
        lora_rank=None, lora_alpha=None, gptq_unpacked_column_size=None, quantization_config=None, **kwargs,
    ):
        super().__init__(**kwargs)
        self.equation = equation
        self.partial_output_shape = output_shape
        self.activation = activation
        self.bias_axes = bias_axes

    def build(self, input_shape):
        letters = _letters(self.equation, input_shape, self.partial_output_shape)
        if letters is None:
            self.kernel = self.add_weight(ops.unknown())
        else:
            _, weights, _ = _parts(self.equation)
            self.kernel = self.add_weight(tuple([letters[letter] for letter in weights]))
            if self.bias_axes is not None:
                self.bias = self.add_weight(_bias_shape(_parts(self.equation)[2], self.bias_axes, letters))
        self.built = True

    def call(self, inputs, training=None):
        before = ops.breaks()
        if isinstance(self.equation, str) and "," in self.equation:
            given = _parts(self.equation)[0]
            least = len(given.replace("...", ""))
            ops.require_axis_count(inputs, least, None if "..." in given else least)
        if ops.breaks() > before or ops.is_unknown(ops.sizes(self.kernel)):
            return ops.unknown()
        return activate(ops.einsum(self.equation, [floating(inputs), self.kernel]), self.activation)


def _parts(equation):
    """The letters of the input, of the weights and of the output."""
    given, output = equation.replace(" ", "").split("->")
    inputs, weights = given.split(",")
    return inputs, weights, output


def _letters(equation, input_shape, output_shape):
    """The size of each letter: of the input's by its shape, of the others by what the output is asked to be."""
    if not isinstance(equation, str) or "->" not in equation or "," not in equation or not isinstance(input_shape, tuple):
        return None
    inputs, _, output = _parts(equation)
    plain, wanted = inputs.replace("...", ""), output.replace("...", "")
    if len(input_shape) < len(plain) or ("..." not in inputs and len(input_shape) != len(plain)):
        return None
    sizes = {}
    own = input_shape[len(input_shape) - len(plain) :] if inputs.startswith("...") else input_shape[: len(plain)]
    for letter, size in zip(plain, own):
        sizes[letter] = size
    asked = list(output_shape) if isinstance(output_shape, (tuple, list)) else [output_shape]
    others = wanted if output.startswith("...") else wanted[1:]
    if len(asked) > len(others):
        return None
    for letter, size in zip(others[len(others) - len(asked) :], asked):
        if letter not in sizes:
            sizes[letter] = size
        elif size is not None and sizes[letter] is not None:
            ops.check_that(size == sizes[letter], "output_shape", "einsum-size", letter)
    return _defined(sizes, _parts(equation)[1])


def _defined(sizes, weights):
    for letter in weights:
        if sizes.get(letter, None) is None:
            if letter in sizes:
                ops.check_that(False, "input", "undefined-axis", letter)
            sizes[letter] = ops.size("features")
    return sizes


def _bias_shape(output, axes, letters):
    """A bias for the letters that it is asked for, each spread over what stands behind it."""
    wanted = output.replace("...", "")
    first = min([wanted.index(letter) for letter in axes])
    return tuple([letters.get(letter, ops.size("features")) if letter in axes else 1 for letter in wanted[first:]])


class ReversibleEmbedding(Embedding):
    """Also the way back: vectors to scores of the words."""

    def __init__(
        self, input_dim, output_dim, tie_weights=True, embeddings_initializer="uniform", embeddings_regularizer=None,
        embeddings_constraint=None, mask_zero=False, reverse_dtype=None, logit_soft_cap=None, **kwargs,
    ):
        super().__init__(input_dim, output_dim, **kwargs)
        self.tie_weights = tie_weights

    def build(self, inputs_shape=None):
        super().build(inputs_shape)
        if not self.tie_weights:
            self.reverse_embeddings = self.add_weight((self.output_dim, self.input_dim))

    def call(self, inputs, reverse=False):
        if not reverse:
            return super().call(inputs)
        return ops.linear(floating(inputs), self.embeddings, None)
