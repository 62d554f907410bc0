/**
 * Symbolic tensors, as a functional API builds models of them: which layer gave each, what that was applied to, and what comes out of the whole for
 * other inputs. A symbolic tensor is an ordinary one whose open sizes stand for every size; what operators and functions make of it is symbolic too.
 */
import { runningLayer } from "../../interp/call-facts.ts";
import type { Interpreter } from "../../interp/interpreter.ts";
import { bool, int, none, tuple, unknown } from "../../interp/values.ts";
import type { HeapObject, TensorValue, Value } from "../../interp/values.ts";
import {
  asSymbol,
  isFloating,
  knownDims,
  rowShape,
  shapeFrom,
  substituteShape,
  symbol,
  symbolsOf,
} from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import { operationsInOrder } from "./symbolic-order.ts";
import type { GraphNode } from "./symbolic-order.ts";
import { makeTensor } from "./tensor-library.ts";

type Primitive = (it: Interpreter, args: readonly Value[]) => Value;

/** What is remembered of a run: `(layer, inputs, number of the call)` by the tensor's stamp. */
interface Graph extends HeapObject {
  readonly nodes: Map<string, Value>;
  readonly symbolic: WeakMap<TensorValue, boolean>;
}

export function symbolicPrimitives(): Readonly<Record<string, Primitive>> {
  const graphs = new WeakMap<Interpreter, Graph>();
  const refused = new WeakSet<object>();
  const graphOf = (it: Interpreter): Graph => {
    let graph = graphs.get(it);
    if (graph === undefined) {
      graphs.set(it, (graph = { born: 0, nodes: new Map(), symbolic: new WeakMap() }));
      it.tensorMemories.push(graph.nodes);
    }
    return graph;
  };
  return {
    /** A size that stands for every size. */
    any_size: (it, [name]) =>
      int(symbol({ id: it.nextId(), name: name?.kind === "str" ? (name.value ?? "N") : "N", origin: "any" })),
    /** Sizes as they are, even those that stand for every size; unknown where the number of axes is. */
    sizes: (it, [value]) => {
      const tensor = value === undefined ? undefined : it.asTensor(value);
      const dims = tensor === undefined ? undefined : knownDims(it.assumptions.resolveShape(tensor.type.shape));
      return dims === undefined ? unknown : tuple(dims.map(int));
    },
    /** Remembers that the layer gave these outputs when it was applied to these inputs, and hands them on. */
    remember: (it, [outputs, layer, inputs]) => {
      const sources = tensorsIn(it, inputs);
      const call = int(it.nextId());
      const isKnown = inputs === undefined || hasNoUnknown(inputs);
      return mapTensors(it, outputs ?? unknown, (output) => {
        // A layer that hands on its input gives a tensor of its own.
        const own = sources.includes(output) ? makeTensor(it, output.type, output.producer) : output;
        const graph = graphOf(it);
        it.heap.set(graph, graph.nodes, String(own.born), tuple([layer ?? none, tuple(sources), call, bool(isKnown)]));
        return own;
      });
    },
    /** `(layer, inputs, number of the call)`, or None for what no layer gave. */
    node: (it, [value]) => (value?.kind === "tensor" ? (graphOf(it).nodes.get(String(value.born)) ?? none) : none),
    /** Whether a symbolic tensor is among the values. */
    is_symbolic: (it, [value]) => {
      const graph = graphOf(it);
      return bool(tensorsIn(it, value).some((tensor) => isSymbolic(graph, tensor)));
    },
    /**
     * Whether a function of TensorFlow, called by the program itself and not by a layer, is given a symbolic tensor, with which it can do nothing.
     * What such a call would have given is no symbolic tensor: of a chain the first call is told.
     */
    meets_symbolic: (it, [value]) => {
      const graph = graphOf(it);
      const site = it.projectSite();
      const found = tensorsIn(it, value).filter((tensor) => isOfLayers(graph, tensor));
      if (found.length === 0 || site === undefined || !isCalledByProgram(it)) return bool(false);
      if (found.some((tensor) => comesFrom(refused, tensor))) return bool(false);
      refused.add(site);
      return bool(true);
    },
    /** Whether it is a variable of Keras. */
    is_variable: (_, [value]) => bool(value?.kind === "tensor" && value.mixes === true),
    /** Whether an operator brings these to one type: numbers of several types, of which one is a variable of Keras's, or symbolic. */
    mixes: (it, values) => {
      const graph = graphOf(it);
      const tensors = values.filter((value) => value.kind === "tensor");
      const [first, ...others] = tensors.map(({ type }) => type.dtype);
      const isOne = first !== undefined && isFloating(first) && others.every((dtype) => dtype === first);
      return bool(!isOne && tensors.some((tensor) => tensor.mixes === true || isSymbolic(graph, tensor)));
    },
    /** The same values in another shape, by a layer that needs nothing else said. */
    resized: (it, [value, sizes]) => {
      const tensor = value === undefined ? undefined : it.asTensor(value);
      if (tensor === undefined || sizes === undefined) return unknown;
      const { items, rest } = it.iterate(sizes);
      const dims = items.map((size) => it.asInt(size) ?? it.size("size"));
      const shape = rest === undefined ? shapeFrom(dims) : rowShape(dims, it.row("rest"));
      return makeTensor(
        it,
        { ...tensor.type, shape },
        {
          operation: "resize",
          inputs: [tensor],
          call: it.projectSite(),
          layer: runningLayer(it),
          output: { ...tensor.type, shape },
        },
      );
    },
    /** Whether something was refused on the way to one of these: the program does not come so far. */
    follows_break: (it, [values]) => bool(tensorsIn(it, values).some(({ producer }) => producer?.afterBreak === true)),
    /** The same values, of a call that was refused. */
    after_break: (it, [values]) =>
      mapTensors(it, values ?? unknown, (tensor) =>
        tensor.producer === undefined ? tensor : makeTensor(it, tensor.type, { ...tensor.producer, afterBreak: true }),
      ),
    /** The tensors that an operator or function made this one from. */
    sources: (_, [value]) => tuple(value?.kind === "tensor" ? (value.producer?.inputs ?? []) : []),
    /** All tensors in nested lists, tuples and dictionaries. */
    tensors_in: (it, [value]) => tuple(tensorsIn(it, value)),
    /** The same structure, with other tensors in the place of some. */
    replace_tensors: (it, [structure, before, after]) => {
      const others = new Map(tensorsIn(it, before).map((tensor, i) => [tensor, itemAt(it, after, i)] as const));
      return mapTensors(it, structure ?? unknown, (tensor) => others.get(tensor) ?? tensor);
    },
    /** Where the tensor itself stands among the others: -1 where it does not. */
    position: (it, [tensor, others]) => int(tensorsIn(it, others).findIndex((other) => other === tensor)),
    /** The layers between the inputs and the outputs, in order. */
    graph_layers: (it, [inputs, outputs]) => {
      const graph = graphOf(it);
      const nodeOf = (tensor: TensorValue): GraphNode<TensorValue> | undefined => graphNode(graph, tensor);
      const found = operationsInOrder(tensorsIn(it, inputs), tensorsIn(it, outputs), nodeOf);
      return it.list(found.filter(isLayer));
    },
    /** Whether every way from the outputs leads to the inputs, by layers and operators of which all operands are known. */
    graph_is_known: (it, [inputs, outputs]) => {
      const isKnown = inputs !== undefined && outputs !== undefined && isWhole(inputs) && isWhole(outputs);
      return bool(isKnown && leadsToInputs(graphOf(it), new Set(tensorsIn(it, inputs)), tensorsIn(it, outputs)));
    },
    /** What a layer gave from nothing, on the way from the outputs, and that is none of the inputs. */
    foreign_inputs: (it, [inputs, outputs]) => {
      const graph = graphOf(it);
      const isKnown = inputs !== undefined && isWhole(inputs);
      return it.list(isKnown ? foreignInputs(graph, new Set(tensorsIn(it, inputs)), tensorsIn(it, outputs)) : []);
    },
    /** The outputs, for these values of the inputs. */
    substitute: (it, [outputs, inputs, values]) =>
      substituted(it, outputs ?? unknown, tensorsIn(it, inputs), tensorsIn(it, values)),
  };
}

