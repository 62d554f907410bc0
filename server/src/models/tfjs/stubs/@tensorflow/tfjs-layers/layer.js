// The base class of all layers and models. A layer is built from the first shape that it is applied to; applied to symbolic tensors it
// becomes part of a graph.
import { ops } from "shapeline";
import { dtypeOf, float32 } from "@tensorflow/tfjs-core/convert";
import { isSameShape, textOf } from "@tensorflow/tfjs-core/shapes";
import { isSymbolic, one, placeholder, remember, single, toList } from "@tensorflow/tfjs-layers/graph";

const __public__ = "tf.layers";

export class Layer {
  // What the layer takes: `{ ndim }` axes, or at least `{ minNDim }`, in one input.
  inputSpec = null;

  constructor(args = {}) {
    this.name = args?.name ?? ops.unknown();
    this.isUnnamed = args?.name == null;
    this.isTrainable = args?.trainable ?? true;
    this.dtype = args?.dtype ?? args?.inputDType ?? "float32";
    this.batchInputShape =
      args?.batchInputShape ??
      (args?.inputShape == null ? null : [args.batchSize ?? null, ...toSizes(args.inputShape)]);
    this.built = false;
    this.stateful = args?.stateful ?? false;
    this.initialWeights = args?.weights ?? null;
    this.ownWeights = [];
    this.calls = [];
  }

  apply(inputs, kwargs) {
    if (!isSymbolic(inputs)) return this.run(inputs, kwargs);
    const before = ops.breaks();
    if (!this.isReadyFor(inputs)) return ops.unknown();
    const outputs = this.symbolic(inputs, kwargs ?? {});
    if (ops.is_unknown(outputs)) return outputs;
    remember(outputs, this, inputs, kwargs, ops.breaks() > before);
    this.calls.push({ inputs, outputs });
    return ops.came_out(this, outputs);
  }

  // The forward pass.
  run(inputs, kwargs) {
    if (ops.is_unknown(inputs)) return ops.unknown();
    return this.isReadyFor(inputs) ? ops.came_out(this, this.call(inputs, kwargs ?? {})) : ops.unknown();
  }

  // The same within a model, which calls the layers of the program's own on a list, even of one.
  runWithin(inputs, kwargs) {
    if (ops.is_unknown(inputs)) return ops.unknown();
    return this.isReadyFor(inputs) ? ops.came_out(this, this.call(toList(inputs), kwargs ?? {})) : ops.unknown();
  }

  isReadyFor(inputs) {
    if (!this.takes(inputs)) return false;
    if (!this.built) {
      this.build(shapesOf(inputs));
      this.built = true;
      if (this.initialWeights != null) this.setWeights(this.initialWeights);
    }
    return true;
  }

  // A stack begins with a layer that says what comes in.
  saysItsInput() {
    return ops.check_that(this.batchInputShape != null, "layer", "first-layer-without-shape");
  }

  takes(inputs) {
    if (this.inputSpec == null) return true;
    const { ndim, minNDim } = this.inputSpec;
    return toList(inputs).every((x) =>
      ndim != null ? ops.check_rank(x, [ndim]) : minNDim == null || ops.check_rank(x, [], minNDim),
    );
  }

  // A class of the program's own says by itself what comes out of it; unless it does, that is what went in.
  symbolic(inputs, kwargs) {
    const shape = this.computeOutputShape(shapesOf(inputs));
    if (ops.is_unknown(shape)) return ops.unknown();
    const batch = one(inputs).shape[0];
    const make = (each) =>
      ops.full(
        each.map((size, axis) => size ?? (axis === 0 ? batch : ops.open_size("N"))),
        ops.dtype_of(one(inputs)),
      );
    return Array.isArray(shape[0]) ? shape.map(make) : make(shape);
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
    const weight = new LayerVariable(
      name,
      ops.parameter(ops.full(shape, dtypeOf(dtype, float32)), trainable),
      trainable ?? true,
    );
    this.ownWeights.push(weight);
    return weight;
  }

  addLoss(losses) {}
  invokeCallHook(inputs, kwargs) {}
  setCallHook(callHook) {}
  clearCallHook() {}
  setFastWeightInitDuringBuild(value) {}
  computeMask(inputs, mask) {
    return mask;
  }

  get weights() {
    return this.ownWeights;
  }

  get trainable() {
    return this.isTrainable;
  }

