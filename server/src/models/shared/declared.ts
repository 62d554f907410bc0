/** A value that a program declares to be a tensor: of an input it is taken for granted, of what is not known it is all that is known. */
import type { Interpreter } from "../../interp/interpreter.ts";
import type { Value } from "../../interp/values.ts";
import { symbol } from "../../shape/index.ts";
import { makeTensor } from "./tensor-library.ts";

/** `axes` are the names of its axes, where their number is declared. A value that is known already is left alone. */
export function declaredTensor(it: Interpreter, value: Value, axes: readonly string[] | undefined): Value {
  if (value.kind === "unknown") {
    const shape =
      axes === undefined
        ? { lead: [], rest: it.row("tensor"), tail: [] }
        : { lead: axes.map((name) => it.size(name)), tail: [] };
    return makeTensor(it, { shape }, undefined);
  }
  if (value.kind !== "open") return value;
  const tensor = it.asTensor(value);
  const { rest } = tensor === undefined ? { rest: undefined } : it.assumptions.resolveShape(tensor.type.shape);
  if (axes === undefined || rest?.origin !== "open") return value;
  const lead = axes.map((name) => symbol({ id: it.nextId(), name, origin: "open", min: 1, max: Infinity }));
  it.assumptions.bindRow(rest, { lead, tail: [] });
  return value;
}
