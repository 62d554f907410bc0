/** Between the interpreter's values and what operations take and give. */
import type { Interpreter } from "../../interp/interpreter.ts";
import { integerIn } from "../../interp/scalars.ts";
import { int, tuple, unknown } from "../../interp/values.ts";
import type { ListValue, TensorProducer, TensorValue, TupleValue, Value } from "../../interp/values.ts";
import type { OpArgument, OpResult } from "../../ops/argument.ts";
import type { Operation } from "../../ops/define.ts";
import { isNoTensor } from "./misfit.ts";
import { makeTensor } from "./tensor-library.ts";

/** `wants` is the operation's kind of parameter: it decides what an open value is taken for. */
export function toArgument(
  it: Interpreter,
  value: Value,
  wants: string | undefined,
  tensors: TensorValue[],
): OpArgument {
  switch (value.kind) {
    case "tensor":
      tensors.push(value);
      return { kind: "tensor", tensor: { ...value.type, shape: it.assumptions.resolveShape(value.type.shape) } };
    case "int":
      return { kind: "int", value: it.assumptions.resolve(value.size) };
    case "float":
      return { kind: "float", value: value.value };
    case "bool":
      return { kind: "flag", value: value.value };
    case "str":
      return { kind: "text", value: value.value };
    case "dtype":
      return { kind: "dtype", value: value.dtype };
    case "none":
    case "undefined":
      return { kind: "none" };
    case "ellipsis":
      return { kind: "ellipsis" };
    case "tuple":
    case "list":
      return sequence(it, value, wants, tensors);
    case "range":
    case "iterator":
    case "set": {
      const { items, rest } = it.iterate(value);
      return rest === undefined
        ? { kind: "list", isList: true, items: items.map((item) => toArgument(it, item, wants, tensors)) }
        : { kind: "open-list" };
    }
    case "dict":
      // No tensor, that is sure: it is refused like a tuple.
      return wants === "tensor" && value.rest === undefined
        ? sequence(it, tuple([...value.entries.values()].map((entry) => entry.value)), wants, tensors)
        : { kind: "unknown" };
    case "slice":
      return {
        kind: "slice",
        lower: boundArgument(it, value.lower, tensors),
        upper: boundArgument(it, value.upper, tensors),
        step: boundArgument(it, value.step, tensors),
      };
    case "open":
      return openArgument(it, value, wants, tensors);
    case "instance": {
      if (value.payload !== undefined) return toArgument(it, value.payload, wants, tensors);
      // No tensor either, that is sure: it is refused like a tuple.
      if (wants === "tensor" && isNoTensor(value)) return { kind: "list", isList: false, items: [] };
      const shape = it.ports.sizesOf?.(it, value);
      return shape === undefined ? { kind: "unknown" } : { kind: "sizes", shape: it.assumptions.resolveShape(shape) };
    }
    default:
      return { kind: "unknown" };
  }
}

/** A tensor of no axes is as good as an integer where a slice begins or ends. */
function boundArgument(it: Interpreter, value: Value, tensors: TensorValue[]): OpArgument {
  const size = value.kind === "tensor" ? integerIn(it, value) : undefined;
  return size === undefined
    ? toArgument(it, value, "int", tensors)
    : { kind: "int", value: it.assumptions.resolve(size) };
}

function sequence(
  it: Interpreter,
  value: TupleValue | ListValue,
  wants: string | undefined,
  tensors: TensorValue[],
): OpArgument {
  if (value.kind === "list" && value.rest !== undefined) return { kind: "open-list" };
  return {
    kind: "list",
    isList: value.kind === "list",
    items: value.items.map((item) => toArgument(it, item, itemKinds[wants ?? ""] ?? wants, tensors)),
  };
}

/** The first use of an open value decides: a tensor where the operation takes one, an integer where it takes sizes. */
function openArgument(
  it: Interpreter,
  value: Extract<Value, { kind: "open" }>,
  wants: string | undefined,
  tensors: TensorValue[],
): OpArgument {
  if (wants === "tensor") {
    const tensor = it.asTensor(value);
    return tensor === undefined ? { kind: "unknown" } : toArgument(it, tensor, wants, tensors);
  }
  const known = it.isOpenTensor(value) ? it.asTensor(value) : undefined;
  if (known !== undefined) return toArgument(it, known, wants, tensors);
  const isInt = it.assumptions.ints.has(String(value.id));
  if (wants === "operand")
    return isInt || value.derived !== undefined ? { kind: "number", isInt } : { kind: "unknown" };
  if (wants !== undefined && integerKinds.has(wants)) {
    const size = it.asInt(value);
    if (size !== undefined) return { kind: "int", value: size };
  }
  return { kind: "unknown" };
}

/** What the items of a list are, by the kind of parameter that takes the list. */
const itemKinds: Readonly<Record<string, string>> = { tensors: "tensor", sizes: "int", axes: "int" };

/** Kinds of parameters for which an open value is an integer; where a list is taken, it may be one. */
const integerKinds = new Set(["int", "each", "padding", "axis"]);

export function fromResult(
  it: Interpreter,
  result: OpResult,
  producer: (output: TensorValue["type"]) => TensorProducer,
): Value {
  switch (result.kind) {
    case "tensor":
      return makeTensor(it, result.tensor, producer(result.tensor));
    case "size":
      return int(result.size);
    case "tuple": {
      const items = result.items.map((item) => fromResult(it, item, producer));
      return result.names === undefined ? tuple(items) : it.ports.namedTuple(it, result.names, items);
    }
    case "list":
      return it.list(result.items.map((item) => fromResult(it, item, producer)));
    case "open-list":
      return it.list([], fromResult(it, result.item, producer));
    case "unknown":
      return unknown;
  }
}

export function parameterKind(operation: Operation, position: number | string): string | undefined {
  const parameter =
    typeof position === "number"
      ? operation.parameters[position]
      : operation.parameters.find((p) => p.name === position);
  return parameter?.kind;
}
