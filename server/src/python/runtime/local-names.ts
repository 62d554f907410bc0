/** What `locals()` and `vars()` give: the names of a running function, with what they mean just now. */
import type { FunctionIR, Parameter } from "../../interp/ir.ts";
import type { Machine } from "../../interp/machine.ts";
import { str, unknown } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";

/** The parameters are sure to be there; whether other names are bound yet, and which a function within a function sees, is left open. */
export function localNames(machine: Machine): Value {
  const { frame, environment } = machine;
  const { function: fn } = frame;
  if (fn === undefined || environment.kind !== "function") return machine.dict([], unknown);
  const names = new Map(environment.variables);
  const entries: [Value, Value][] = [];
  for (const { name } of inOrder(fn.ir.parameters)) {
    const value = names.get(name);
    if (value !== undefined) entries.push([str(name), value]);
    names.delete(name);
  }
  if (fn.home !== undefined && readsOwnClass(fn.ir)) entries.push([str("__class__"), fn.home]);
  const mayHaveMore = names.size > 0 || environment.outer?.kind !== "module";
  return machine.dict(entries, mayHaveMore ? unknown : undefined);
}

/** As Python keeps them: what takes the surplus comes last. */
const inOrder = (parameters: readonly Parameter[]): readonly Parameter[] => [
  ...parameters.filter(({ kind }) => kind !== "rest" && kind !== "keywords"),
  ...parameters.filter(({ kind }) => kind === "rest"),
  ...parameters.filter(({ kind }) => kind === "keywords"),
];

const readers = new WeakMap<FunctionIR, boolean>();

/** Whether `super` or `__class__` is written in it: Python then gives it a variable for the class. */
function readsOwnClass(ir: FunctionIR): boolean {
  let reads = readers.get(ir);
  if (reads === undefined) readers.set(ir, (reads = ir.body.some(namesOwnClass)));
  return reads;
}

function namesOwnClass(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  if ("kind" in node && node.kind === "name" && "name" in node && /^(super|__class__)$/.test(String(node.name)))
    return true;
  return Object.values(node).some(namesOwnClass);
}
