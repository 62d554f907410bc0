/**
 * Promises: a promise is its value, and `await` gives it back. So whatever is chained to one runs at once, with the value; what handles a
 * failure may run or not.
 */
import { unknown, undefinedValue } from "../../interp/values.ts";
import type { ListValue, Value } from "../../interp/values.ts";
import type { Machine } from "../../interp/machine.ts";
import { str } from "../../interp/values.ts";
import { itemsOf, listFrom } from "./arrays.ts";
import { joinAll, nativeFunction, perhaps, positional } from "./natives.ts";
import type { Native, Natives } from "./natives.ts";
import { newObject } from "./objects.ts";

function isMissing(value: Value | undefined): boolean {
  return value === undefined || value.kind === "undefined" || value.kind === "none";
}

const then: Native = (machine, self, [handler = undefinedValue, failed = undefinedValue]) => {
  if (!isMissing(failed)) perhaps(machine, () => machine.call(failed, positional(unknown)));
  return isMissing(handler) ? self : machine.call(handler, positional(self));
};

const otherwise: Native = (machine, self, [handler = undefinedValue]) => {
  if (!isMissing(handler)) perhaps(machine, () => machine.call(handler, positional(unknown)));
  return self;
};

const lastly: Native = (machine, self, [handler = undefinedValue]) => {
  if (!isMissing(handler)) machine.call(handler, positional());
  return self;
};

export const promiseMethods: Natives = { then, catch: otherwise, finally: lastly };

/** `new Promise((resolve, reject) => …)`: the value that was first given to `resolve`. */
export function promiseFrom(machine: Machine, executor: Value): Value {
  const given: ListValue = machine.list([]);
  const resolve = nativeFunction("resolve", (inner, _, [value = undefinedValue]) => {
    if (given.items.length === 0) inner.heap.assign(given, "items", [value]);
    return undefinedValue;
  });
  const reject = nativeFunction("reject", () => undefinedValue);
  machine.call(executor, positional(resolve, reject));
  return given.items[0] ?? unknown;
}

const all: Native = (machine, _, [promises = undefinedValue]) => listFrom(machine, itemsOf(machine, promises));

const anyOf: Native = (machine, _, [promises = undefinedValue]) => {
  const { items, rest } = itemsOf(machine, promises);
  return joinAll(machine, rest === undefined ? items : [...items, rest]);
};

const allSettled: Native = (machine, _, [promises = undefinedValue]) => {
  const { items, rest } = itemsOf(machine, promises);
  const settled = (value: Value): Value =>
    newObject(machine, [
      ["status", str(undefined)],
      ["value", value],
    ]);
  return machine.list(items.map(settled), rest === undefined ? undefined : settled(rest));
};

export const promiseFunctions: Natives = {
  all,
  allSettled,
  race: anyOf,
  any: anyOf,
  resolve: (_, __, [value = undefinedValue]) => value,
  reject: () => unknown,
};
