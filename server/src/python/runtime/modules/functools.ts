/** `functools`: partial application, folding, caching (which leaves a function what it is) and wrapping. */
import type { Machine } from "../../../interp/machine.ts";
import { builtin, none, str, tuple, unknown } from "../../../interp/values.ts";
import type { BuiltinValue, CallArguments, Value } from "../../../interp/values.ts";
import { addMethods, namedFunction } from "../calls.ts";
import { builtinClass, objectClass, setConstruct } from "../classes.ts";
import type { CachedProperty } from "../lookup.ts";
import { newInstance } from "../lookup.ts";

const partialClass = builtinClass("partial", [objectClass], "functools");

/** The arguments of a partial application before those of the call. */
function applied(self: Value, args: CallArguments): { readonly fn: Value; readonly args: CallArguments } | undefined {
  if (self.kind !== "instance") return undefined;
  const fn = self.attributes.get("func");
  const before = self.attributes.get("args");
  const keywords = self.attributes.get("keywords");
  if (fn === undefined || before?.kind !== "tuple" || keywords?.kind !== "dict") return undefined;
  const named = new Map<string, Value>();
  for (const { key, value } of keywords.entries.values())
    if (key.kind === "str" && key.value !== undefined) named.set(key.value, value);
  for (const [name, value] of args.named) named.set(name, value);
  const open = args.open || keywords.rest !== undefined;
  return { fn, args: { positional: [...before.items, ...args.positional], named, open } };
}

function makePartial(machine: Machine, { positional: [fn, ...before], named, open }: CallArguments): Value {
  if (fn === undefined) return unknown;
  const instance = newInstance(machine, partialClass);
  instance.attributes.set("func", fn);
  instance.attributes.set("args", tuple(before));
  const entries = [...named].map(([name, value]) => [str(name), value] as const);
  instance.attributes.set("keywords", open ? machine.dict(entries, unknown) : machine.dict(entries));
  return instance;
}

function installPartial(): void {
  setConstruct(partialClass, (machine, _, args) => makePartial(machine, args));
  addMethods(partialClass, {
    __call__: ({ machine, self, args, named, open, site }) => {
      const whole = applied(self, { positional: args, named, open });
      return whole === undefined ? unknown : machine.call(whole.fn, whole.args, site);
    },
  });
}

const reduce: BuiltinValue = builtin("reduce", (machine, { positional: [fn, source, initial], open }) => {
  if (fn === undefined || source === undefined || open) return unknown;
  const { items, rest } = machine.iterate(source);
  const all = initial === undefined ? items : [initial, ...items];
  const [first, ...others] = all;
  if (first === undefined) return unknown;
  const folded = others.reduce((left, right) => machine.callWith(fn, left, right), first);
  return rest === undefined ? folded : machine.join(folded, machine.callWith(fn, folded, rest));
});

/** `@cache`, and `@cache()` with settings: the function itself. */
function transparent(name: string): BuiltinValue {
  return builtin(name, (_, { positional: [fn] }) =>
    isFunction(fn) ? fn : builtin(name, (__, { positional: [inner] }) => inner ?? unknown),
  );
}

function isFunction(value: Value | undefined): value is Value {
  return (
    value !== undefined &&
    value.kind !== "int" &&
    value.kind !== "none" &&
    value.kind !== "bool" &&
    value.kind !== "unknown"
  );
}

/** `wraps(fn)`: the wrapper, under the wrapped function's name. */
const wraps: BuiltinValue = builtin("wraps", (_, { positional: [wrapped] }) =>
  builtin("wraps", (machine, { positional: [wrapper] }) => {
    if (wrapper?.kind === "function" && wrapped !== undefined) {
      machine.heap.set(wrapper, wrapper.attributes, "__wrapped__", wrapped);
      if (wrapped.kind === "function") machine.heap.set(wrapper, wrapper.attributes, "__name__", str(wrapped.ir.name));
    }
    return wrapper ?? unknown;
  }),
);

const cachedProperty: BuiltinValue = builtin("cached_property", (_, { positional: [fn] }) => {
  if (fn === undefined) return unknown;
  const descriptor: CachedProperty = { kind: "descriptor", form: "property", function: fn, cached: true };
  return descriptor;
});

/** Dispatch on the type of the first argument: which function runs is not followed. */
const singledispatch: BuiltinValue = builtin("singledispatch", () => unknown);

installPartial();

export const functoolsModule: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["partial", partialClass],
  ["reduce", reduce],
  ["lru_cache", transparent("lru_cache")],
  ["cache", transparent("cache")],
  ["wraps", wraps],
  [
    "update_wrapper",
    namedFunction("update_wrapper", ["wrapper", "wrapped", "assigned", "updated"], 1, (_, [wrapper = none]) => wrapper),
  ],
  ["cached_property", cachedProperty],
  ["total_ordering", builtin("total_ordering", (_, { positional: [cls] }) => cls ?? unknown)],
  ["singledispatch", singledispatch],
  ["singledispatchmethod", singledispatch],
  ["partialmethod", builtin("partialmethod", () => unknown)],
  ["cmp_to_key", builtin("cmp_to_key", () => builtin("key", () => unknown))],
]);
