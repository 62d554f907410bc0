"""Recurrent layers and cells: over time, the second axis."""
from keras._activation import activate
from keras._layer import Layer
from keras._image_format import standard_format
from keras._values import float32, floating, tuple_of
from keras.layers._conv import _convolutions, standard_padding
from shapeline import ops

__public__ = "keras.layers"


class _Cell(Layer):
    """One step: what comes in and the states before, to what comes out and the states after."""

    def __init__(self, units, activation, use_bias=True, kwargs={}):
        super().__init__(**kwargs)
        self.units = units
        self.activation = activation
        self.use_bias = use_bias
        self.output_size = units
        self.state_size = [units] * self._states if self._states > 1 else units

    def build(self, input_shape):
        features = input_shape[-1] if isinstance(input_shape, tuple) and len(input_shape) > 0 else ops.unknown()
        if features is None:
            ops.check_that(False, "input", "undefined-axis", "-1")
            features = ops.size("features")
        self.kernel = self.add_weight((features, self._gates * self.units))
        self.recurrent_kernel = self.add_weight((self.units, self._gates * self.units))
        self.bias = self.add_weight(self._bias_shape()) if self.use_bias else None
        self.built = True

    def _bias_shape(self):
        return (self._gates * self.units,)

    def call(self, inputs, states, training=False):
        projected = ops.linear(floating(inputs), ops.t(self.kernel))
        scores = ops.resized(projected, (ops.sizes(projected)[0], self.units))
        output = activate(scores, self.activation)
        if self._gates > 1:
            output = ops.elementwise("mul", ops.unary(scores, "sigmoid"), output)
        return output, [output] * self._states

    def get_initial_state(self, batch_size=None):
        state = ops.full((batch_size, self.units), float32)
        return [state] * self._states


class SimpleRNNCell(_Cell):
    _gates = 1
    _states = 1

    def __init__(
        self, units, activation="tanh", use_bias=True, kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal", bias_initializer="zeros", kernel_regularizer=None,
        recurrent_regularizer=None, bias_regularizer=None, kernel_constraint=None, recurrent_constraint=None,
        bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None, **kwargs,
    ):
        super().__init__(units, activation, use_bias, kwargs)


class LSTMCell(_Cell):
    _gates = 4
    _states = 2

    def __init__(
        self, units, activation="tanh", recurrent_activation="sigmoid", use_bias=True,
        kernel_initializer="glorot_uniform", recurrent_initializer="orthogonal", bias_initializer="zeros",
        unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None,
        kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0,
        seed=None, **kwargs,
    ):
        super().__init__(units, activation, use_bias, kwargs)


class GRUCell(_Cell):
    _gates = 3
    _states = 1

    def __init__(
        self, units, activation="tanh", recurrent_activation="sigmoid", use_bias=True,
        kernel_initializer="glorot_uniform", recurrent_initializer="orthogonal", bias_initializer="zeros",
        kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, kernel_constraint=None,
        recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, reset_after=True, seed=None,
        **kwargs,
    ):
        super().__init__(units, activation, use_bias, kwargs)
        self.reset_after = reset_after

    def _bias_shape(self):
        return (2, 3 * self.units) if self.reset_after else (3 * self.units,)


class StackedRNNCells(Layer):
    def __init__(self, cells, **kwargs):
        super().__init__(**kwargs)
        self.cells = list(cells)

    @property
    def state_size(self):
        return [cell.state_size for cell in self.cells]

    @property
    def output_size(self):
        last = self.cells[-1]
        return last.output_size if hasattr(last, "output_size") else last.state_size

    def call(self, inputs, states, training=False, **kwargs):
        after = []
        for cell, state in zip(self.cells, states):
            inputs, state = cell(inputs, state)
            after.append(state)
        return inputs, after


