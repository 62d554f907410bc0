/** Values of which only the declared type is known. */
import type { Machine } from "../../interp/machine.ts";
import { unknown } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { resultType } from "../types.ts";

/** The value, with what its declared type tells, if there is one. */
export function declared(machine: Machine, value: Value, type: string | undefined): Value {
  return type === undefined ? value : (machine.ports.declared?.(value, type) ?? value);
}

/** What a call of something gives that nobody can see. */
export function resultOfUnknown(machine: Machine, callee: Value): Value {
  const type = callee.kind === "unknown" || callee.kind === "open" ? callee.type : undefined;
  return declared(machine, unknown, resultType(type));
}
