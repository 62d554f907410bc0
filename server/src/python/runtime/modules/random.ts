/** `random`: numbers within their bounds, any item of a sequence, lists that keep their length. */
import { boundsOf } from "../../../shape/index.ts";
import type { Machine } from "../../../interp/machine.ts";
import { anyFloat, builtin, constantInt, none, unknown } from "../../../interp/values.ts";
import type { BuiltinValue, CallArguments, Value } from "../../../interp/values.ts";
import { builtinClass, objectClass, setConstruct } from "../classes.ts";
import { addMethods } from "../calls.ts";
import { joinAll, newInstance, payloadOf } from "../lookup.ts";
import { integerOf, plainInt } from "../numbers.ts";

function anyOf(machine: Machine, source: Value | undefined): Value {
  if (source === undefined) return unknown;
  const { items, rest } = machine.iterate(source);
  return joinAll(machine, rest === undefined ? items : [...items, rest]);
}

/** An integer between two, of which the second may be excluded. */
function between(machine: Machine, low: Value | undefined, high: Value | undefined, excluded: number): Value {
  const a = low === undefined ? 0 : integerOf(machine, low);
  const b = high === undefined ? undefined : integerOf(machine, high);
  if (a === undefined || b === undefined) return machine.anyInt();
  return machine.anyInt({ min: boundsOf(a).min, max: boundsOf(b).max - excluded });
}

function pick(machine: Machine, { positional: [source, given], named }: CallArguments): Value {
  const count = constantInt(given ?? named.get("k") ?? unknown);
  const any = anyOf(machine, source);
  return count === undefined
    ? machine.list([], any)
    : machine.list(Array.from({ length: Math.min(count, 4096) }, () => any));
}

function shuffle(machine: Machine, source: Value | undefined): Value {
  const list = source === undefined ? undefined : payloadOf(source);
  if (list?.kind === "list" && list.items.length > 0) {
    const any = joinAll(machine, list.items);
    machine.heap.assign(
      list,
      "items",
      list.items.map(() => any),
    );
  }
  return none;
}

const functions: readonly BuiltinValue[] = [
  ...[
    "random",
    "uniform",
    "gauss",
    "normalvariate",
    "betavariate",
    "expovariate",
    "triangular",
    "lognormvariate",
    "vonmisesvariate",
  ].map((name) => builtin(name, () => anyFloat)),
  builtin("randint", (machine, { positional: [low, high] }) => between(machine, low, high, 0)),
  builtin("randrange", (machine, { positional: [low, high] }) =>
    high === undefined ? between(machine, undefined, low, 1) : between(machine, low, high, 1),
  ),
  builtin("getrandbits", (machine, { positional: [bits] }) => {
    const count = bits === undefined ? undefined : plainInt(bits);
    return machine.anyInt(typeof count === "number" && count < 50 ? { min: 0, max: 2 ** count - 1 } : { min: 0 });
  }),
  builtin("choice", (machine, { positional: [source] }) => anyOf(machine, source)),
  builtin("choices", (machine, args) => pick(machine, { ...args, positional: args.positional.slice(0, 1) })),
  builtin("sample", pick),
  builtin("shuffle", (machine, { positional: [source] }) => shuffle(machine, source)),
  builtin("seed", () => none),
  builtin("getstate", () => unknown),
  builtin("setstate", () => none),
];

const generatorClass = builtinClass("Random", [objectClass], "random");
setConstruct(generatorClass, (machine, cls, _, site) => newInstance(machine, cls, { site }));
for (const fn of functions)
  addMethods(generatorClass, {
    [fn.name]: ({ machine, args, named, open, site }) => fn.call(machine, { positional: args, named, open }, site),
  });

export const randomModule: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...functions.map((fn) => [fn.name, fn] as const),
  ["Random", generatorClass],
  ["SystemRandom", generatorClass],
]);
