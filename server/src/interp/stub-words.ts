/** What a stub's module says of all its functions at once, in a variable that has no meaning in the library itself. */
import type { Interpreter } from "./interpreter.ts";
import type { CallArguments, FunctionValue, Value } from "./values.ts";

function wordOf(fn: FunctionValue, word: string): Value | undefined {
  let outermost = fn.closure;
  while (outermost.outer !== undefined && outermost.kind !== "module") outermost = outermost.outer;
  return outermost.variables.get(word);
}

/**
 * Keyword arguments under the names of the parameters. A stub may say which names its functions know a parameter by besides its
 * own: `__keywords__ = {"axis": "dim"}`.
 */
export function underTheirNames(fn: FunctionValue, args: CallArguments): Map<string, Value> {
  const named = new Map(args.named);
  if (named.size === 0 || fn.closure.module.project) return named;
  const others = wordOf(fn, "__keywords__");
  if (others?.kind !== "dict") return named;
  const { parameters } = fn.ir;
  for (const { key, value } of others.entries.values()) {
    if (key.kind !== "str" || value.kind !== "str" || key.value === undefined || value.value === undefined) continue;
    const given = named.get(key.value);
    if (given === undefined || !parameters.some((parameter) => parameter.name === value.value)) continue;
    if (parameters.some((parameter) => parameter.name === key.value)) continue;
    named.delete(key.value);
    named.set(value.value, given);
  }
  return named;
}

/**
 * What the running function gives back. A stub may say what becomes of its functions' results where a parameter is given, by a
 * function of what was given and the result: `__handed__ = {"out": written}`.
 */
export function handedOver(it: Interpreter, fn: FunctionValue, result: Value): Value {
  if (fn.closure.module.project) return result;
  const rules = wordOf(fn, "__handed__");
  if (rules?.kind !== "dict") return result;
  for (const { key, value } of rules.entries.values()) {
    if (key.kind !== "str" || key.value === undefined) continue;
    const { value: name } = key;
    const given = it.environment.variables.get(name);
    if (given === undefined || given.kind === "none" || given.kind === "undefined" || given.kind === "unknown")
      continue;
    if (fn.ir.parameters.some((parameter) => parameter.name === name)) return it.callWith(value, given, result);
  }
  return result;
}
