/** `itertools`: iterators run ahead. Endless ones give their first items, then any of what follows. */
import type { Iteration } from "../../../interp/language.ts";
import type { Machine } from "../../../interp/machine.ts";
import { builtin, constantInt, int, none, tuple, unknown } from "../../../interp/values.ts";
import type { BuiltinValue, Value } from "../../../interp/values.ts";
import { addClassMethods, namedFunction } from "../calls.ts";
import { builtinClass, iteratorClass, setConstruct } from "../classes.ts";
import { equals } from "../equality.ts";
import { mapIteration, newIterator, zipIterations } from "../iterators.ts";
import { joinAll } from "../lookup.ts";
import { binary } from "../operators.ts";

/** Items of an endless iterator that are spelled out. */
const endlessItems = 64;
/** Factors of a product, and copies of an iterator, beyond this many are not followed. */
const mostRepeats = 64;
/** Combinations beyond this many are summed up. */
const mostCombinations = 2048;

function asIterator(machine: Machine, { items, rest }: Iteration): Value {
  return newIterator(machine, items, rest);
}

function all(machine: Machine, { items, rest }: Iteration): Value {
  return joinAll(machine, rest === undefined ? items : [...items, rest]);
}

/** One iterable after the other; what follows one of unknown length is summed up. */
function concatenated(machine: Machine, sources: readonly Iteration[]): Iteration {
  const items: Value[] = [];
  for (const [at, source] of sources.entries()) {
    items.push(...source.items);
    if (source.rest === undefined) continue;
    const later = sources.slice(at + 1).filter((s) => s.items.length > 0 || s.rest !== undefined);
    return { items, rest: joinAll(machine, [source.rest, ...later.map((s) => all(machine, s))]) };
  }
  return { items };
}

const chainClass = builtinClass("chain", [iteratorClass], "itertools");

function installChain(): void {
  setConstruct(chainClass, (machine, _, { positional, open }) =>
    open
      ? newIterator(machine, [], unknown)
      : asIterator(
          machine,
          concatenated(
            machine,
            positional.map((source) => machine.iterate(source)),
          ),
        ),
  );
  addClassMethods(chainClass, {
    from_iterable: ({ machine, args: [sources] }) => {
      const outer: Iteration = sources === undefined ? { items: [], rest: unknown } : machine.iterate(sources);
      const inner = outer.items.map((source) => machine.iterate(source));
      const more: readonly Iteration[] =
        outer.rest === undefined ? [] : [{ items: [], rest: all(machine, machine.iterate(outer.rest)) }];
      return asIterator(machine, concatenated(machine, [...inner, ...more]));
    },
  });
}

const product: BuiltinValue = builtin("product", (machine, { positional, named, open }) => {
  const times = constantInt(named.get("repeat") ?? int(1));
  const once = positional.map((source) => machine.iterate(source));
  if (open || times === undefined || times > mostRepeats) return newIterator(machine, [], unknown);
  const sources = Array.from({ length: times }, () => once).flat();
  const count = sources.reduce((n, source) => n * source.items.length, 1);
  if (sources.some((source) => source.rest !== undefined) || count > mostCombinations) {
    return newIterator(machine, [], tuple(sources.map((source) => all(machine, source))));
  }
  const rows = sources.reduce<readonly (readonly Value[])[]>(
    (left, { items }) => left.flatMap((row) => items.map((item) => [...row, item])),
    [[]],
  );
  return newIterator(
    machine,
    rows.map((row) => tuple(row)),
  );
});

/** `permutations`, `combinations` and `combinations_with_replacement` differ in which positions may follow which. */
function selection(name: string, mayFollow: (chosen: readonly number[], next: number) => boolean): BuiltinValue {
  return namedFunction(name, ["iterable", "r"], 1, (machine, [source = unknown, size]) => {
    const { items, rest } = machine.iterate(source);
    const length = size === undefined || size.kind === "none" ? items.length : constantInt(size);
    if (length === undefined || length > mostRepeats) return newIterator(machine, [], unknown);
    const any = (): Value => joinAll(machine, rest === undefined ? items : [...items, rest]);
    let rows: readonly (readonly number[])[] = [[]];
    for (let i = 0; i < length; i++) {
      rows = rows.flatMap((row) =>
        items
          .map((_, next) => next)
          .filter((next) => mayFollow(row, next))
          .map((next) => [...row, next]),
      );
      if (rows.length > mostCombinations) break;
    }
    if (rest !== undefined || rows.length > mostCombinations)
      return newIterator(machine, [], tuple(Array.from({ length }, any)));
    return newIterator(
      machine,
      rows.map((row) => tuple(row.map((at) => items[at] as Value))),
    );
  });
}

