/**
 * Dicts: reading, writing and copying with what is known of their keys. An entry that only some paths made is `maybe`; an unknown key
 * may be any of them, so that a write through it blurs all values and a read gives their join.
 */
import type { Machine } from "../../interp/machine.ts";
import { keyOf, unknown } from "../../interp/values.ts";
import type { ClassValue, DictEntry, DictValue, Value } from "../../interp/values.ts";
import { isBuiltinClass } from "./classes.ts";
import { findInClass, joinAll, mayHaveMore, payloadOf } from "./lookup.ts";

export type Found =
  | { readonly kind: "found"; readonly value: Value }
  /** There on some paths only, or under a key that we do not know. */
  | { readonly kind: "maybe"; readonly value: Value }
  | { readonly kind: "missing" };

/** The key under which a value is stored; `undefined` where its equality or hash is not known. */
export function hashKey(value: Value): string | undefined {
  if (value.kind === "list" || value.kind === "dict" || value.kind === "set") return undefined;
  if (value.kind === "instance" && hasOwnEquality(value.class)) return undefined;
  return keyOf(payloadOf(value));
}

/** Whether a class says itself which of its instances are equal: not by identity, then. */
function hasOwnEquality(cls: ClassValue): boolean {
  return cls.mro.some((candidate) => !isBuiltinClass(candidate) && candidate.attributes.has("__eq__"));
}

export function findEntry(machine: Machine, dict: DictValue, key: Value): Found {
  const hash = hashKey(key);
  if (hash === undefined) {
    const all = allValues(dict);
    return all.length === 0 ? { kind: "missing" } : { kind: "maybe", value: joinAll(machine, all) };
  }
  const entry = dict.entries.get(hash);
  if (entry !== undefined) return { kind: entry.maybe === true ? "maybe" : "found", value: entry.value };
  return dict.rest === undefined ? { kind: "missing" } : { kind: "maybe", value: dict.rest };
}

export function setEntry(machine: Machine, dict: DictValue, key: Value, value: Value): void {
  const hash = hashKey(key);
  if (hash !== undefined) {
    const known = dict.entries.get(hash)?.key ?? key;
    machine.heap.set(dict, dict.entries, hash, { key: known, value });
    return;
  }
  for (const [known, entry] of [...dict.entries]) {
    machine.heap.set(dict, dict.entries, known, { ...entry, value: machine.join(entry.value, value) });
  }
  addUnknownEntry(machine, dict, value);
}

function addUnknownEntry(machine: Machine, dict: DictValue, value: Value): void {
  machine.heap.assign(dict, "rest", dict.rest === undefined ? value : machine.join(dict.rest, value));
}

/** Takes an entry away; false if it certainly is not there. */
export function removeEntry(machine: Machine, dict: DictValue, key: Value): boolean {
  const hash = hashKey(key);
  if (hash === undefined) {
    for (const [known, entry] of [...dict.entries])
      machine.heap.set(dict, dict.entries, known, { ...entry, maybe: true });
    return true;
  }
  if (dict.entries.has(hash)) {
    machine.heap.remove(dict, dict.entries, hash);
    return true;
  }
  return dict.rest !== undefined;
}

export function clearDict(machine: Machine, dict: DictValue): void {
  for (const key of [...dict.entries.keys()]) machine.heap.remove(dict, dict.entries, key);
  if (dict.rest !== undefined) machine.heap.assign(dict, "rest", undefined);
}

/** Writes all that a mapping, or an iterable of pairs, holds. */
export function updateDict(machine: Machine, dict: DictValue, source: Value): void {
  const from = payloadOf(source);
  if (from.kind === "dict") {
    for (const entry of [...from.entries.values()]) {
      if (entry.maybe === true) setMaybe(machine, dict, entry);
      else setEntry(machine, dict, entry.key, entry.value);
    }
    if (from.rest !== undefined) setEntry(machine, dict, unknown, from.rest);
    return;
  }
  if (from.kind === "instance" || from.kind === "unknown" || from.kind === "open") {
    updateFromMapping(machine, dict, from);
    return;
  }
  updateFromPairs(machine, dict, from);
}

function setMaybe(machine: Machine, dict: DictValue, entry: DictEntry): void {
  const hash = hashKey(entry.key);
  const before = hash === undefined ? undefined : dict.entries.get(hash);
  if (hash === undefined || before === undefined) {
    if (hash !== undefined) machine.heap.set(dict, dict.entries, hash, entry);
    return;
  }
  const value = machine.join(before.value, entry.value);
  machine.heap.set(dict, dict.entries, hash, { ...before, value });
}

/** An object with `keys()` and `__getitem__`. */
function updateFromMapping(machine: Machine, dict: DictValue, from: Value): void {
  if (from.kind !== "instance") {
    setEntry(machine, dict, unknown, unknown);
    return;
  }
  if (findInClass(from.class, "keys") === undefined && !mayHaveMore(from)) {
    updateFromPairs(machine, dict, from);
    return;
  }
  const keys = machine.iterate(machine.callWith(machine.attribute(from, "keys")));
  for (const key of keys.items) setEntry(machine, dict, key, machine.language.getItem(machine, from, key) ?? unknown);
  if (keys.rest !== undefined) setEntry(machine, dict, unknown, unknown);
}

function updateFromPairs(machine: Machine, dict: DictValue, from: Value): void {
  const pairs = machine.iterate(from);
  for (const pair of pairs.items) {
    const { items, rest } = machine.iterate(pair);
    const [key, value] = items;
    if (key !== undefined && value !== undefined && rest === undefined) setEntry(machine, dict, key, value);
    else setEntry(machine, dict, unknown, unknown);
  }
  if (pairs.rest === undefined) return;
  const { rest } = pairs;
  const value = rest.kind === "tuple" ? rest.items[1] : undefined;
  setEntry(machine, dict, unknown, value ?? unknown);
}

export function copyDict(machine: Machine, dict: DictValue): DictValue {
  const copy = machine.dict();
  for (const [key, entry] of dict.entries) machine.heap.set(copy, copy.entries, key, entry);
  if (dict.rest !== undefined) machine.heap.assign(copy, "rest", dict.rest);
  return copy;
}

export function allValues(dict: DictValue): readonly Value[] {
  const values = [...dict.entries.values()].map((entry) => entry.value);
  return dict.rest === undefined ? values : [...values, dict.rest];
}

/** The entries in order: certain ones up to the first that is not, and whether there may be others. */
export function orderedEntries(dict: DictValue): {
  readonly certain: readonly DictEntry[];
  readonly others: readonly DictEntry[];
} {
  const all = [...dict.entries.values()];
  const first = all.findIndex((entry) => entry.maybe === true);
  const certain = first < 0 ? all : all.slice(0, first);
  const others = first < 0 ? [] : all.slice(first);
  return { certain, others: dict.rest === undefined ? others : [...others, { key: unknown, value: dict.rest }] };
}

/** How many entries: `undefined` where that is not known. */
export function dictLength(dict: DictValue): number | undefined {
  const certain = dict.rest === undefined && [...dict.entries.values()].every((entry) => entry.maybe !== true);
  return certain ? dict.entries.size : undefined;
}
