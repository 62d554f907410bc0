/** Built-in functions over iterables: lengths are kept where they are known. */
import type { Iteration } from "../../interp/language.ts";
import type { Machine } from "../../interp/machine.ts";
import { bool, builtin, constantInt, int, none, tuple, unknown } from "../../interp/values.ts";
import type { BuiltinValue, CallArguments, IteratorValue, LastTurn, Value } from "../../interp/values.ts";
import { namedFunction } from "./calls.ts";
import { attempt } from "./attempts.ts";
import { raiseError } from "./exceptions.ts";
import { callMethod, joinAll } from "./lookup.ts";
import { binary } from "./operators.ts";
import { sortItems } from "./sort.ts";

export function newIterator(
  machine: Machine,
  items: readonly Value[],
  rest?: Value,
  last?: LastTurn,
  whole?: Value,
): IteratorValue {
  return { kind: "iterator", items, rest, last, whole, born: machine.heap.stamp() };
}

/** Applies a function to every item; for items that may not exist, under "perhaps". */
export function mapIteration(machine: Machine, { items, rest }: Iteration, run: (item: Value) => Value): Iteration {
  const mapped = items.map(run);
  return rest === undefined ? { items: mapped } : { items: mapped, rest: perhaps(machine, () => run(rest)) };
}

/** Runs what the program may run any number of times, and gives what it gave. */
export function perhaps(machine: Machine, run: () => Value): Value {
  let result: Value = unknown;
  machine.either(
    () => (result = run()),
    () => none,
  );
  return result;
}

/** Items taken together from several iterables: as many as the shortest has. */
export function zipIterations(
  machine: Machine,
  sources: readonly Iteration[],
  combine: (items: readonly Value[]) => Value,
): Iteration {
  if (sources.length === 0) return { items: [] };
  const known = sources.filter((source) => source.rest === undefined).map((source) => source.items.length);
  const certain = Math.min(...sources.map((source) => source.items.length));
  const items = Array.from({ length: certain }, (_, i) => combine(sources.map((source) => source.items[i] as Value)));
  if (known.length > 0 && Math.min(...known) <= certain) return { items };
  const further = sources.map((source) =>
    joinAll(machine, [...source.items.slice(certain), ...(source.rest === undefined ? [] : [source.rest])]),
  );
  return { items, rest: combine(further) };
}

function toIterator(machine: Machine, { items, rest, last, whole }: Iteration): IteratorValue {
  return newIterator(machine, items, rest, last, whole);
}

function zip(machine: Machine, { positional, open, rest }: CallArguments): Value {
  if (open) {
    // `zip(*pairs)` of any number of pairs: two sequences of that length.
    const parts = rest?.kind === "tuple" && positional.length === 0 ? rest.items : undefined;
    if (parts === undefined) return newIterator(machine, [], unknown);
    return newIterator(
      machine,
      parts.map((part) => machine.list([], part)),
    );
  }
  const sources = shareIterators(machine, positional);
  return toIterator(
    machine,
    zipIterations(machine, sources, (items) => tuple(items)),
  );
}

/** `zip(it, it)` takes from one iterator by turns. */
function shareIterators(machine: Machine, values: readonly Value[]): readonly Iteration[] {
  const first = values[0];
  const isOne = values.length > 1 && first?.kind === "iterator" && values.every((value) => value === first);
  if (!isOne) return values.map((value) => machine.iterate(value));
  const { items, rest } = machine.iterate(first);
  if (rest !== undefined) return values.map(() => ({ items: [], rest: joinAll(machine, [...items, rest]) }));
  const turns = Math.floor(items.length / values.length);
  return values.map((_, at) => ({
    items: Array.from({ length: turns }, (__, i) => items[i * values.length + at] as Value),
  }));
}

const enumerate = namedFunction("enumerate", ["iterable", "start"], 1, (machine, [source = unknown, start]) => {
  const first = start === undefined ? 0 : constantInt(start);
  const { items, rest, last, whole } = machine.iterate(source);
  const numbered = items.map((item, i) => tuple([first === undefined ? machine.anyInt() : int(first + i), item]));
  if (rest === undefined) return newIterator(machine, numbered);
  const number = machine.anyInt({ min: (first ?? 0) + items.length });
  const lastPair = last && { ...last, value: tuple([number, last.value]) };
  const wholePair = whole && tuple([number, whole]);
  return newIterator(machine, numbered, tuple([number, rest]), lastPair, wholePair);
});