class RNN(Layer):
    # How many rows a stateful layer keeps a state of.
    _state_rows = None

    def __init__(
        self, cell, return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False,
        zero_output_for_mask=False, **kwargs,
    ):
        super().__init__(**kwargs)
        self.cell = StackedRNNCells(cell) if isinstance(cell, (list, tuple)) else cell
        self.return_sequences = return_sequences
        self.return_state = return_state
        self.go_backwards = go_backwards
        self.stateful = stateful
        self.unroll = unroll

    def build(self, sequences_shape, initial_state_shape=None):
        if isinstance(sequences_shape, tuple) and len(sequences_shape) > 2:
            if isinstance(self.cell, Layer) and not isinstance(self.cell, StackedRNNCells) and not self.cell.built:
                self.cell.build((sequences_shape[0], *sequences_shape[2:]))
                self.cell.built = True
            if self.stateful:
                ops.check_that(sequences_shape[0] is not None, "batch", "stateful-without-batch", "batch_shape")
                self._state_rows = sequences_shape[0]
        self.built = True

    def call(self, sequences, initial_state=None, mask=None, training=False):
        before = ops.breaks()
        ops.require_axis_count(sequences, 3)
        if ops.breaks() > before:
            return ops.unknown()
        sizes = ops.sizes(sequences)
        if ops.is_unknown(sizes):
            return ops.unknown()
        batch, time = sizes[0], sizes[1]
        if self._state_rows is not None and ops.is_constant(batch) and ops.is_constant(self._state_rows):
            ops.check_that(batch == self._state_rows, "batch", "stateful-batch", str(self._state_rows) + ", " + str(batch))
        states = self._states_of(batch)
        if initial_state is not None and isinstance(initial_state, (list, tuple)):
            states = list(initial_state)
        step = ops.select(sequences, 1, 0)
        results = self.cell(step, states)
        output = results[0] if isinstance(results, (tuple, list)) else ops.unknown()
        if ops.breaks() > before or not ops.is_tensor(output):
            output = ops.full((batch, *_tuple(self._output_size())), float32)
        each = ops.sizes(output)[1:]
        result = ops.resized(output, (batch, time, *each) if self.return_sequences else (batch, *each))
        return (result, *self._states_of(batch)) if self.return_state else result

    def _output_size(self):
        size = self.cell.output_size if hasattr(self.cell, "output_size") else self.cell.state_size
        return size[0] if isinstance(size, (list, tuple)) else size

    def _states_of(self, batch):
        sizes = self.cell.state_size
        sizes = list(sizes) if isinstance(sizes, (list, tuple)) else [sizes]
        return [_state(batch, size) for size in sizes]

    def reset_states(self):
        return None

    reset_state = reset_states

    def get_initial_state(self, batch_size):
        return self._states_of(batch_size)

    @property
    def states(self):
        return ops.unknown()

    @property
    def state_size(self):
        size = self.cell.state_size
        return list(size) if isinstance(size, (list, tuple)) else [size]


def _tuple(size):
    return tuple(size) if isinstance(size, (list, tuple)) else (size,)


def _state(batch, size):
    if isinstance(size, (list, tuple)):
        return [_state(batch, each) for each in size]
    return ops.full((batch, size), float32)


class _KnownRNN(RNN):
    """A layer with a cell of its own."""

    def _start(self, cell, return_sequences, return_state, go_backwards, stateful, unroll, kwargs):
        RNN.__init__(self, cell, return_sequences, return_state, go_backwards, stateful, unroll, **kwargs)
        self.units = cell.units

    def _twin(self):
        return type(self)(
            self.units, return_sequences=self.return_sequences, return_state=self.return_state,
            go_backwards=not self.go_backwards, stateful=self.stateful, name="backward_" + self.name,
        )

    def call(self, sequences, initial_state=None, mask=None, training=False):
        before = ops.breaks()
        ops.require_axis_count(sequences, 3, 3)
        if ops.breaks() > before:
            return ops.unknown()
        if ops.is_tensor(initial_state):
            initial_state = [initial_state]
        if isinstance(initial_state, (list, tuple)):
            self._check_states(initial_state)
            if ops.breaks() > before:
                initial_state = None
        return super().call(sequences, initial_state, mask)

    def _check_states(self, states):
        """Each as wide as the layer. Symbolic calls are let pass by Keras; what they build cannot run."""
        wanted = self.cell._states
        if not ops.check_that(len(states) >= wanted, "initial_state", "state-count", str(wanted)):
            return None
        for state in states[:wanted]:
            if ops.is_tensor(state) and not ops.is_unknown(ops.sizes(state)) and len(ops.sizes(state)) == 2:
                ops.require_axis_size(state, -1, self.units, "initial state")


