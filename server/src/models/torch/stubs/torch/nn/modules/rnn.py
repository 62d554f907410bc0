"""Recurrent layers and cells, with their weights by layer and direction as PyTorch names them.

A packed sequence goes through as the padded tensor that it remembers.
"""
from shapeline import ops
from torch.nn.modules.module import Module
from torch.nn.parameter import optional_parameter, parameter
from torch.nn.utils.rnn import PackedSequence, packed

__public__ = "torch.nn"

_gates = {"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1}


class RNNBase(Module):
    def __init__(
        self, mode, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
        bidirectional=False, proj_size=0, device=None, dtype=None,
    ):
        super().__init__()
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = dropout
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        gate_size = _gates[mode] * hidden_size
        state_size = hidden_size if proj_size == 0 else proj_size
        directions = ("", "_reverse") if bidirectional else ("",)
        features = input_size
        for layer in range(num_layers):
            for suffix in directions:
                self._add_weights("_l" + str(layer) + suffix, features, gate_size, state_size, dtype)
            features = state_size * len(directions)

    def _add_weights(self, suffix, features, gate_size, state_size, dtype):
        setattr(self, "weight_ih" + suffix, parameter((gate_size, features), dtype))
        setattr(self, "weight_hh" + suffix, parameter((gate_size, state_size), dtype))
        if self.bias:
            setattr(self, "bias_ih" + suffix, parameter((gate_size,), dtype))
            setattr(self, "bias_hh" + suffix, parameter((gate_size,), dtype))
        if self.proj_size:
            setattr(self, "weight_hr" + suffix, parameter((self.proj_size, self.hidden_size), dtype))

    def flatten_parameters(self):
        return None

    def reset_parameters(self):
        return None

    @property
    def all_weights(self):
        return [[parameter for name, parameter in ops.own_parameters(self)]]

    def forward(self, input, hx=None):
        if isinstance(input, PackedSequence):
            output, hidden = self._run(input.padded, hx, input.batch_first, input.lengths)
            return packed(output, input.batch_first, input.lengths), hidden
        return self._run(input, hx, self.batch_first, None)


class RNN(RNNBase):
    def __init__(
        self, input_size, hidden_size, num_layers=1, nonlinearity="tanh", bias=True, batch_first=False, dropout=0.0,
        bidirectional=False, device=None, dtype=None,
    ):
        if isinstance(nonlinearity, (bool, int, float)) or (isinstance(nonlinearity, str) and nonlinearity not in ("tanh", "relu")):
            raise ValueError(nonlinearity)
        mode = "RNN_RELU" if nonlinearity == "relu" else "RNN_TANH"
        super().__init__(
            mode, input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, 0, device, dtype,
        )
        self.nonlinearity = nonlinearity

    def _run(self, input, hx, batch_first, lengths):
        return ops.rnn(
            input, hx, self.input_size, self.hidden_size, self.num_layers, self.bidirectional, batch_first,
            self.proj_size, lengths,
        )


class LSTM(RNNBase):
    def __init__(
        self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False,
        proj_size=0, device=None, dtype=None,
    ):
        super().__init__(
            "LSTM", input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, proj_size, device,
            dtype,
        )

    def _run(self, input, hx, batch_first, lengths):
        # Where a pair is wanted, the first two items of a tensor are one as well.
        if ops.is_tensor(hx) and input.dim() == 2 and hx.dim() == 3:
            hx = (hx[0], hx[1])
        return ops.lstm(
            input, hx, self.input_size, self.hidden_size, self.num_layers, self.bidirectional, batch_first,
            self.proj_size, lengths,
        )


class GRU(RNNBase):
    def __init__(
        self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False,
        device=None, dtype=None,
    ):
        super().__init__(
            "GRU", input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, 0, device, dtype,
        )

    def _run(self, input, hx, batch_first, lengths):
        return ops.gru(
            input, hx, self.input_size, self.hidden_size, self.num_layers, self.bidirectional, batch_first,
            self.proj_size, lengths,
        )


class RNNCellBase(Module):
    def __init__(self, input_size, hidden_size, bias, num_chunks, device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        self.weight_ih = parameter((num_chunks * hidden_size, input_size), dtype)
        self.weight_hh = parameter((num_chunks * hidden_size, hidden_size), dtype)
        self.bias_ih = optional_parameter(bias, (num_chunks * hidden_size,), dtype)
        self.bias_hh = optional_parameter(bias, (num_chunks * hidden_size,), dtype)

    def reset_parameters(self):
        return None


class RNNCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 1, device, dtype)
        self.nonlinearity = nonlinearity

    def forward(self, input, hx=None):
        return ops.rnn_cell(input, hx, self.input_size, self.hidden_size)


class LSTMCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 4, device, dtype)

    def forward(self, input, hx=None):
        return ops.lstm_cell(input, hx, self.input_size, self.hidden_size)


class GRUCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 3, device, dtype)

    def forward(self, input, hx=None):
        return ops.gru_cell(input, hx, self.input_size, self.hidden_size)
