// Models: graphs of layers, with what trains and asks them. Training is one forward pass and one loss here.
import { ops } from "shapeline";
import { Optimizer } from "@tensorflow/tfjs-core/train";
import { History, notify } from "@tensorflow/tfjs-layers/callbacks";
import { declaredSizes, layersOf, nodeOf, runGraph, single, toList, written } from "@tensorflow/tfjs-layers/graph";
import { KnownLayer } from "@tensorflow/tfjs-layers/layer";
import {
  column,
  compileLosses,
  compileMetrics,
  compileOptimizer,
  lossOn,
  lossOnBatch,
} from "@tensorflow/tfjs-layers/training";

const __public__ = "tf";

export class LayersModel extends KnownLayer {
  constructor(args) {
    super(args);
    this.inputs = toList(args?.inputs ?? []);
    this.outputs = toList(args?.outputs ?? []);
    this.layers = layersOf(this.inputs, this.outputs);
    this.built = true;
    this.isRefused = false;
    this.stopTraining = false;
  }

  takes(inputs) {
    return true;
  }

  call(inputs, kwargs) {
    return single(runGraph(this.inputs, this.outputs, toList(inputs)));
  }

  get input() {
    return single(this.inputs);
  }

  get output() {
    return single(this.outputs);
  }

  get inputNames() {
    return this.inputs.map(nameOf);
  }

  get outputNames() {
    return this.outputs.map(nameOf);
  }

  get weights() {
    return [...this.trainableWeights, ...this.nonTrainableWeights];
  }

  // The layers' own weights follow, whatever the layers say.
  freeze(value) {
    for (const layer of this.layers) if (!(layer instanceof LayersModel)) layer.freeze(value);
  }

  get trainableWeights() {
    return this.trainable ? this.layers.flatMap((layer) => layer.trainableWeights) : [];
  }

  get nonTrainableWeights() {
    const weights = this.layers.flatMap((layer) => layer.nonTrainableWeights);
    return this.trainable ? weights : [...this.layers.flatMap((layer) => layer.trainableWeights), ...weights];
  }

  getLayer(nameOrIndex, index) {
    const at = typeof nameOrIndex === "number" ? nameOrIndex : index;
    if (at != null) return this.layers[at];
    for (const layer of this.layers) {
      if (!ops.is_unknown(layer.name) && layer.name === nameOrIndex) return layer;
    }
    if (ops.is_written(nameOrIndex)) this.refuseName(nameOrIndex);
    return ops.unknown();
  }

  // Layers without a name get one that ends in a number, their inputs one that ends in "_input".
  refuseName(name) {
    const named = this.layers.filter((layer) => layer.isUnnamed !== true);
    if (named.some((layer) => !ops.is_written(layer.name))) return;
    const names = named.map((layer) => layer.name);
    const isFound = names.includes(name) || name.endsWith("_input") || "0123456789".includes(name.at(-1));
    ops.check_call(isFound, "nameOrIndex", "no-such-layer", `${name}|${names.join(", ")}`);
  }

  compile(args) {
    ops.note_call();
    this.optimizer = compileOptimizer(args.optimizer);
    this.loss = args.loss;
    this.lossFunctions = compileLosses(args.loss, this.outputNames);
    this.metrics = compileMetrics(args.metrics);
    this.collected = this.trainableWeights;
  }

  // An optimizer of the program's own may be another model's as well.
  noteTraining() {
    if (this.optimizer instanceof Optimizer) this.optimizer.noteTraining(this.collected.map((weight) => weight.val));
  }

  // The tensors for inputs or outputs: one, several, or by name.
  fed(x, tensors, end) {
    if (ops.is_unknown(x)) return tensors.map(() => ops.unknown());
    if (ops.is_tensor(x)) return [x];
    if (Array.isArray(x)) return x;
    const names = tensors.map(nameOf);
    return names.map((name) => {
      if (!ops.is_written(name)) return ops.unknown();
      if (ops.surely_lacks(x, name)) refuseKeys(x, names, name, end);
      return x[name] ?? ops.unknown();
    });
  }

  // Whether the tensors have the shapes that the model was made for.
  takesAll(values) {
    // What was refused when it was made, as a stack is whose first layer says no shape, was reported there.
    if (this.inputs.length === 0 || this.isRefused) return false;
    const counts = `${values.length} for ${this.inputs.length}`;
    if (!ops.check_call(values.length === this.inputs.length, "x", "tensor-count", counts)) return false;
    return values.every((value, i) => takesInput(value, this.inputs[i], i));
  }

  predict(x, args) {
    ops.note_call();
    const values = this.fed(x, this.inputs, "x");
    return this.takesAll(values) ? this.answer(values) : this.promised(values);
  }

  answer(values) {
    return this.run(single(values.map(column)), {});
  }

