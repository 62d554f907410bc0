// Recurrent layers: a cell, run over time, which is the second axis.
import { ops } from "shapeline";
import { toFloating } from "@tensorflow/tfjs-core/convert";
import { checkActivation } from "@tensorflow/tfjs-layers/activations";
import { one } from "@tensorflow/tfjs-layers/graph";
import { KnownLayer, Layer } from "@tensorflow/tfjs-layers/layer";
import { convolve, each } from "@tensorflow/tfjs-layers/layers/windows";

const __public__ = "tf.layers";

// The base of cells that a program writes itself.
export class RNNCell extends Layer {}

class KnownCell extends KnownLayer {
  constructor(gates, states, args) {
    super(args);
    this.units = args.units;
    this.gates = gates;
    this.stateSize = states === 1 ? this.units : Array(states).fill(this.units);
    this.useBias = args.useBias ?? true;
    ops.check_that(this.units > 0, "units", "not-positive");
    checkActivation(args.activation);
    checkActivation(args.recurrentActivation);
  }

  build(inputShape) {
    const shape = Array.isArray(inputShape[0]) ? inputShape[0] : inputShape;
    this.kernel = this.weight("kernel", [shape.at(-1), this.gates * this.units]);
    this.recurrentKernel = this.weight("recurrent_kernel", [this.units, this.gates * this.units]);
    this.bias = this.useBias ? this.weight("bias", [this.gates * this.units]) : null;
    this.built = true;
  }

  // One step: the output, and the states after it.
  call(inputs, kwargs) {
    const [x, ...states] = inputs;
    const output = this.step(x, states);
    return ops.is_unknown(output) ? output : [output, ...states.map(() => output)];
  }

  step(x, states) {
    const projected = ops.linear(toFloating(x), ops.t(this.kernel), this.bias);
    for (const state of states) {
      if (!ops.check_equal(state.shape.at(-1), this.units)) return ops.unknown();
    }
    return ops.full([...projected.shape.slice(0, -1), this.units], ops.dtype("float32"), -1, 1);
  }
}

class SimpleRNNCell extends KnownCell {
  constructor(args) {
    super(1, 1, args);
  }
}

class GRUCell extends KnownCell {
  constructor(args) {
    super(3, 1, args);
  }
}

class LSTMCell extends KnownCell {
  constructor(args) {
    super(4, 2, args);
  }
}

// Cells on top of each other: the states of the last one come first.
class StackedRNNCells extends KnownLayer {
  constructor(args) {
    super(args);
    this.cells = args.cells;
    this.stateSize = [...this.cells].reverse().flatMap((cell) => cell.stateSize);
  }

  build(inputShape) {
    let shape = Array.isArray(inputShape[0]) ? inputShape[0] : inputShape;
    for (const cell of this.cells) {
      cell.build(shape);
      cell.built = true;
      shape = [shape[0], [cell.stateSize].flat()[0]];
    }
    this.built = true;
  }

  step(x, states) {
    let output = x;
    for (const cell of this.cells) output = stepOf(cell, output);
    return output;
  }

  get weights() {
    return this.cells.flatMap((cell) => cell.weights);
  }
}

// What one step of a cell gives: a cell of the program's own is asked with states of zeros.
function stepOf(cell, x) {
  if (cell.step != null) return cell.step(x, []);
  const states = [cell.stateSize].flat().map((size) => ops.full([x.shape[0], size], ops.dtype("float32")));
  return cell.call([x, ...states], {})[0];
}

export class RNN extends KnownLayer {
  constructor(args) {
    super(args);
    this.cell = Array.isArray(args.cell) ? new StackedRNNCells({ cells: args.cell }) : args.cell;
    this.returnSequences = args.returnSequences ?? false;
    this.returnState = args.returnState ?? false;
    this.inputSpec = { ndim: 3 };
  }

  takes(inputs) {
    return super.takes(one(inputs));
  }

  build(inputShape) {
    const shape = Array.isArray(inputShape[0]) ? inputShape[0] : inputShape;
    if (this.stateful) ops.check_that(this.hasBatch(), "stateful", "stateful-without-batch");
    this.cell.build([shape[0], ...shape.slice(2)]);
    this.built = true;
  }

