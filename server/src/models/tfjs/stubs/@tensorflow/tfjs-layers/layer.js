// The base class of all layers and models. A layer is built from the first shape that it is applied to; applied to symbolic tensors it
// becomes part of a graph.
import { ops } from "shapeline";
import { dtypeOf, float32 } from "@tensorflow/tfjs-core/convert";
import { isSymbolic, one, remember, single, toList } from "@tensorflow/tfjs-layers/graph";

const __public__ = "tf.layers";

export class Layer {
  constructor(args = {}) {
    this.name = args.name ?? ops.unknown();
    this.trainable = args.trainable ?? true;
    this.dtype = args.dtype ?? "float32";
    this.batchInputShape =
      args.batchInputShape ?? (args.inputShape == null ? null : [args.batchSize ?? null, ...args.inputShape]);
    this.built = false;
    this.ownWeights = [];
    this.appliedTo = [];
    this.gave = [];
  }

  // A class of the program's own says by itself what comes out of it symbolically.
  apply(inputs, kwargs) {
    if (!this.built) {
      this.build(Array.isArray(inputs) ? inputs.map((each) => each.shape) : inputs.shape);
      this.built = true;
    }
    const symbolic = isSymbolic(inputs);
    const before = ops.reports();
    const saysItself = symbolic && this.computeOutputShape !== Layer.prototype.computeOutputShape;
    const outputs = saysItself ? this.symbolicOutputs(inputs) : this.call(inputs, kwargs ?? {});
    if (symbolic) {
      remember(outputs, this, inputs, ops.reports() > before);
      this.appliedTo = toList(inputs);
      this.gave = toList(outputs);
    }
    return outputs;
  }

  symbolicOutputs(inputs) {
    const given = Array.isArray(inputs) ? inputs.map((each) => each.shape) : inputs.shape;
    const shape = this.computeOutputShape(given);
    const shapes = Array.isArray(shape[0]) ? shape : [shape];
    const batch = one(inputs).shape[0];
    const made = shapes.map((each) =>
      ops.full(
        each.map((size) => size ?? batch),
        dtypeOf(this.dtype),
      ),
    );
    return Array.isArray(shape[0]) ? made : made[0];
  }

  build(inputShape) {
    this.built = true;
  }

  call(inputs, kwargs) {
    return inputs;
  }

  computeOutputShape(inputShape) {
    return inputShape;
  }

  addWeight(name, shape, dtype, initializer, regularizer, trainable = true) {
    const weight = ops.parameter(ops.full(shape, dtypeOf(dtype, float32)), trainable);
    this.ownWeights.push(weight);
    return weight;
  }

  get weights() {
    return this.ownWeights;
  }

  get trainableWeights() {
    return this.trainable ? this.weights : [];
  }

  get nonTrainableWeights() {
    return this.trainable ? [] : this.weights;
  }

  getWeights(trainableOnly) {
    return this.weights;
  }

  setWeights(weights) {}

  countParams() {
    return this.weights.reduce((total, weight) => total + weight.size, 0);
  }

  get input() {
    return single(this.appliedTo);
  }

  get output() {
    return single(this.gave);
  }

  get outputShape() {
    return single(this.gave.map((each) => each.shape));
  }

  getClassName() {
    return this.constructor.name;
  }

  getConfig() {
    return ops.unknown();
  }

  dispose() {}
}
