// Symbolic tensors: tensors whose batch is open, and for each the layer that gave it and what that was applied to. A model runs this graph
// again on real tensors.
import { ops } from "shapeline";
import { dtypeOf } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf";

const nodes = new Map();

// Where the program has written models: what is there then is not what was there before.
export const written = new Set();

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

// Sizes as the library writes them: null is any size, and each input has a batch of its own.
export function placeholder(shape, dtype, layer = null) {
  const tensor = ops.full(
    shape.map((size, axis) => size ?? ops.open_size(axis === 0 ? "B" : "N")),
    dtypeOf(dtype),
  );
  nodes.set(tensor, { layer, inputs: [], kwargs: null, index: 0, isBroken: false, outputs: [tensor], declared: shape });
  return tensor;
}

// The layer's outputs are symbolic, if its inputs were. A layer that broke is not run again: that would only say the same once more.
export function remember(outputs, layer, inputs, kwargs, isBroken) {
  toList(outputs).forEach((tensor, index) => {
    nodes.set(tensor, { layer, inputs, kwargs, index, isBroken, outputs });
  });
}

// Whether nothing gave this tensor: it is where a graph begins.
export function isPlaceholder(tensor) {
  return nodes.get(tensor)?.declared != null;
}

// The sizes that an input was declared with, behind its batch; below 0 is any.
export function declaredSizes(tensor) {
  const shape = nodes.get(tensor)?.declared;
  return shape == null ? null : shape.slice(1).map((size) => size ?? -1);
}

// All tensors that lead to these, each behind those that it is made of. Graphs are deeper than functions may call themselves.
function inOrder(tensors) {
  const order = [];
  const seen = new Set();
  const waiting = [...tensors].reverse().map((tensor) => ({ tensor, isDone: false }));
  while (waiting.length > 0) {
    const { tensor, isDone } = waiting.pop();
    if (isDone) order.push(tensor);
    else if (!seen.has(tensor)) {
      seen.add(tensor);
      waiting.push({ tensor, isDone: true });
      const inputs = toList(nodes.get(tensor)?.inputs ?? []);
      for (const each of [...inputs].reverse()) waiting.push({ tensor: each, isDone: false });
    }
  }
  return order;
}

// What the outputs are when the inputs are these tensors.
export function runGraph(inputs, outputs, values) {
  const known = new Map();
  inputs.forEach((tensor, i) => {
    known.set(tensor, values[i]);
  });
  return outputs.map((tensor) => valueOf(tensor, known));
}

// What one is when those before it are known; a layer that gives several gives them all at once.
function evaluate(tensor, known) {
  known.set(tensor, ops.unknown());
  const node = nodes.get(tensor);
  if (node == null || isPlaceholder(tensor) || node.isBroken) return;
  const given = toList(node.inputs).map((each) => known.get(each));
  if (given.some((each) => ops.is_unknown(each))) return;
  const states = node.kwargs?.initialState;
  const kwargs = states == null ? node.kwargs : { ...node.kwargs, initialState: toList(states).map(stateIn(known)) };
  const result = node.layer.runWithin(Array.isArray(node.inputs) ? given : given[0], kwargs);
  if (ops.is_unknown(result)) return;
  const values = toList(result);
  toList(node.outputs).forEach((each, i) => known.set(each, values[i]));
}

function stateIn(known) {
  return (state) => (nodes.has(state) ? valueOf(state, known) : state);
}

function valueOf(tensor, known) {
  for (const each of inOrder([tensor])) if (!known.has(each)) evaluate(each, known);
  return known.get(tensor);
}

// The layers between the inputs and the outputs, in the order in which they run: inputs first.
export function layersOf(inputs, outputs) {
  const layers = inOrder([...inputs, ...toList(outputs)]).map((tensor) => nodes.get(tensor)?.layer);
  return [...new Set(layers.filter((layer) => layer != null))];
}