  hasBatch() {
    return this.batchInputShape == null ? undefined : this.batchInputShape[0] != null;
  }

  get weights() {
    return this.cell.weights;
  }

  // Initial states come behind the input or by name.
  call(inputs, kwargs) {
    const x = one(inputs);
    const given = Array.isArray(inputs) ? inputs.slice(1) : [kwargs?.initialState ?? []].flat();
    const sizes = [this.cell.stateSize].flat();
    if (given.length > 0 && !this.fitsStates(given, sizes)) return ops.unknown();
    const output = stepOf(this.cell, ops.select(x, 1, 0));
    if (ops.is_unknown(output)) return output;
    const [batch, time] = x.shape;
    const widths = output.shape.slice(1);
    const sequence = ops.resized(output, this.returnSequences ? [batch, time, ...widths] : [batch, ...widths]);
    if (!this.returnState) return sequence;
    return [sequence, ...sizes.map((size) => this.stateOf(output, size))];
  }

  stateOf(output, size) {
    return ops.full([output.shape[0], size], ops.dtype("float32"));
  }

  fitsStates(states, sizes) {
    if (!ops.check_that(states.length === sizes.length, "initialState", "state-count")) return false;
    return states.every((state, i) => ops.check_equal(state.shape.at(-1), sizes[i]));
  }
}

class SimpleRNN extends RNN {
  constructor(args) {
    super({ ...args, cell: new SimpleRNNCell(args) });
    this.units = args.units;
  }
}

class GRU extends RNN {
  constructor(args) {
    super({ ...args, cell: new GRUCell(args) });
    this.units = args.units;
  }
}

class LSTM extends RNN {
  constructor(args) {
    super({ ...args, cell: new LSTMCell(args) });
    this.units = args.units;
  }
}

// A cell whose products are convolutions.
class ConvLSTM2DCell extends KnownLayer {
  constructor(args) {
    super(args);
    this.filters = args.filters;
    this.stateSize = [this.filters, this.filters];
    this.kernelSize = each(args.kernelSize, 2, "kernelSize");
    this.strides = each(args.strides, 2, "strides", 1);
    this.dilationRate = each(args.dilationRate, 2, "dilationRate", 1);
    this.padding = args.padding ?? "valid";
    this.dataFormat = args.dataFormat ?? "channelsLast";
    this.useBias = args.useBias ?? true;
    ops.check_that(this.filters > 0, "filters", "not-positive");
  }

  build(inputShape) {
    const channels = inputShape.at(this.dataFormat === "channelsFirst" ? 1 : -1);
    this.kernel = this.weight("kernel", [...this.kernelSize, channels, 4 * this.filters]);
    this.recurrentKernel = this.weight("recurrent_kernel", [...this.kernelSize, this.filters, 4 * this.filters]);
    this.bias = this.useBias ? this.weight("bias", [4 * this.filters]) : null;
    this.inputKernel = ops.full([...this.kernelSize, channels, this.filters], ops.dtype("float32"));
    this.built = true;
  }

  step(x, states) {
    const { strides, padding, dilationRate: dilations, dataFormat } = this;
    return convolve(toFloating(x), this.inputKernel, null, { rank: 2, strides, padding, dilations, dataFormat });
  }
}

class ConvLSTM2D extends RNN {
  constructor(args) {
    super({ ...args, cell: new ConvLSTM2DCell(args) });
    this.filters = args.filters;
    this.inputSpec = { ndim: 5 };
  }

  stateOf(output, size) {
    return output;
  }
}

export {
  ConvLSTM2D as convLstm2d,
  ConvLSTM2DCell as convLstm2dCell,
  GRU as gru,
  GRUCell as gruCell,
  LSTM as lstm,
  LSTMCell as lstmCell,
  RNN as rnn,
  SimpleRNN as simpleRNN,
  SimpleRNNCell as simpleRNNCell,
  StackedRNNCells as stackedRNNCells,
};
