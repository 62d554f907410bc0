/** What functions and generators have: `call`, `apply`, `bind`, `next`. */
import type { Machine } from "../../interp/machine.ts";
import { noArguments } from "../../interp/calls.ts";
import { anyBool, anyStr, bool, undefinedValue, unknown } from "../../interp/values.ts";
import type { CallArguments, Value } from "../../interp/values.ts";
import { itemsOf } from "./arrays.ts";
import { bind } from "./lookup.ts";
import type { Native, Natives } from "./natives.ts";
import { newObject } from "./objects.ts";

/** A function on an object of the caller's choice; one that is bound already stays so. */
function onObject(fn: Value, self: Value): Value {
  return fn.kind === "function" || fn.kind === "builtin" ? bind(fn, self) : fn;
}

const call: Native = (machine, fn, [self = undefinedValue, ...args], { open, site }) =>
  machine.call(onObject(fn, self), { ...noArguments, positional: args, open }, site);

const apply: Native = (machine, fn, [self = undefinedValue, list], { site }) => {
  const { items, rest } = list === undefined ? { items: [], rest: undefined } : itemsOf(machine, list);
  return machine.call(onObject(fn, self), { ...noArguments, positional: items, open: rest !== undefined }, site);
};

const bound: Native = (_, fn, [self = undefinedValue, ...first]) => {
  const target = onObject(fn, self);
  if (first.length === 0) return target;
  return {
    kind: "builtin",
    name: "bound",
    call: (machine: Machine, args: CallArguments, site) =>
      machine.call(target, { ...args, positional: [...first, ...args.positional] }, site),
  };
};

export const functionMethods: Natives = { apply, bind: bound, toString: () => anyStr };
export const openFunctionMethods: Natives = { call };

/** A generator has been run ahead: `next` hands out what it yielded. */
const next: Native = (machine, self) => {
  if (self.kind !== "iterator") return unknown;
  const [first, ...others] = self.items;
  if (first !== undefined) {
    machine.heap.assign(self, "items", others);
    return newObject(machine, [
      ["value", first],
      ["done", bool(false)],
    ]);
  }
  const value = self.rest;
  return newObject(machine, [
    ["value", value ?? undefinedValue],
    ["done", value === undefined ? bool(true) : anyBool],
  ]);
};

export const generatorMethods: Natives = {
  next,
  return: (machine, _, [value = undefinedValue]) =>
    newObject(machine, [
      ["value", value],
      ["done", bool(true)],
    ]),
};
