/** `Map` and `Set`: instances that keep a table of entries, by identity of their keys. */
import type { Machine } from "../../interp/machine.ts";
import { bool, int, undefinedValue, unknown } from "../../interp/values.ts";
import type { DictValue, Value } from "../../interp/values.ts";
import { itemsOf } from "./arrays.ts";
import { joinAll, perhaps, positional } from "./natives.ts";
import type { Native, Natives } from "./natives.ts";
import { identityKey, setSomeProperty, tableEntries } from "./objects.ts";

function tableOf(self: Value): DictValue | undefined {
  return self.kind === "instance" && !self.escaped && self.payload?.kind === "dict" ? self.payload : undefined;
}

function put(machine: Machine, table: DictValue | undefined, key: Value, value: Value): void {
  if (table === undefined) return;
  const slot = identityKey(key);
  if (slot === undefined) setSomeProperty(machine, table, value);
  else machine.heap.set(table, table.entries, slot, { key, value });
}

const mapConstructor: Native = (machine, self, [source]) => {
  if (source === undefined || source.kind === "undefined" || source.kind === "none") return undefinedValue;
  const { items, rest } = itemsOf(machine, source);
  const add = (pair: Value, certain: boolean): void => {
    const { items: parts } = itemsOf(machine, pair);
    put(machine, tableOf(self), certain ? (parts[0] ?? unknown) : unknown, parts[1] ?? unknown);
  };
  for (const pair of items) add(pair, true);
  if (rest !== undefined) add(rest, false);
  return undefinedValue;
};

const setConstructor: Native = (machine, self, [source]) => {
  if (source === undefined || source.kind === "undefined" || source.kind === "none") return undefinedValue;
  const { items, rest } = itemsOf(machine, source);
  for (const item of items) put(machine, tableOf(self), item, item);
  const table = tableOf(self);
  if (rest !== undefined && table !== undefined) setSomeProperty(machine, table, rest);
  return undefinedValue;
};

const get: Native = (machine, self, [key = undefinedValue]) => {
  const table = tableOf(self);
  if (table === undefined) return unknown;
  const slot = identityKey(key);
  const entry = slot === undefined ? undefined : table.entries.get(slot);
  if (entry !== undefined && entry.maybe !== true) return entry.value;
  if (entry === undefined && slot !== undefined && table.rest === undefined) return undefinedValue;
  const { certain, others } = tableEntries(table);
  return joinAll(
    machine,
    slot === undefined
      ? [...certain.map(({ value }) => value), ...others, undefinedValue]
      : [...others, undefinedValue],
  );
};

const has: Native = (_, self, [key = undefinedValue]) => {
  const table = tableOf(self);
  const slot = identityKey(key);
  const entry = slot === undefined ? undefined : table?.entries.get(slot);
  if (table === undefined || slot === undefined || entry?.maybe === true) return bool(undefined);
  return bool(entry !== undefined ? true : table.rest === undefined ? false : undefined);
};

const remove: Native = (machine, self, [key = undefinedValue]) => {
  const table = tableOf(self);
  const slot = identityKey(key);
  if (table === undefined) return bool(undefined);
  if (slot === undefined) {
    for (const [each, entry] of table.entries) machine.heap.set(table, table.entries, each, { ...entry, maybe: true });
    return bool(undefined);
  }
  const known = table.entries.has(slot);
  machine.heap.remove(table, table.entries, slot);
  return bool(known ? true : table.rest === undefined ? false : undefined);
};

const clear: Native = (machine, self) => {
  const table = tableOf(self);
  if (table === undefined) return undefinedValue;
  for (const key of [...table.entries.keys()]) machine.heap.remove(table, table.entries, key);
  machine.heap.assign(table, "rest", undefined);
  return undefinedValue;
};

const size: Native = (machine, self) => {
  const table = tableOf(self);
  if (table === undefined) return machine.anyInt({ min: 0 });
  const { certain, others } = tableEntries(table);
  return others.length === 0 ? int(certain.length) : machine.anyInt({ min: certain.length });
};

type Entry = readonly [key: Value, value: Value];

function listOf(make: (machine: Machine, entry: Entry) => Value): Native {
  return (machine, self) => {
    const table = tableOf(self);
    if (table === undefined) return machine.iterator([], unknown);
    const { certain, others } = tableEntries(table);
    const items = certain.map(({ key, value }) => make(machine, [key, value]));
    return machine.iterator(
      items,
      others.length === 0 ? undefined : make(machine, [unknown, joinAll(machine, others)]),
    );
  };
}

const forEach: Native = (machine, self, [fn = undefinedValue]) => {
  const table = tableOf(self);
  const { certain, others } = table === undefined ? { certain: [], others: [unknown] } : tableEntries(table);
  for (const { key, value } of certain) machine.call(fn, positional(value, key, self));
  if (others.length > 0) perhaps(machine, () => machine.call(fn, positional(joinAll(machine, others), unknown, self)));
  return undefinedValue;
};

const shared: Natives = {
  has,
  delete: remove,
  clear,
  forEach,
  values: listOf((_, [, value]) => value),
  keys: listOf((_, [key]) => key),
  entries: listOf((machine, [key, value]) => machine.list([key, value])),
};

export const mapMethods: Natives = {
  ...shared,
  constructor: mapConstructor,
  get,
  set: (machine, self, [key = undefinedValue, value = undefinedValue]) => {
    put(machine, tableOf(self), key, value);
    return self;
  },
};

export const setMethods: Natives = {
  ...shared,
  constructor: setConstructor,
  add: (machine, self, [value = undefinedValue]) => {
    put(machine, tableOf(self), value, value);
    return self;
  },
};

export const tableSize = size;
