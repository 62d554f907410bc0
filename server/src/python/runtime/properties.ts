/** `property`, `classmethod` and `staticmethod`: how they are made, and `@name.setter`. */
import type { Machine } from "../../interp/machine.ts";
import { builtin, none, unknown } from "../../interp/values.ts";
import type { BuiltinValue, CallArguments, ClassValue, DescriptorValue, Value } from "../../interp/values.ts";
import { bindArguments } from "./calls.ts";

/** `setter`, `getter` or `deleter` of a property: a decorator that gives the property with that part replaced. */
export function setterOf(descriptor: DescriptorValue, part: "setter" | "getter" | "deleter"): BuiltinValue {
  return builtin(part, (_, { positional: [fn] }) => {
    if (fn === undefined || part === "deleter") return descriptor;
    return part === "setter" ? { ...descriptor, setter: fn } : { ...descriptor, function: fn };
  });
}

export function constructProperty(_: Machine, __: ClassValue, args: CallArguments): Value {
  const bound = bindArguments(args, ["fget", "fset", "fdel", "doc"]);
  const [getter, setter] = bound ?? [];
  if (getter === undefined) return unknown;
  const base: DescriptorValue = { kind: "descriptor", form: "property", function: getter };
  return setter === undefined || setter === none ? base : { ...base, setter };
}

export function constructWrapper(
  form: "classmethod" | "staticmethod",
): (machine: Machine, cls: ClassValue, args: CallArguments) => Value {
  return (_, __, { positional: [fn] }) => (fn === undefined ? unknown : { kind: "descriptor", form, function: fn });
}