const zipLongest: BuiltinValue = builtin("zip_longest", (machine, { positional, named, open }) => {
  const fill = named.get("fillvalue") ?? none;
  const sources = positional.map((source) => machine.iterate(source));
  if (open || sources.some((source) => source.rest !== undefined))
    return newIterator(machine, [], tuple(sources.map((s) => machine.join(all(machine, s), fill))));
  const length = Math.max(0, ...sources.map((source) => source.items.length));
  return newIterator(
    machine,
    Array.from({ length }, (_, i) => tuple(sources.map((source) => source.items[i] ?? fill))),
  );
});

const repeat = namedFunction("repeat", ["object", "times"], 1, (machine, [value = unknown, times]) => {
  const count = times === undefined ? undefined : constantInt(times);
  if (count === undefined)
    return newIterator(machine, times === undefined ? Array.from({ length: endlessItems }, () => value) : [], value);
  return newIterator(
    machine,
    Array.from({ length: Math.max(0, Math.min(count, mostCombinations)) }, () => value),
  );
});

const count = namedFunction("count", ["start", "step"], 0, (machine, [start = int(0), step = int(1)]) => {
  const items: Value[] = [start];
  for (let i = 1; i < endlessItems; i++) items.push(binary(machine, "+", items[i - 1] as Value, step));
  return newIterator(machine, items, start.kind === "int" ? machine.anyInt() : unknown);
});

const cycle = namedFunction("cycle", ["iterable"], 1, (machine, [source = unknown]) => {
  const { items, rest } = machine.iterate(source);
  if (items.length === 0 && rest === undefined) return newIterator(machine, []);
  const first =
    rest === undefined
      ? Array.from({ length: Math.max(endlessItems, items.length) }, (_, i) => items[i % items.length] as Value)
      : items;
  return newIterator(machine, first, all(machine, { items, rest }));
});

/** Takes what it needs of an iterator, and leaves the rest in it. */
const islice: BuiltinValue = builtin("islice", (machine, { positional: [source, ...bounds] }) => {
  if (source === undefined) return newIterator(machine, [], unknown);
  const numbers = bounds.map((bound) => (bound.kind === "none" ? Infinity : constantInt(bound)));
  const [start = 0, stop, step = 1] = numbers.length === 1 ? [0, numbers[0]] : numbers;
  const { items, rest } = machine.iterate(source);
  if (numbers.includes(undefined) || stop === undefined || !(step >= 1))
    return newIterator(machine, [], all(machine, { items, rest }));
  const from = start === Infinity ? 0 : start;
  const taken = items.filter((_, i) => i >= from && i < stop && (step === Infinity || (i - from) % step === 0));
  if (source.kind === "iterator" && Number.isFinite(stop)) machine.heap.assign(source, "items", items.slice(stop));
  return rest !== undefined && stop > items.length ? newIterator(machine, taken, rest) : newIterator(machine, taken);
});

const accumulate: BuiltinValue = builtin("accumulate", (machine, { positional: [source, fn = none], named }) => {
  if (source === undefined) return newIterator(machine, [], unknown);
  const combine = named.get("func") ?? fn;
  const step = (left: Value, right: Value): Value =>
    combine.kind === "none" ? binary(machine, "+", left, right) : machine.callWith(combine, left, right);
  const { items, rest } = machine.iterate(source);
  const initial = named.get("initial");
  const all = initial === undefined || initial.kind === "none" ? items : [initial, ...items];
  const sums: Value[] = [];
  for (const item of all) {
    const last = sums.at(-1);
    sums.push(last === undefined ? item : step(last, item));
  }
  return newIterator(machine, sums, rest === undefined ? undefined : unknown);
});

const starmap = namedFunction("starmap", ["function", "iterable"], 2, (machine, [fn = unknown, source = unknown]) =>
  asIterator(
    machine,
    mapIteration(machine, machine.iterate(source), (row) => {
      const { items, rest } = machine.iterate(row);
      return machine.call(fn, { positional: items, named: new Map(), open: rest !== undefined });
    }),
  ),
);