  set trainable(value) {
    this.isTrainable = value;
    this.freeze(value);
  }

  // The weights that it made itself train or do not, unless they never do.
  freeze(value) {
    for (const weight of this.ownWeights) weight.trainable = weight.mayTrain && value;
  }

  get trainableWeights() {
    return this.trainable ? this.weights.filter((weight) => weight.trainable) : [];
  }

  get nonTrainableWeights() {
    return this.trainable ? this.weights.filter((weight) => !weight.trainable) : this.weights;
  }

  getWeights(trainableOnly) {
    return (trainableOnly === true ? this.trainableWeights : this.weights).map((weight) => weight.val);
  }

  // As many tensors as there are weights, each of its weight's shape.
  setWeights(weights) {
    ops.note_call();
    if (!Array.isArray(weights)) return;
    const own = this.weights;
    const counts = `${weights.length} for ${own.length}`;
    if (!ops.check_call(weights.length === own.length, "weights", "weight-count", counts)) return;
    own.forEach(({ val }, i) => {
      const given = weights[i];
      if (!ops.is_tensor(given)) return;
      const shapes = `${textOf(given.shape)} for ${textOf(val.shape)}`;
      ops.check_call(isSameShape(given.shape, val.shape), "weights", "weight-shape", shapes);
    });
  }

  countParams() {
    return this.weights.reduce((total, weight) => total + weight.val.size, 0);
  }

  get input() {
    return this.calls[0]?.inputs ?? ops.unknown();
  }

  get output() {
    return this.calls[0]?.outputs ?? ops.unknown();
  }

  get outputShape() {
    const outputs = this.output;
    return Array.isArray(outputs) ? outputs.map((each) => each.shape) : outputs.shape;
  }

  getInputAt(nodeIndex) {
    return this.calls[nodeIndex]?.inputs ?? ops.unknown();
  }

  getOutputAt(nodeIndex) {
    return this.calls[nodeIndex]?.outputs ?? ops.unknown();
  }

  // Whether what a model is asked for has the shape that this layer said its input has.
  takesInput(x, expected, which) {
    return ops.check_input(x, expected, which);
  }

  getClassName() {
    return this.constructor.className ?? this.constructor.name;
  }

  getConfig() {
    return ops.unknown();
  }

  resetStates() {}
  dispose() {}
}

// A layer of the library: what comes out of it symbolically is what its forward pass gives.
export class KnownLayer extends Layer {
  symbolic(inputs, kwargs) {
    return this.call(inputs, kwargs);
  }

  runWithin(inputs, kwargs) {
    return this.run(inputs, kwargs);
  }

  weight(name, shape, trainable) {
    return this.addWeight(name, shape, null, null, null, trainable).val;
  }
}

// A weight of a layer: read it to get the tensor.
export class LayerVariable {
  constructor(name, val, trainable) {
    this.mayTrain = trainable;
    this.trainable = trainable;
    this.name = name;
    this.originalName = name;
    this.val = val;
  }

  get shape() {
    return this.val.shape;
  }

  get dtype() {
    return this.val.dtype;
  }

  read() {
    return this.val;
  }

  write(newVal) {
    return this;
  }

  dispose() {}
}

// Where a graph begins. The first layer of a stack may own it: then it is that one's `inputShape` which says what comes in.
export class InputLayer extends KnownLayer {
  constructor(args) {
    super(args);
    this.owner = args.owner ?? null;
    if (this.batchInputShape == null) this.batchInputShape = [args.batchSize ?? null, ...toSizes(args.inputShape)];
    this.built = true;
    const tensor = placeholder(this.batchInputShape, this.dtype, this);
    this.calls = [{ inputs: tensor, outputs: tensor }];
  }

  takesInput(x, expected, which) {
    return this.owner == null ? super.takesInput(x, expected, which) : this.owner.takesInput(x, expected, which);
  }
}

export { InputLayer as inputLayer };

// `tf.input`: the tensor that an input layer gives.
export function input(config) {
  const shape = config.batchShape ?? [null, ...toSizes(config.shape)];
  return new InputLayer({ batchInputShape: shape, dtype: config.dtype, name: config.name }).output;
}

function toSizes(shape) {
  return typeof shape === "number" ? [shape] : shape;
}

function shapesOf(inputs) {
  return Array.isArray(inputs) ? single(inputs.map((each) => each.shape)) : inputs.shape;
}