function itemAt(it: Interpreter, list: Value | undefined, index: number): Value {
  return (list === undefined ? undefined : it.iterate(list).items[index]) ?? unknown;
}

const isLayer = (operation: unknown): operation is Value =>
  typeof operation === "object" && operation !== null && "kind" in operation && operation.kind === "instance";

function graphNode(graph: Graph, tensor: TensorValue): GraphNode<TensorValue> | undefined {
  const node = graph.nodes.get(String(tensor.born));
  if (node?.kind === "tuple") {
    const [layer, inputs, call] = node.items;
    const sources = inputs?.kind === "tuple" ? inputs.items.filter((item) => item.kind === "tensor") : [];
    return { call: call?.kind === "int" ? call.size : tensor, operation: layer, inputs: sources };
  }
  const { producer } = tensor;
  if (producer === undefined || !isSymbolic(graph, tensor)) return undefined;
  return { call: producer, operation: producer, inputs: producer.inputs.filter((input) => isSymbolic(graph, input)) };
}

/** Whether these are all the tensors that there are: a loop that is not known may have put more in. */
function isWhole(value: Value): boolean {
  if (value.kind === "list" || value.kind === "tuple")
    return (value.kind === "tuple" || value.rest === undefined) && value.items.every(isWhole);
  if (value.kind === "dict")
    return (
      value.rest === undefined &&
      [...value.entries.values()].every((entry) => entry.maybe !== true && isWhole(entry.value))
    );
  return value.kind === "tensor";
}