const pairwise = namedFunction("pairwise", ["iterable"], 1, (machine, [source = unknown]) => {
  const { items, rest } = machine.iterate(source);
  const later: Iteration = { items: items.slice(1), rest };
  if (rest === undefined && items.length < 2) return newIterator(machine, []);
  return asIterator(
    machine,
    zipIterations(machine, [{ items, rest }, later], (pair) => tuple(pair)),
  );
});

/** Items while, from where, or except where a test holds; summed up once a test is not decided. */
function filtering(name: string, keep: (answers: readonly boolean[], at: number) => boolean): BuiltinValue {
  return namedFunction(name, ["predicate", "iterable"], 2, (machine, [test = unknown, source = unknown]) => {
    const { items, rest } = machine.iterate(source);
    const answers = items.map((item) => machine.truth(test.kind === "none" ? item : machine.callWith(test, item)));
    if (rest !== undefined || answers.includes(undefined)) {
      const any = rest === undefined ? items : [...items, rest];
      return any.length === 0 ? newIterator(machine, []) : newIterator(machine, [], joinAll(machine, any));
    }
    const decided = answers.map((answer) => answer === true);
    return newIterator(
      machine,
      items.filter((_, i) => keep(decided, i)),
    );
  });
}

const compress = namedFunction(
  "compress",
  ["data", "selectors"],
  2,
  (machine, [data = unknown, selectors = unknown]) => {
    const { items, rest } = machine.iterate(data);
    const chosen = machine.iterate(selectors);
    const answers = chosen.items.map((item) => machine.truth(item));
    if (rest !== undefined || chosen.rest !== undefined || answers.includes(undefined))
      return newIterator(machine, [], all(machine, { items, rest: rest ?? unknown }));
    return newIterator(
      machine,
      items.filter((_, i) => answers[i] === true),
    );
  },
);

const tee = namedFunction("tee", ["iterable", "n"], 1, (machine, [source = unknown, number]) => {
  const copies = number === undefined ? 2 : constantInt(number);
  const iteration = machine.iterate(source);
  return copies === undefined || copies > mostRepeats
    ? unknown
    : tuple(Array.from({ length: copies }, () => asIterator(machine, iteration)));
});

/** Runs of items with equal keys. */
const groupby: BuiltinValue = namedFunction("groupby", ["iterable", "key"], 1, (machine, [source = unknown, key]) => {
  const { items, rest } = machine.iterate(source);
  if (rest !== undefined)
    return newIterator(machine, [], tuple([unknown, newIterator(machine, [], joinAll(machine, [...items, rest]))]));
  const groups: { key: Value; items: Value[] }[] = [];
  for (const item of items) {
    const own = key === undefined || key.kind === "none" ? item : machine.callWith(key, item);
    const last = groups.at(-1);
    const same = last === undefined ? false : equals(machine, last.key, own);
    if (same === undefined)
      return newIterator(machine, [], tuple([unknown, newIterator(machine, [], joinAll(machine, items))]));
    if (same) last?.items.push(item);
    else groups.push({ key: own, items: [item] });
  }
  return newIterator(
    machine,
    groups.map((group) => tuple([group.key, newIterator(machine, group.items)])),
  );
});

const batched = namedFunction("batched", ["iterable", "n"], 2, (machine, [source = unknown, number = unknown]) => {
  const { items, rest } = machine.iterate(source);
  const size = constantInt(number);
  if (size === undefined || size < 1 || rest !== undefined) return newIterator(machine, [], unknown);
  return newIterator(
    machine,
    Array.from({ length: Math.ceil(items.length / size) }, (_, i) => tuple(items.slice(i * size, (i + 1) * size))),
  );
});

installChain();

const functions: readonly BuiltinValue[] = [
  product,
  selection("permutations", (chosen, next) => !chosen.includes(next)),
  selection("combinations", (chosen, next) => next > (chosen.at(-1) ?? -1)),
  selection("combinations_with_replacement", (chosen, next) => next >= (chosen.at(-1) ?? 0)),
  zipLongest,
  repeat,
  count,
  cycle,
  islice,
  accumulate,
  starmap,
  pairwise,
  filtering("takewhile", (answers, at) => answers.slice(0, at + 1).every(Boolean)),
  filtering("dropwhile", (answers, at) => !answers.slice(0, at + 1).every(Boolean)),
  filtering("filterfalse", (answers, at) => answers[at] === false),
  compress,
  tee,
  groupby,
  batched,
];

export const itertoolsModule: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["chain", chainClass],
  ...functions.map((fn) => [fn.name, fn] as const),
]);