class SimpleRNN(_KnownRNN):
    def __init__(
        self, units, activation="tanh", use_bias=True, kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal", bias_initializer="zeros", kernel_regularizer=None,
        recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,
        recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, return_sequences=False,
        return_state=False, go_backwards=False, stateful=False, unroll=False, seed=None, **kwargs,
    ):
        cell = SimpleRNNCell(units, activation, use_bias=use_bias, name="simple_rnn_cell")
        self._start(cell, return_sequences, return_state, go_backwards, stateful, unroll, kwargs)


class LSTM(_KnownRNN):
    def __init__(
        self, units, activation="tanh", recurrent_activation="sigmoid", use_bias=True,
        kernel_initializer="glorot_uniform", recurrent_initializer="orthogonal", bias_initializer="zeros",
        unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None,
        activity_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0,
        recurrent_dropout=0.0, seed=None, return_sequences=False, return_state=False, go_backwards=False,
        stateful=False, unroll=False, use_cudnn="auto", **kwargs,
    ):
        cell = LSTMCell(units, activation, use_bias=use_bias, name="lstm_cell")
        self._start(cell, return_sequences, return_state, go_backwards, stateful, unroll, kwargs)


class GRU(_KnownRNN):
    def __init__(
        self, units, activation="tanh", recurrent_activation="sigmoid", use_bias=True,
        kernel_initializer="glorot_uniform", recurrent_initializer="orthogonal", bias_initializer="zeros",
        kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None,
        kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0,
        seed=None, return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False,
        reset_after=True, use_cudnn="auto", **kwargs,
    ):
        cell = GRUCell(units, activation, use_bias=use_bias, reset_after=reset_after, name="gru_cell")
        self._start(cell, return_sequences, return_state, go_backwards, stateful, unroll, kwargs)


CuDNNLSTM = LSTM
CuDNNGRU = GRU


class Bidirectional(Layer):
    def __init__(self, layer, merge_mode="concat", weights=None, backward_layer=None, **kwargs):
        super().__init__(**kwargs)
        self.forward_layer = layer
        if backward_layer is not None:
            self.backward_layer = backward_layer
        elif isinstance(layer, _KnownRNN):
            self.backward_layer = layer._twin()
        else:
            self.backward_layer = layer
        self.merge_mode = merge_mode
        self.return_sequences = layer.return_sequences
        self.return_state = layer.return_state
        if self._first_shape is None:
            self._first_shape = layer._first_shape

    def call(self, sequences, initial_state=None, mask=None, training=None):
        before = ops.breaks()
        first, second = _halves(initial_state)
        there = self.forward_layer(sequences, initial_state=first)
        if ops.breaks() > before:
            return ops.unknown()
        back = self.backward_layer(sequences, initial_state=second)
        states = ()
        if self.return_state:
            if not isinstance(there, (tuple, list)) or not isinstance(back, (tuple, list)):
                return ops.unknown()
            states = (*there[1:], *back[1:])
            there, back = there[0], back[0]
        if self.merge_mode == "concat":
            output = ops.cat([there, back], -1)
        elif self.merge_mode is None:
            return (there, back, *states) if self.return_state else (there, back)
        else:
            output = ops.elementwise("mul" if self.merge_mode == "mul" else "add", there, back)
        return (output, *states) if self.return_state else output


def _halves(states):
    """Those of the way there, then those of the way back."""
    if not isinstance(states, (list, tuple)):
        return None, None
    half = len(states) // 2
    return list(states[:half]), list(states[half:])


class TimeDistributed(Layer):
    def __init__(self, layer, **kwargs):
        super().__init__(**kwargs)
        self.layer = layer

    def call(self, inputs, training=None, mask=None):
        before = ops.breaks()
        ops.require_axis_count(inputs, 3)
        if ops.breaks() > before:
            return ops.unknown()
        sizes = ops.sizes(inputs)
        if ops.is_unknown(sizes):
            return ops.unknown()
        output = self.layer(ops.select(inputs, 1, 0), training=training)
        if not ops.is_tensor(output) or ops.is_unknown(ops.sizes(output)):
            return ops.unknown()
        return ops.resized(output, (sizes[0], sizes[1], *ops.sizes(output)[1:]))


