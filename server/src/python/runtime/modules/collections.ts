/** The parts of `collections` that need more than Python: `defaultdict` and `Counter` as dicts with an answer for missing keys. */
import type { Machine } from "../../../interp/machine.ts";
import { constantInt, int, none, tuple, unknown } from "../../../interp/values.ts";
import type { DictValue, Value } from "../../../interp/values.ts";
import { abstractClasses } from "../abstract-classes.ts";
import { addMethods, type MethodCall } from "../calls.ts";
import { builtinClass, dictClass, setConstruct } from "../classes.ts";
import { constructWith } from "../construct.ts";
import { findEntry, orderedEntries, setEntry } from "../dicts.ts";
import { joinAll, payloadOf } from "../lookup.ts";
import { namedtupleFunction } from "../named-tuples.ts";
import { newIterator } from "../iterators.ts";
import { binary } from "../operators.ts";
import { sortItems } from "../sort.ts";

const defaultdictClass = builtinClass("defaultdict", [dictClass], "collections");
const counterClass = builtinClass("Counter", [dictClass], "collections");

function dictOf(value: Value): DictValue | undefined {
  const payload = payloadOf(value);
  return payload.kind === "dict" ? payload : undefined;
}

function installDefaultdict(): void {
  setConstruct(defaultdictClass, (machine, cls, args, site) =>
    constructWith(machine, cls, args, site, () => machine.dict()),
  );
  addMethods(defaultdictClass, {
    __init__: ({ machine, self, args: [factory, ...others], named, open, site }) => {
      if (self.kind === "instance") machine.heap.set(self, self.attributes, "default_factory", factory ?? none);
      const fill = dictClass.attributes.get("__init__");
      return fill === undefined ? none : machine.call(fill, { positional: [self, ...others], named, open }, site);
    },
    __missing__: ({ machine, self, args: [key] }) => {
      const factory = self.kind === "instance" ? self.attributes.get("default_factory") : undefined;
      const dict = dictOf(self);
      if (factory === undefined || factory.kind === "none" || key === undefined || dict === undefined) return unknown;
      const value = machine.callWith(factory);
      setEntry(machine, dict, key, value);
      return value;
    },
  });
}

/** Adds to the count of each item, or of each key of a mapping its number. */
function countItems(machine: Machine, counts: DictValue, source: Value): void {
  const mapping = dictOf(source);
  const additions: readonly (readonly [Value, Value])[] =
    mapping === undefined
      ? machine.iterate(source).items.map((item) => [item, int(1)] as const)
      : [...mapping.entries.values()].map((entry) => [entry.key, entry.value] as const);
  for (const [key, amount] of additions) {
    const found = findEntry(machine, counts, key);
    setEntry(machine, counts, key, found.kind === "missing" ? amount : binary(machine, "+", found.value, amount));
  }
  const isOpen = mapping === undefined ? machine.iterate(source).rest !== undefined : mapping.rest !== undefined;
  if (isOpen) setEntry(machine, counts, unknown, machine.anyInt());
}

function count({ machine, self, args: [source], named }: MethodCall): Value {
  const counts = dictOf(self);
  if (counts === undefined) return unknown;
  if (source !== undefined && source.kind !== "none") countItems(machine, counts, source);
  if (named.size > 0)
    countItems(
      machine,
      counts,
      machine.dict([...named].map(([name, value]) => [{ kind: "str", value: name } as const, value])),
    );
  return none;
}

function mostCommon({ machine, self, args: [number] }: MethodCall): Value {
  const counts = dictOf(self);
  if (counts === undefined) return unknown;
  const { certain, others } = orderedEntries(counts);
  const rows = certain.map(({ key, value }) => tuple([key, value]));
  if (others.length > 0) return machine.list([], unknown);
  const negated = {
    kind: "builtin",
    name: "key",
    call: (_: Machine, args: { positional: readonly Value[] }) =>
      args.positional[0]?.kind === "tuple" ? (args.positional[0].items[1] ?? unknown) : unknown,
  } as const;
  const sorted = sortItems(machine, rows, negated, { kind: "bool", value: true });
  const limit = number === undefined || number.kind === "none" ? sorted.length : constantInt(number);
  return limit === undefined ? machine.list([], joinAll(machine, sorted)) : machine.list(sorted.slice(0, limit));
}

/** Repetitions of one item beyond this many are not spelled out. */
const mostElements = 1024;

function elements({ machine, self }: MethodCall): Value {
  const counts = dictOf(self);
  const { certain = [], others = [] } = counts === undefined ? {} : orderedEntries(counts);
  const numbers = certain.map((entry) => constantInt(entry.value));
  const isLong = numbers.some((number) => number === undefined || number > mostElements);
  if (counts === undefined || others.length > 0 || isLong) return newIterator(machine, [], unknown);
  return newIterator(
    machine,
    certain.flatMap((entry, i) => Array.from({ length: Math.max(0, numbers[i] ?? 0) }, () => entry.key)),
  );
}

function installCounter(): void {
  setConstruct(counterClass, (machine, cls, args, site) =>
    constructWith(machine, cls, args, site, () => machine.dict()),
  );
  addMethods(counterClass, {
    __init__: count,
    update: count,
    __missing__: () => int(0),
    most_common: mostCommon,
    elements,
    total: ({ machine, self }) => {
      const counts = dictOf(self);
      if (counts === undefined || counts.rest !== undefined) return machine.anyInt();
      return [...counts.entries.values()].reduce<Value>((sum, entry) => binary(machine, "+", sum, entry.value), int(0));
    },
    subtract: ({ machine, self }) => {
      const counts = dictOf(self);
      if (counts !== undefined) setEntry(machine, counts, unknown, machine.anyInt());
      return none;
    },
  });
}

installDefaultdict();
installCounter();

/** `_collections`, on which the bundled `collections` stands. */
export const collectionsNatives: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["OrderedDict", dictClass],
  ["defaultdict", defaultdictClass],
  ["Counter", counterClass],
  ["namedtuple", namedtupleFunction],
  ["ChainMap", { kind: "builtin", name: "ChainMap", call: () => unknown }],
]);

export const collectionsAbcModule: ReadonlyMap<string, Value> = new Map<string, Value>(abstractClasses);
