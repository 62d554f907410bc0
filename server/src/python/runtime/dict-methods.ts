/** Methods of dicts, and of the live view that `vars(x)` gives. */
import type { Machine } from "../../interp/machine.ts";
import { bool, none, str, tuple, unknown } from "../../interp/values.ts";
import type { DictEntry, DictValue, InstanceValue, Value } from "../../interp/values.ts";
import { addClassMethods, addMethods, type Method, type MethodCall } from "./calls.ts";
import { attributeViewClass, dictClass } from "./classes.ts";
import { contains } from "./compare.ts";
import {
  clearDict,
  copyDict,
  dictLength,
  findEntry,
  orderedEntries,
  removeEntry,
  setEntry,
  updateDict,
} from "./dicts.ts";
import { joinAll, payloadOf } from "./lookup.ts";
import { intOrAny } from "./numbers.ts";

interface DictCall extends MethodCall {
  readonly dict: DictValue;
}

function onDict(run: (call: DictCall) => Value): Method {
  return (call) => {
    const dict = payloadOf(call.self);
    return dict.kind === "dict" ? run({ ...call, dict }) : unknown;
  };
}

/** A view as a list: the items that are certain, and what any further ones are. */
function view(of: (entry: DictEntry) => Value): Method {
  return onDict(({ machine, dict }) => {
    const { certain, others } = orderedEntries(dict);
    const rest = others.length === 0 ? undefined : joinAll(machine, others.map(of));
    return rest === undefined ? machine.list(certain.map(of)) : machine.list(certain.map(of), rest);
  });
}

function get({ machine, dict, args: [key, given], named }: DictCall): Value {
  const fallback = given ?? named.get("default") ?? none;
  if (key === undefined) return unknown;
  const found = findEntry(machine, dict, key);
  if (found.kind === "found") return found.value;
  return found.kind === "missing" ? fallback : machine.join(found.value, fallback);
}

function setDefault({ machine, dict, args: [key, given] }: DictCall): Value {
  if (key === undefined) return unknown;
  const found = findEntry(machine, dict, key);
  if (found.kind === "found") return found.value;
  const value = found.kind === "missing" ? (given ?? none) : machine.join(found.value, given ?? none);
  setEntry(machine, dict, key, value);
  return value;
}

function pop({ machine, dict, args: [key, fallback] }: DictCall): Value {
  if (key === undefined) return unknown;
  const found = findEntry(machine, dict, key);
  removeEntry(machine, dict, key);
  if (found.kind === "found") return found.value;
  if (found.kind === "missing") return fallback ?? unknown;
  return fallback === undefined ? found.value : machine.join(found.value, fallback);
}

function popItem({ machine, dict }: DictCall): Value {
  const last = [...dict.entries.values()].at(-1);
  if (last === undefined || dictLength(dict) === undefined) return unknown;
  removeEntry(machine, dict, last.key);
  return tuple([last.key, last.value]);
}

export function updateWithArguments(
  machine: Machine,
  dict: DictValue,
  args: readonly Value[],
  named: ReadonlyMap<string, Value>,
  open: boolean,
): void {
  if (args[0] !== undefined) updateDict(machine, dict, args[0]);
  for (const [name, value] of named) setEntry(machine, dict, str(name), value);
  if (open) setEntry(machine, dict, unknown, unknown);
}

const update = onDict(({ machine, dict, args, named, open }) => {
  updateWithArguments(machine, dict, args, named, open);
  return none;
});

function moveToEnd({ machine, dict, args: [key, last] }: DictCall): Value {
  const found = key === undefined ? undefined : findEntry(machine, dict, key);
  if (key === undefined || found?.kind !== "found") return none;
  const isFirst = last !== undefined && machine.truth(last) === false;
  const others = isFirst ? [...dict.entries.values()].filter((entry) => entry.value !== found.value) : [];
  removeEntry(machine, dict, key);
  setEntry(machine, dict, key, found.value);
  for (const entry of others) {
    removeEntry(machine, dict, entry.key);
    setEntry(machine, dict, entry.key, entry.value);
  }
  return none;
}

function fromKeys({ machine, args: [keys, value] }: MethodCall): Value {
  const dict = machine.dict();
  const { items, rest } = keys === undefined ? { items: [], rest: unknown } : machine.iterate(keys);
  for (const key of items) setEntry(machine, dict, key, value ?? none);
  if (rest !== undefined) setEntry(machine, dict, unknown, value ?? none);
  return dict;
}

