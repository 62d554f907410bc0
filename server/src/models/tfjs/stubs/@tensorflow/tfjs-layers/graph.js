// Symbolic tensors: tensors whose batch is open, and for each the layer that gave it and what that was applied to. A model runs this graph
// again on real tensors.
import { ops } from "shapeline";
import { dtypeOf } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf";

const nodes = new Map();

// All symbolic tensors have one batch: those that meet in a layer have the same.
const batch = ops.open_size("B");

export function isSymbolic(x) {
  return Array.isArray(x) ? x.some((each) => nodes.has(each)) : nodes.has(x);
}

export function nodeOf(tensor) {
  return nodes.get(tensor);
}

export function toList(x) {
  return Array.isArray(x) ? x : [x];
}

// Several values as a list, one as itself.
export function single(values) {
  return values.length === 1 ? values[0] : values;
}

export function one(x) {
  return Array.isArray(x) ? x[0] : x;
}

// Sizes as the library writes them: null is any size.
export function placeholder(shape, dtype) {
  const sizes = shape.map((size, axis) => size ?? (axis === 0 ? batch : ops.open_size("N")));
  const tensor = ops.full(sizes, dtypeOf(dtype));
  nodes.set(tensor, { layer: null, inputs: [], index: 0, isBroken: false });
  return tensor;
}

export function input(config) {
  return placeholder(config.batchShape ?? [null, ...config.shape], config.dtype);
}

// The layer's outputs are symbolic, if its inputs were. A layer that broke is not run again: that would only say the same once more.
export function remember(outputs, layer, inputs, isBroken) {
  toList(outputs).forEach((tensor, index) => {
    nodes.set(tensor, { layer, inputs, index, isBroken });
  });
}

// What the outputs are when the inputs are these tensors.
export function runGraph(inputs, outputs, values) {
  const known = new Map();
  inputs.forEach((tensor, i) => {
    known.set(tensor, values[i]);
  });
  return outputs.map((tensor) => evaluate(tensor, known));
}

function evaluate(tensor, known) {
  if (known.has(tensor)) return known.get(tensor);
  const node = nodes.get(tensor);
  if (node == null || node.layer == null || node.isBroken) return ops.unknown();
  const given = toList(node.inputs).map((each) => evaluate(each, known));
  const result = node.layer.apply(Array.isArray(node.inputs) ? given : given[0]);
  const value = toList(result)[node.index];
  known.set(tensor, value);
  return value;
}

// The layers between the inputs and the outputs, in the order in which they run.
export function layersOf(outputs) {
  const found = [];
  const visit = (tensor) => {
    const node = nodes.get(tensor);
    if (node == null || node.layer == null || found.includes(node.layer)) return;
    toList(node.inputs).forEach(visit);
    found.push(node.layer);
  };
  toList(outputs).forEach(visit);
  return found;
}