const reversed = namedFunction("reversed", ["sequence"], 1, (machine, [source = unknown]) => {
  const own = source.kind === "instance" ? callMethod(machine, source, "__reversed__") : undefined;
  if (own !== undefined) return own;
  const { items, rest } = machine.iterate(source);
  if (rest === undefined) return newIterator(machine, items.toReversed());
  return newIterator(machine, [], joinAll(machine, [...items, rest]));
});

const sorted: BuiltinValue = builtin("sorted", (machine, { positional: [source], named, open }) => {
  if (source === undefined || open) return machine.list([], unknown);
  const { items, rest } = machine.iterate(source);
  if (rest !== undefined) return machine.list([], joinAll(machine, [...items, rest]));
  return machine.list(sortItems(machine, items, named.get("key"), named.get("reverse")));
});

const map: BuiltinValue = builtin("map", (machine, { positional: [fn, ...sources], open }) => {
  if (fn === undefined || open) return newIterator(machine, [], unknown);
  const zipped = zipIterations(machine, shareIterators(machine, sources), (items) => tuple(items));
  return toIterator(
    machine,
    mapIteration(machine, zipped, (item) => (item.kind === "tuple" ? machine.callWith(fn, ...item.items) : unknown)),
  );
});

const filter: BuiltinValue = namedFunction(
  "filter",
  ["function", "iterable"],
  2,
  (machine, [fn = unknown, source = unknown]) => {
    const { items, rest } = machine.iterate(source);
    const test = (item: Value): boolean | undefined =>
      machine.truth(fn.kind === "none" ? item : machine.callWith(fn, item));
    const answers = items.map(test);
    const kept = items.filter((_, i) => answers[i] !== false);
    if (rest === undefined && !answers.includes(undefined)) return newIterator(machine, kept);
    const all = rest === undefined ? kept : [...kept, rest];
    return all.length === 0 ? newIterator(machine, []) : newIterator(machine, [], joinAll(machine, all));
  },
);

const iter: BuiltinValue = builtin("iter", (machine, { positional: [source, sentinel] }) => {
  if (source === undefined || sentinel !== undefined) return newIterator(machine, [], unknown);
  if (source.kind === "iterator") return source;
  if (source.kind === "unknown" || source.kind === "open") return unknown;
  if (source.kind === "instance") {
    const own = callMethod(machine, source, "__iter__");
    if (own !== undefined) return own;
  }
  return toIterator(machine, machine.iterate(source));
});

const next: BuiltinValue = builtin("next", (machine, { positional: [iterator, fallback] }) => {
  if (iterator?.kind === "instance") return nextOfInstance(machine, iterator, fallback);
  if (iterator?.kind !== "iterator") return unknown;
  const [first, ...others] = iterator.items;
  if (first !== undefined) {
    machine.heap.assign(iterator, "items", others);
    return first;
  }
  if (iterator.rest !== undefined)
    return fallback === undefined ? iterator.rest : machine.join(iterator.rest, fallback);
  return fallback ?? raiseError(machine, "StopIteration");
});

function nextOfInstance(machine: Machine, iterator: Value, fallback: Value | undefined): Value {
  const run = (): Value => callMethod(machine, iterator, "__next__") ?? unknown;
  if (fallback === undefined) return run();
  const answer = attempt(run);
  return answer.kind === "value" ? answer.value : fallback;
}

/** `any` and `all`: settled by one item, else by none being unknown. */
function quantifier(name: "any" | "all"): BuiltinValue {
  const deciding = name === "any";
  return namedFunction(name, ["iterable"], 1, (machine, [source = unknown]) => {
    const { items, rest } = machine.iterate(source);
    const answers = items.map((item) => machine.truth(item));
    if (answers.includes(deciding)) return bool(deciding);
    return bool(answers.includes(undefined) || rest !== undefined ? undefined : !deciding);
  });
}

const sum = namedFunction("sum", ["iterable", "start"], 1, (machine, [source = unknown, start = int(0)]) => {
  const { items, rest } = machine.iterate(source);
  const total = items.reduce((left, right) => binary(machine, "+", left, right), start);
  if (rest === undefined) return total;
  const withMore = binary(machine, "+", total, rest);
  return machine.join(total, machine.join(withMore, binary(machine, "+", withMore, rest)));
});

export const iterableFunctions: readonly BuiltinValue[] = [
  builtin("zip", zip),
  enumerate,
  reversed,
  sorted,
  map,
  filter,
  iter,
  next,
  quantifier("any"),
  quantifier("all"),
  sum,
];
