/** Attributes of an open value: the name decides what it is taken to be, or it is a part of its own. */
import type { Machine } from "../../interp/machine.ts";
import { builtin, unknown } from "../../interp/values.ts";
import type { OpenValue, Value } from "../../interp/values.ts";
import { neutralNames, sameObjectNames, tensorNames } from "./open-names.ts";
import { tensorAttribute } from "./tensor-attributes.ts";

export function openAttribute(machine: Machine, object: OpenValue, name: string): Value | undefined {
  if (!machine.isOpenTensor(object)) {
    if (sameObjectNames.has(name)) return builtin(name, () => object);
    if (neutralNames.has(name) || name.startsWith("__")) return unknown;
    if (!tensorNames.has(name)) return object.derived === undefined ? machine.openPart(object, `.${name}`) : unknown;
  }
  const tensor = machine.asTensor(object);
  return tensor === undefined ? unknown : tensorAttribute(machine, tensor, name);
}