class _ConvLSTM(Layer):
    """An LSTM whose products are convolutions, over (batch, time, space…, channels)."""

    def _start(
        self, rank, filters, kernel_size, strides, padding, data_format, dilation_rate, use_bias, return_sequences,
        return_state, go_backwards, stateful, kwargs,
    ):
        super().__init__(**kwargs)
        self.rank = rank
        self.filters = filters
        self.kernel_size = tuple_of(kernel_size, rank)
        self.strides = tuple_of(strides, rank)
        self.padding = padding
        self.data_format = standard_format(data_format)
        self.dilation_rate = tuple_of(dilation_rate, rank)
        self.use_bias = use_bias
        self.return_sequences = return_sequences
        self.return_state = return_state
        self.go_backwards = go_backwards
        self.stateful = stateful

    def build(self, sequences_shape, initial_state_shape=None):
        channels = ops.size("channels")
        if isinstance(sequences_shape, tuple) and len(sequences_shape) == self.rank + 3:
            channels = sequences_shape[2] if self.data_format == "channels_first" else sequences_shape[-1]
        if channels is None:
            ops.check_that(False, "input", "undefined-axis", "-1")
            channels = ops.size("channels")
        self.kernel = self.add_weight((*self.kernel_size, channels, 4 * self.filters))
        self.recurrent_kernel = self.add_weight((*self.kernel_size, self.filters, 4 * self.filters))
        self.bias = self.add_weight((4 * self.filters,)) if self.use_bias else None
        self._stepped = ops.full((*self.kernel_size, channels, self.filters), float32)
        self.built = True

    def call(self, sequences, initial_state=None, mask=None, training=False):
        before = ops.breaks()
        ops.require_axis_count(sequences, self.rank + 3, self.rank + 3)
        if ops.breaks() > before:
            return ops.unknown()
        sizes = ops.sizes(sequences)
        if ops.is_unknown(sizes):
            return ops.unknown()
        step = _convolutions[self.rank](
            floating(ops.select(sequences, 1, 0)), self._stepped, None, self.strides, standard_padding(self.padding),
            self.dilation_rate, 1, self.data_format, "channels_last",
        )
        if ops.is_unknown(ops.sizes(step)):
            return ops.unknown()
        output = ops.resized(step, (sizes[0], sizes[1], *ops.sizes(step)[1:])) if self.return_sequences else step
        return (output, step, step) if self.return_state else output


class ConvLSTM1D(_ConvLSTM):
    def __init__(
        self, filters, kernel_size, strides=1, padding="valid", data_format=None, dilation_rate=1, activation="tanh",
        recurrent_activation="sigmoid", use_bias=True, kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal", bias_initializer="zeros", unit_forget_bias=True, kernel_regularizer=None,
        recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,
        recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None,
        return_sequences=False, return_state=False, go_backwards=False, stateful=False, **kwargs,
    ):
        self._start(
            1, filters, kernel_size, strides, padding, data_format, dilation_rate, use_bias, return_sequences,
            return_state, go_backwards, stateful, kwargs,
        )


class ConvLSTM2D(_ConvLSTM):
    def __init__(
        self, filters, kernel_size, strides=1, padding="valid", data_format=None, dilation_rate=1, activation="tanh",
        recurrent_activation="sigmoid", use_bias=True, kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal", bias_initializer="zeros", unit_forget_bias=True, kernel_regularizer=None,
        recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,
        recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None,
        return_sequences=False, return_state=False, go_backwards=False, stateful=False, **kwargs,
    ):
        self._start(
            2, filters, kernel_size, strides, padding, data_format, dilation_rate, use_bias, return_sequences,
            return_state, go_backwards, stateful, kwargs,
        )


class ConvLSTM3D(_ConvLSTM):
    def __init__(
        self, filters, kernel_size, strides=1, padding="valid", data_format=None, dilation_rate=1, activation="tanh",
        recurrent_activation="sigmoid", use_bias=True, kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal", bias_initializer="zeros", unit_forget_bias=True, kernel_regularizer=None,
        recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,
        recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None,
        return_sequences=False, return_state=False, go_backwards=False, stateful=False, **kwargs,
    ):
        self._start(
            3, filters, kernel_size, strides, padding, data_format, dilation_rate, use_bias, return_sequences,
            return_state, go_backwards, stateful, kwargs,
        )