  // What comes out, whatever went in: as many axes, the batch that came, and the last size, which layers decide.
  promised(values) {
    const rank = this.inputs[0]?.rank;
    const batch = values.find((value) => ops.has_rank(value, rank))?.shape[0];
    return single(
      this.outputs.map((output) =>
        ops.full(
          output.shape.map((size, axis) =>
            axis === 0 ? (batch ?? size) : axis === output.rank - 1 ? size : ops.size("size"),
          ),
          ops.dtype_of(output),
        ),
      ),
    );
  }

  predictOnBatch(x) {
    return this.predict(x);
  }

  // What training and testing check, and what their loss compares.
  compare(x, y) {
    const values = this.fed(x, this.inputs, "x");
    if (!this.takesAll(values)) return;
    const targets = this.fed(y, this.outputs, "y");
    const counts = `${targets.length} for ${this.outputs.length}`;
    if (!ops.check_call(targets.length === this.outputs.length, "y", "tensor-count", counts)) return;
    this.judge(toList(this.answer(values)), targets, lossOn);
  }

  // Each output with its loss and its labels.
  judge(predictions, targets, compare) {
    predictions.forEach((prediction, i) => {
      if (predictions.length > 1) ops.compares_part(partOf(this.outputNames[i], i));
      if (this.lossFunctions?.[i] === null)
        ops.check_call(false, "loss", "no-loss-for-output", partOf(this.outputNames[i], i));
      compare(this.lossFunctions?.[i], prediction, targets[i]);
      ops.compares_part(null);
    });
  }

  // A dataset is checked for nothing but the number of tensors: its losses broadcast.
  compareBatch({ xs, ys }) {
    const predictions = toList(this.run(single(this.fed(xs, this.inputs, "x")), {}));
    const targets = this.fed(ys, this.outputs, "y");
    this.judge(predictions, targets, lossOnBatch);
  }

  fit(x, y, args = {}) {
    ops.note_call();
    ops.check_call(this.loss != null, "fit", "not-compiled", "fit");
    this.compare(x, y);
    this.noteTraining();
    if (Array.isArray(args?.validationData)) this.compare(args.validationData[0], args.validationData[1]);
    notify(args?.callbacks);
    return new History();
  }

  fitDataset(dataset, args = {}) {
    ops.note_call();
    ops.check_call(this.loss != null, "fitDataset", "not-compiled", "fitDataset");
    const batch = dataset?.sample;
    if (batch != null) this.compareBatch(batch);
    this.noteTraining();
    const validation = args?.validationData;
    if (Array.isArray(validation)) this.compare(validation[0], validation[1]);
    else if (validation?.sample != null) this.compareBatch(validation.sample);
    notify(args?.callbacks);
    return new History();
  }

  evaluate(x, y, args) {
    ops.note_call();
    ops.check_call(this.loss != null, "evaluate", "not-compiled", "evaluate");
    this.compare(x, y);
    return this.scores();
  }

  evaluateDataset(dataset, args) {
    const batch = dataset?.sample;
    if (batch != null) this.compareBatch(batch);
    return this.scores();
  }

  trainOnBatch(x, y) {
    ops.note_call();
    ops.check_call(this.loss != null, "trainOnBatch", "not-compiled", "trainOnBatch");
    this.compare(x, y);
    this.noteTraining();
    return ops.unknown();
  }

  // The loss, and each metric; one alone is not in a list.
  scores() {
    const count = this.metrics?.length;
    if (count == null || ops.is_unknown(count) || this.outputs.length > 1) return ops.unknown();
    const score = () => ops.full([], ops.dtype("float32"));
    return count === 0 ? score() : [score(), ...this.metrics.map(score)];
  }

  summary(lineLength, positions, printFn) {}
  save(handlerOrURL, config) {
    written.add(handlerOrURL);
    return ops.unknown();
  }
  loadWeights(weights, strict) {}
  toJSON(unused, returnString) {
    return ops.unknown();
  }
  dispose() {}
}

function nameOf(tensor) {
  return nodeOf(tensor)?.layer?.name ?? ops.unknown();
}

// What an output is called, or else which it is.
function partOf(name, i) {
  return ops.is_written(name) ? name : `${i + 1}`;
}

// What is missing, what all are called, and what is there for nothing.
function refuseKeys(x, names, name, end) {
  const others = Object.keys(x).filter((key) => !names.some((each) => !ops.is_written(each) || each === key));
  const all = names.some((each) => !ops.is_written(each)) ? name : names.join(", ");
  const reason = end === "x" ? "missing-input" : "missing-labels";
  ops.check_call(false, end, reason, `${name}|${all}|${others.join(", ")}`);
}

function takesInput(value, tensor, index) {
  const expected = declaredSizes(tensor);
  if (expected == null || ops.is_unknown(value)) return true;
  const which = index === 0 ? "check_input" : `check_input_${index + 1}`;
  return nodeOf(tensor).layer.takesInput(value, expected, which);
}

export { LayersModel as model };