export function installDicts(): void {
  addMethods(dictClass, {
    __init__: update,
    __len__: onDict(({ machine, dict }) => intOrAny(machine, dictLength(dict))),
    __getitem__: onDict(({ machine, dict, args: [key] }) => {
      const found = key === undefined ? undefined : findEntry(machine, dict, key);
      return found === undefined || found.kind === "missing" ? unknown : found.value;
    }),
    __setitem__: onDict(({ machine, dict, args: [key, value] }) => {
      if (key !== undefined && value !== undefined) setEntry(machine, dict, key, value);
      return none;
    }),
    __delitem__: onDict(({ machine, dict, args: [key] }) => {
      if (key !== undefined) removeEntry(machine, dict, key);
      return none;
    }),
    __contains__: onDict(({ machine, dict, args: [key] }) =>
      bool(key === undefined ? undefined : contains(machine, dict, key)),
    ),
    __iter__: onDict(({ machine, dict }) => ({
      kind: "iterator",
      rest: undefined,
      ...machine.iterate(dict),
      born: machine.heap.stamp(),
    })),
    keys: view((entry) => entry.key),
    values: view((entry) => entry.value),
    items: view((entry) => tuple([entry.key, entry.value])),
    get: onDict(get),
    setdefault: onDict(setDefault),
    pop: onDict(pop),
    popitem: onDict(popItem),
    update,
    copy: onDict(({ machine, dict }) => copyDict(machine, dict)),
    clear: onDict(({ machine, dict }) => {
      clearDict(machine, dict);
      return none;
    }),
    move_to_end: onDict(moveToEnd),
  });
  addClassMethods(dictClass, { fromkeys: fromKeys });
  installAttributeView();
}

/** The object whose attributes a view shows. */
function ownerOf(view: Value): InstanceValue | undefined {
  const owner = view.kind === "instance" ? view.attributes.get("owner") : undefined;
  return owner?.kind === "instance" ? owner : undefined;
}

/** A dict of the attributes as they are now. */
function snapshot(machine: Machine, view: Value): DictValue {
  const owner = ownerOf(view);
  const entries = owner === undefined ? [] : [...owner.attributes].map(([name, value]) => [str(name), value] as const);
  return machine.dict(entries, owner === undefined || owner.escaped ? unknown : undefined);
}

function writeAll(machine: Machine, owner: InstanceValue, source: DictValue): void {
  for (const { key, value } of source.entries.values()) {
    if (key.kind === "str" && key.value !== undefined) machine.heap.set(owner, owner.attributes, key.value, value);
  }
  if (source.rest !== undefined) machine.heap.assign(owner, "escaped", true);
}

/** Reading methods work on a snapshot; what writes goes to the object. */
function installAttributeView(): void {
  const reading = ["__len__", "__getitem__", "__contains__", "__iter__", "keys", "values", "items", "get", "copy"];
  for (const name of reading) {
    const method = dictClass.attributes.get(name);
    if (method?.kind !== "builtin") continue;
    addMethods(attributeViewClass, {
      [name]: ({ machine, self, args, named, open, site }) =>
        method.call(machine, { positional: [snapshot(machine, self), ...args], named, open }, site),
    });
  }
  const writing: Readonly<Record<string, Method>> = {
    update: ({ machine, self, args, named, open }) => {
      const owner = ownerOf(self);
      const source = machine.dict();
      updateWithArguments(machine, source, args, named, open);
      if (owner !== undefined) writeAll(machine, owner, source);
      return none;
    },
    __setitem__: ({ machine, self, args: [key, value] }) => {
      const owner = ownerOf(self);
      const source = machine.dict();
      if (key !== undefined && value !== undefined) setEntry(machine, source, key, value);
      if (owner !== undefined) writeAll(machine, owner, source);
      return none;
    },
    pop: ({ machine, self, args: [key, fallback] }) => {
      const owner = ownerOf(self);
      const name = key?.kind === "str" ? key.value : undefined;
      if (owner === undefined || name === undefined) return unknown;
      const value = owner.attributes.get(name) ?? fallback ?? unknown;
      machine.heap.remove(owner, owner.attributes, name);
      return value;
    },
  };
  addMethods(attributeViewClass, writing);
}
