/** Between known values and JavaScript's own: what is wholly known is computed by JavaScript itself. */
import type { Machine } from "../../interp/machine.ts";
import { bool, none, str, undefinedValue, unknown } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { number, toNumber } from "./numbers.ts";
import { newObject } from "./objects.ts";

export type Constant = string | number | boolean | null | undefined;

/** The primitive that a value is; `undefined` as the whole answer where it is none, or is not known. */
export function constantOf(value: Value): { readonly constant: Constant } | undefined {
  switch (value.kind) {
    case "none":
      return { constant: null };
    case "undefined":
      return { constant: undefined };
    case "bool":
    case "str":
      return value.value === undefined ? undefined : { constant: value.value };
    case "int":
    case "float": {
      const constant = toNumber(value);
      return constant === undefined ? undefined : { constant };
    }
    default:
      return undefined;
  }
}

export function constantsOf(values: readonly Value[]): readonly Constant[] | undefined {
  const all = values.map(constantOf);
  return all.includes(undefined) ? undefined : all.map((each) => each?.constant);
}

/** A value from JavaScript's own: primitives, arrays and plain objects of them. */
export function fromConstant(machine: Machine, value: unknown): Value {
  switch (typeof value) {
    case "string":
      return str(value);
    case "number":
      return number(value);
    case "boolean":
      return bool(value);
    case "undefined":
      return undefinedValue;
    case "object":
      if (value === null) return none;
      if (Array.isArray(value)) return machine.list(value.map((item) => fromConstant(machine, item)));
      return newObject(
        machine,
        Object.entries(value).map(([key, item]) => [key, fromConstant(machine, item)] as const),
      );
    default:
      return unknown;
  }
}
