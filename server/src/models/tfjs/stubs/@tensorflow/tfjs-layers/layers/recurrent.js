// Recurrent layers: over time, the second axis.
import { ops } from "shapeline";
import { toFloating } from "@tensorflow/tfjs-core/convert";
import { one } from "@tensorflow/tfjs-layers/graph";
import { Layer } from "@tensorflow/tfjs-layers/layer";

const __public__ = "tf.layers";

class Recurrent extends Layer {
  constructor(gates, states, args) {
    super(args);
    this.units = args.units;
    this.gates = gates;
    this.states = states;
    this.returnSequences = args.returnSequences ?? false;
    this.returnState = args.returnState ?? false;
  }

  build(inputShape) {
    const shape = Array.isArray(inputShape[0]) ? inputShape[0] : inputShape;
    this.kernel = this.addWeight("kernel", [shape.at(-1), this.gates * this.units]);
    this.recurrentKernel = this.addWeight("recurrent_kernel", [this.units, this.gates * this.units]);
    this.bias = this.addWeight("bias", [this.gates * this.units]);
    this.built = true;
  }

  call(inputs, kwargs) {
    const x = toFloating(one(inputs));
    ops.require_rank(x, [3]);
    const projected = ops.linear(x, ops.t(this.kernel), this.bias);
    const [batch, time] = projected.shape;
    const sequence = ops.full([batch, time, this.units], ops.dtype("float32"), -1, 1);
    const last = ops.full([batch, this.units], ops.dtype("float32"), -1, 1);
    const output = this.returnSequences ? sequence : last;
    return this.returnState ? [output, ...Array(this.states).fill(last)] : output;
  }
}

class LSTM extends Recurrent {
  constructor(args) {
    super(4, 2, args);
  }
}

class GRU extends Recurrent {
  constructor(args) {
    super(3, 1, args);
  }
}

class SimpleRNN extends Recurrent {
  constructor(args) {
    super(1, 1, args);
  }
}

export { GRU as gru, LSTM as lstm, SimpleRNN as simpleRNN };