/** Numbers, texts and tensors, in whatever structure. */
function hasNoUnknown(value: Value): boolean {
  if (value.kind === "list" || value.kind === "tuple")
    return (value.kind === "tuple" || value.rest === undefined) && value.items.every(hasNoUnknown);
  if (value.kind === "dict")
    return value.rest === undefined && [...value.entries.values()].every((entry) => hasNoUnknown(entry.value));
  return value.kind !== "unknown" && value.kind !== "open";
}

function leadsToInputs(graph: Graph, given: ReadonlySet<TensorValue>, outputs: readonly TensorValue[]): boolean {
  const seen = new Set<TensorValue>(given);
  const stack = [...outputs];
  for (let tensor = stack.pop(); tensor !== undefined; tensor = stack.pop()) {
    if (seen.has(tensor)) continue;
    seen.add(tensor);
    const node = graph.nodes.get(String(tensor.born));
    const known = node?.kind === "tuple" ? node.items[3] : undefined;
    const sources = graphNode(graph, tensor)?.inputs ?? [];
    if (sources.length === 0 || (node !== undefined && !(known?.kind === "bool" && known.value === true))) return false;
    if (node === undefined && tensor.producer?.inputs.some((input) => !isSymbolic(graph, input)) === true) return false;
    stack.push(...sources);
  }
  return true;
}

function foreignInputs(
  graph: Graph,
  given: ReadonlySet<TensorValue>,
  outputs: readonly TensorValue[],
): readonly TensorValue[] {
  const seen = new Set<TensorValue>(given);
  const stack = [...outputs];
  const found: TensorValue[] = [];
  for (let tensor = stack.pop(); tensor !== undefined; tensor = stack.pop()) {
    if (seen.has(tensor)) continue;
    seen.add(tensor);
    const inputs = graphNode(graph, tensor)?.inputs;
    if (inputs?.length === 0 && graph.nodes.has(String(tensor.born))) found.push(tensor);
    stack.push(...(inputs ?? []));
  }
  return found;
}

/** Made by a layer from symbolic tensors, or from such by operators and functions. What was changed in place is among its own sources. */
function isSymbolic(graph: Graph, tensor: TensorValue): boolean {
  const { symbolic } = graph;
  const stack = [tensor];
  const seen = new Set(stack);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const inputs = top.producer?.inputs ?? [];
    const isNode = graph.nodes.has(String(top.born));
    const next =
      isNode || symbolic.has(top) ? undefined : inputs.find((input) => !symbolic.has(input) && !seen.has(input));
    if (next !== undefined) {
      stack.push(next);
      seen.add(next);
    } else {
      symbolic.set(top, isNode || symbolic.get(top) === true || inputs.some((input) => symbolic.get(input) === true));
      stack.pop();
    }
  }
  return symbolic.get(tensor) === true;
}

