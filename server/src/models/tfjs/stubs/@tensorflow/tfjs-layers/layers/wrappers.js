// Layers around another layer.
import { ops } from "shapeline";
import { one } from "@tensorflow/tfjs-layers/graph";
import { KnownLayer } from "@tensorflow/tfjs-layers/layer";

const __public__ = "tf.layers";

class Wrapper extends KnownLayer {
  constructor(args) {
    super(args);
    this.layer = args.layer;
  }

  get weights() {
    return this.layer.weights;
  }
}

// The layer at every step of time, the second axis.
class TimeDistributed extends Wrapper {
  takes(inputs) {
    return ops.check_rank(one(inputs), [], 3);
  }

  build(inputShape) {
    if (!this.layer.built) {
      this.layer.build([inputShape[0], ...inputShape.slice(2)]);
      this.layer.built = true;
    }
    this.built = true;
  }

  call(inputs, kwargs) {
    const x = one(inputs);
    const output = one(this.layer.call(ops.select(x, 1, 0), kwargs));
    if (ops.is_unknown(output)) return output;
    const [batch, time] = x.shape;
    return ops.expand(ops.unsqueeze(output, 1), [batch, time, ...output.shape.slice(1)]);
  }
}

// A recurrent layer forwards and backwards; what both give is merged.
class Bidirectional extends Wrapper {
  constructor(args) {
    super(args);
    this.mergeMode = args.mergeMode === undefined ? "concat" : args.mergeMode;
    const modes = ["sum", "mul", "concat", "ave"];
    const known = this.mergeMode === null || modes.includes(this.mergeMode);
    ops.check_that(known, "mergeMode", "unknown-merge-mode", this.mergeMode ?? "null");
  }

  takes(inputs) {
    return this.layer.takes(one(inputs));
  }

  build(inputShape) {
    this.layer.build(Array.isArray(inputShape[0]) ? inputShape[0] : inputShape);
    this.layer.built = true;
    this.built = true;
  }

  get weights() {
    return [...this.layer.weights, ...this.layer.weights];
  }

  call(inputs, kwargs) {
    const given = Array.isArray(inputs) ? inputs.slice(1) : [kwargs?.initialState ?? []].flat();
    const forward = this.layer.call(one(inputs), { initialState: given.slice(0, given.length / 2) });
    if (ops.is_unknown(forward)) return forward;
    const output = one(forward);
    const merged = this.merged(output);
    if (!this.layer.returnState) return merged;
    const states = forward.slice(1);
    return [...[merged].flat(), ...states, ...states];
  }

  merged(output) {
    if (this.mergeMode === null) return [output, output];
    return this.mergeMode === "concat" ? ops.cat([output, output], -1) : ops.elementwise("add", output, output);
  }
}

export { Bidirectional as bidirectional, TimeDistributed as timeDistributed };
