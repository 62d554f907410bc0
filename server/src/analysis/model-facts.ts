/** What is told of a model: its inputs by the names of its parameters, its outputs, its size. */
import type { ModelFact } from "../facts/index.ts";
import type { Interpreter } from "../interp/interpreter.ts";
import type { ClassValue, FunctionValue, InstanceValue, TensorValue, Value } from "../interp/values.ts";
import { modelRoots } from "../models/library.ts";
import { fittingSizes, modelNotes } from "./notes.ts";
import { countParameters } from "./parameters.ts";

const forwardNames = ["forward", "call"];

export function forwardOf(cls: ClassValue): FunctionValue | undefined {
  for (const name of forwardNames) {
    for (const c of cls.mro) {
      const value = c.attributes.get(name);
      if (value?.kind === "function") return modelRoots.has(c.qualifiedName) ? undefined : value;
    }
  }
  return undefined;
}

export function constructorOf(cls: ClassValue): FunctionValue | undefined {
  return cls.mro
    .map((c) => c.attributes.get("__init__") ?? c.attributes.get("constructor"))
    .find((v): v is FunctionValue => v?.kind === "function");
}

function neededParameters(cls: ClassValue): readonly string[] {
  const init = constructorOf(cls);
  if (init === undefined || init.closure.module.path !== cls.path) return [];
  return init.ir.parameters
    .slice(selfParameters(init))
    .filter((p) => p.default === undefined && p.kind !== "rest" && p.kind !== "keywords")
    .map((p) => p.name);
}

/** Python's methods name their own object first. */
export function selfParameters(method: FunctionValue): number {
  return method.closure.module.language === "python" ? 1 : 0;
}

/** What a model was given: in order, then by name. */
interface Given {
  readonly inputs: readonly Value[];
  readonly named?: ReadonlyMap<string, Value>;
}

/** The values that went into a model, by the names of its parameters. */
function inputsByName(forward: FunctionValue, { inputs, named }: Given): readonly (readonly [string, Value])[] {
  const names = parameterNames(forward);
  return [...inputs.map((value, i) => [names[i] ?? `input ${String(i + 1)}`, value] as const), ...(named ?? [])];
}

/** The tensors among them. */
function inputFacts(it: Interpreter, forward: FunctionValue, given: Given): ModelFact["inputs"] {
  return inputsByName(forward, given).flatMap(([name, value]) => inputFact(it, value, name));
}

/** The same, with the tensors of tuples: `state[0]`, `state[1]`. */
export function allInputFacts(it: Interpreter, forward: FunctionValue, given: Given): ModelFact["inputs"] {
  return inputsByName(forward, given).flatMap(([name, value]) => {
    const parts = value.kind === "tuple" || value.kind === "list" ? value.items : undefined;
    if (parts === undefined) return inputFact(it, value, name);
    return parts.flatMap((part, k) => inputFact(it, part, `${name}[${String(k)}]`));
  });
}

function parameterNames(forward: FunctionValue): readonly string[] {
  return forward.ir.parameters.slice(selfParameters(forward)).map((p) => p.name);
}

function inputFact(it: Interpreter, value: Value, name: string): ModelFact["inputs"] {
  const tensor =
    value.kind === "tensor" ? value : value.kind === "open" && it.isOpenTensor(value) ? it.asTensor(value) : undefined;
  return tensor === undefined ? [] : [{ name, tensor: resolved(it, tensor) }];
}

export function modelFact(
  it: Interpreter,
  cls: ClassValue,
  model: InstanceValue,
  forward: FunctionValue,
  given: Given,
  output: Value,
  open: boolean,
): ModelFact {
  const inputs = inputFacts(it, forward, given);
  const count = countParameters(model);
  const fits = open ? fittingSizes(it, inputs) : [];
  const needs = neededParameters(cls);
  return {
    name: cls.name,
    span: cls.nameSpan ?? { start: 0, end: 0 },
    inputs,
    outputs: tensorsIn(output).map((t) => resolved(it, t)),
    ...(count === undefined ? {} : { parameters: count }),
    open,
    notes: modelNotes(fits),
    ...(fits.length === 0 ? {} : { fits }),
    ...(needs.length === 0 ? {} : { needs }),
  };
}

function resolved(it: Interpreter, tensor: TensorValue): TensorValue["type"] {
  return { ...tensor.type, shape: it.assumptions.resolveShape(tensor.type.shape) };
}

function tensorsIn(value: Value): readonly TensorValue[] {
  if (value.kind === "tensor") return [value];
  return value.kind === "tuple" || value.kind === "list" ? value.items.flatMap(tensorsIn) : [];
}
