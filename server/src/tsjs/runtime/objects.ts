/**
 * Plain objects. They are tables of named values, so that a property set on some paths only is known to be perhaps missing; keys are always
 * strings. Symbols, accessors and private names are kept in the same table, under names that no program writes.
 */
import type { Iteration } from "../../interp/language.ts";
import type { Machine } from "../../interp/machine.ts";
import { anyStr, str, undefinedValue, unknown } from "../../interp/values.ts";
import type { DictEntry, DictValue, InstanceValue, Value } from "../../interp/values.ts";
import { getterOf, visibleName } from "../members.ts";

export function newObject(machine: Machine, entries: Iterable<readonly [string, Value]> = []): DictValue {
  return machine.dict([...entries].map(([key, value]) => [str(key), value] as const));
}

/** An own property; `undefined` if there is none for sure. */
export function ownProperty(machine: Machine, object: DictValue, key: string): Value | undefined {
  const entry = object.entries.get(slot(key));
  if (entry !== undefined)
    return entry.maybe === true ? machine.join(entry.value, object.rest ?? undefinedValue) : entry.value;
  return object.rest === undefined ? undefined : unknown;
}

export function setOwnProperty(machine: Machine, object: DictValue, key: string, value: Value): void {
  machine.heap.set(object, object.entries, slot(key), { key: str(key), value });
}

export function deleteOwnProperty(machine: Machine, object: DictValue, key: string): void {
  machine.heap.remove(object, object.entries, slot(key));
  machine.heap.remove(object, object.entries, slot(getterOf(key)));
}

/** A key that is not known was written: any property may be that one. */
export function setSomeProperty(machine: Machine, object: DictValue, value: Value): void {
  for (const [key, entry] of object.entries) {
    machine.heap.set(object, object.entries, key, { ...entry, value: machine.join(entry.value, value) });
  }
  machine.heap.assign(object, "rest", object.rest === undefined ? value : machine.join(object.rest, value));
}

function slot(key: string): string {
  return `s${key}`;
}

/** The own keys that a program sees, integers first; further ones may be there where `rest` is. */
export function ownKeys(object: DictValue): Iteration {
  const entries = [...object.entries.values()].flatMap((entry) => {
    const name = entry.key.kind === "str" && entry.key.value !== undefined ? visibleName(entry.key.value) : undefined;
    return name === undefined ? [] : [{ name, maybe: entry.maybe === true }];
  });
  const certain = orderedKeys(entries.filter(({ maybe }) => !maybe).map(({ name }) => name)).map(str);
  const isOpen = object.rest !== undefined || certain.length < entries.length;
  return isOpen ? { items: certain, rest: anyStr } : { items: certain };
}

/** Integer keys come first, in ascending order. */
function orderedKeys(keys: readonly string[]): readonly string[] {
  const isIndex = (key: string): boolean => /^(0|[1-9]\d{0,8})$/.test(key);
  const names = [...new Set(keys)];
  return [...names.filter(isIndex).sort((a, b) => Number(a) - Number(b)), ...names.filter((key) => !isIndex(key))];
}

/** The values of a table whose length need not be known. */
export function tableEntries(object: DictValue): {
  readonly certain: readonly DictEntry[];
  readonly others: readonly Value[];
} {
  const all = [...object.entries.values()];
  const others = all.filter(({ maybe }) => maybe === true).map(({ value }) => value);
  return {
    certain: all.filter(({ maybe }) => maybe !== true),
    others: object.rest === undefined ? others : [...others, object.rest],
  };
}

/** The own property names of an instance of a class. */
export function instanceKeys(instance: InstanceValue): Iteration {
  const names = [...instance.attributes.keys()].flatMap((key) => visibleName(key) ?? []);
  const items = orderedKeys(names).map(str);
  return instance.escaped ? { items, rest: anyStr } : { items };
}

/** Everything in the object may have been replaced. */
export function forget(machine: Machine, object: DictValue): void {
  for (const [key, entry] of object.entries)
    machine.heap.set(object, object.entries, key, { key: entry.key, value: unknown });
  machine.heap.assign(object, "rest", unknown);
}

/** `Map` and `Set` keep their content in such a table, by identity. `undefined`: which entry is meant is not known. */
export function identityKey(value: Value): string | undefined {
  switch (value.kind) {
    case "str":
      return value.value === undefined ? undefined : `s${value.value}`;
    case "int":
      return typeof value.size === "number" ? `n${String(value.size)}` : undefined;
    case "float":
      return value.value === undefined ? undefined : `n${String(value.value)}`;
    case "bool":
      return value.value === undefined ? undefined : `b${String(value.value)}`;
    case "none":
    case "undefined":
      return value.kind;
    case "list":
    case "dict":
    case "function":
    case "class":
    case "instance":
    case "module":
    case "tensor":
    case "iterator":
      return `o${String(value.born)}`;
    default:
      return undefined;
  }
}
