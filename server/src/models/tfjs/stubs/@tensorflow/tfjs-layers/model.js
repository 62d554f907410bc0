// Models: graphs of layers, with what trains and asks them. Training is one forward pass here: it changes no shape.
import { ops } from "shapeline";
import { History, notify } from "@tensorflow/tfjs-layers/callbacks";
import { layersOf, runGraph, single, toList } from "@tensorflow/tfjs-layers/graph";
import { Layer } from "@tensorflow/tfjs-layers/layer";

const __public__ = "tf";

// Tensors by the names of the inputs come in some order that is not known.
function fed(x) {
  return x != null && !Array.isArray(x) && !ops.is_tensor(x) && typeof x === "object" ? Object.values(x) : toList(x);
}

export class LayersModel extends Layer {
  constructor(args = {}) {
    super(args);
    this.inputs = toList(args.inputs ?? []);
    this.outputs = toList(args.outputs ?? []);
    this.layers = layersOf(this.outputs);
    this.built = true;
  }

  call(inputs, kwargs) {
    return single(runGraph(this.inputs, this.outputs, fed(inputs)));
  }

  get input() {
    return single(this.inputs);
  }

  get output() {
    return single(this.outputs);
  }

  get outputShape() {
    return single(this.outputs.map((each) => each.shape));
  }

  get weights() {
    return this.layers.flatMap((layer) => layer.weights);
  }

  getLayer(nameOrIndex, index) {
    if (typeof nameOrIndex === "number") return this.layers[nameOrIndex];
    if (index != null) return this.layers[index];
    return this.layers.find((layer) => layer.name === nameOrIndex);
  }

  compile(args) {
    this.optimizer = args.optimizer;
    this.loss = args.loss;
    this.metrics = args.metrics ?? [];
  }

  predict(x, args) {
    return this.call(x);
  }

  predictOnBatch(x) {
    return this.call(x);
  }

  fit(x, y, args = {}) {
    this.call(x);
    if (args.validationData != null) this.call(args.validationData[0]);
    notify(args.callbacks);
    return new History();
  }

  fitDataset(dataset, args = {}) {
    notify(args.callbacks);
    return new History();
  }

  evaluate(x, y, args) {
    this.call(x);
    return ops.unknown();
  }

  evaluateDataset(dataset, args) {
    return ops.unknown();
  }

  trainOnBatch(x, y) {
    this.call(x);
    return ops.unknown();
  }

  stopTraining = false;

  summary(lineLength, positions, printFn) {}
  save(handlerOrURL, config) {
    return ops.unknown();
  }
  loadWeights(weights, strict) {}
}

export { LayersModel as model };