/** Whether nothing runs but the program, and the function of a library that it called: no method of a tensor, nothing that a layer or a data set calls. */
function isCalledByProgram(it: Interpreter): boolean {
  let frame = it.frame.module.project ? undefined : it.frame;
  for (; frame !== undefined && !frame.module.project; frame = frame.caller)
    if (frame.self !== undefined || !/^(tensorflow|keras\._legacy_backend)\b/.test(frame.module.name)) return false;
  // The first of all is nobody's.
  for (; frame?.caller !== undefined; frame = frame.caller) if (!frame.module.project) return false;
  return true;
}

/** Given by `Input`, or by a layer from such: what operators and functions made of it is not told from what comes of real values. */
function isOfLayers(graph: Graph, tensor: TensorValue): boolean {
  const seen = new Set([tensor]);
  for (const each of seen) {
    const node = graph.nodes.get(String(each.born));
    if (node?.kind !== "tuple") continue;
    const sources = node.items[1]?.kind === "tuple" ? node.items[1].items : [];
    if (sources.length === 0) return true;
    for (const source of sources) if (source.kind === "tensor") seen.add(source);
  }
  return false;
}

/** Whether one of these calls gave it, or gave what it was computed from. */
function comesFrom(calls: WeakSet<object>, tensor: TensorValue): boolean {
  const seen = new Set([tensor]);
  for (const { producer } of seen) {
    if (producer?.call !== undefined && calls.has(producer.call)) return true;
    for (const input of producer?.inputs ?? []) seen.add(input);
  }
  return false;
}

function tensorsIn(it: Interpreter, value: Value | undefined): readonly TensorValue[] {
  switch (value?.kind) {
    case "tensor":
      return [value];
    case "open": {
      const tensor = it.isOpenTensor(value) ? it.asTensor(value) : undefined;
      return tensor === undefined ? [] : [tensor];
    }
    case "tuple":
    case "list":
      return value.items.flatMap((item) => tensorsIn(it, item));
    case "dict":
      return [...value.entries.values()].flatMap((entry) => tensorsIn(it, entry.value));
    default:
      return [];
  }
}

/** The same structure with other tensors. */
function mapTensors(it: Interpreter, value: Value, change: (tensor: TensorValue) => Value): Value {
  switch (value.kind) {
    case "tensor":
      return change(value);
    case "tuple":
      return tuple(
        value.items.map((item) => mapTensors(it, item, change)),
        value.class,
      );
    case "list":
      return it.list(
        value.items.map((item) => mapTensors(it, item, change)),
        value.rest === undefined ? undefined : unknown,
      );
    case "dict":
      return it.dict(
        [...value.entries.values()].map((entry) => [entry.key, mapTensors(it, entry.value, change)] as const),
        value.rest === undefined ? undefined : unknown,
      );
    default:
      return value;
  }
}

function substituted(
  it: Interpreter,
  outputs: Value,
  inputs: readonly TensorValue[],
  values: readonly TensorValue[],
): Value {
  const known = new Map<number, Dim>();
  inputs.forEach((input, i) => {
    const from = knownDims(it.assumptions.resolveShape(input.type.shape));
    const given = values[i];
    const to = given === undefined ? undefined : knownDims(it.assumptions.resolveShape(given.type.shape));
    from?.forEach((size, axis) => {
      const place = asSymbol(size);
      if (place?.origin !== "any") return;
      const actual = to?.length === from.length ? to[axis] : undefined;
      if (!known.has(place.id)) known.set(place.id, actual ?? it.size(place.name, { min: 1 }));
    });
  });
  // The batch of every input is the same symbol: what is not given keeps it.
  return mapTensors(it, outputs, (output) => {
    const shape = substituteShape(
      it.assumptions.resolveShape(output.type.shape),
      (s) => known.get(s.id),
      () => undefined,
    );
    const { producer: made } = output;
    const producer = made && { ...made, given: [...values, ...(made.given ?? [])] };
    return makeTensor(it, { ...output.type, shape }, producer, {}, values);
  });
}

/** Whether any of the sizes stands for every size. */
export const standsForAll = (size: Dim): boolean => symbolsOf(size).some((s) => s.origin === "any");
