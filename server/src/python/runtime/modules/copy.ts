/** `copy`: shallow copies, and deep ones of whole graphs of objects, in which what was shared stays shared. */
import type { Machine } from "../../../interp/machine.ts";
import { tuple, unknown } from "../../../interp/values.ts";
import type { DictValue, HeapObject, InstanceValue, Value } from "../../../interp/values.ts";
import { namedFunction } from "../calls.ts";
import { copyDict } from "../dicts.ts";
import { callMethod, findInClass } from "../lookup.ts";
import { newSet } from "../sets.ts";

function shallow(machine: Machine, value: Value): Value {
  switch (value.kind) {
    case "list":
      return machine.list(value.items, value.rest);
    case "dict":
      return copyDict(machine, value);
    case "set":
      return newSet(machine, value.items, value.rest);
    case "instance":
      if (findInClass(value.class, "__copy__") !== undefined) return callMethod(machine, value, "__copy__") ?? unknown;
      return {
        ...value,
        born: machine.heap.stamp(),
        attributes: new Map(value.attributes),
        ...(value.payload === undefined ? {} : { payload: shallow(machine, value.payload) }),
      };
    default:
      return value;
  }
}

type Copies = Map<HeapObject, Value>;

function deep(machine: Machine, value: Value, copies: Copies): Value {
  if (value.kind === "tuple") {
    return tuple(
      value.items.map((item) => deep(machine, item, copies)),
      value.class,
    );
  }
  if (!("born" in value))
    return value.kind === "method" ? { ...value, self: deep(machine, value.self, copies) } : value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  switch (value.kind) {
    case "list": {
      const copy = machine.list([]);
      copies.set(value, copy);
      machine.heap.assign(
        copy,
        "items",
        value.items.map((item) => deep(machine, item, copies)),
      );
      if (value.rest !== undefined) machine.heap.assign(copy, "rest", deep(machine, value.rest, copies));
      return copy;
    }
    case "dict":
      return deepDict(machine, value, copies);
    case "set": {
      const copy = newSet(machine, value.items, value.rest);
      copies.set(value, copy);
      return copy;
    }
    case "instance":
      return deepInstance(machine, value, copies);
    case "tensor": {
      const copy: Value = { ...value, born: machine.heap.stamp() };
      copies.set(value, copy);
      return copy;
    }
    default:
      // Functions, classes and modules are not copied.
      return value;
  }
}

function deepDict(machine: Machine, value: DictValue, copies: Copies): Value {
  const copy = machine.dict();
  copies.set(value, copy);
  for (const [key, entry] of value.entries) {
    machine.heap.set(copy, copy.entries, key, { ...entry, value: deep(machine, entry.value, copies) });
  }
  if (value.rest !== undefined) machine.heap.assign(copy, "rest", deep(machine, value.rest, copies));
  return copy;
}

function deepInstance(machine: Machine, value: InstanceValue, copies: Copies): Value {
  if (value.born < 0) return value;
  if (findInClass(value.class, "__deepcopy__") !== undefined)
    return callMethod(machine, value, "__deepcopy__", machine.dict()) ?? unknown;
  const payload = value.payload === undefined ? undefined : deep(machine, value.payload, copies);
  const copy: InstanceValue = {
    ...value,
    born: machine.heap.stamp(),
    attributes: new Map<string, Value>(),
    ...(payload === undefined ? {} : { payload }),
  };
  copies.set(value, copy);
  for (const [name, attribute] of value.attributes) copy.attributes.set(name, deep(machine, attribute, copies));
  return copy;
}

export const copyModule: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["copy", namedFunction("copy", ["x"], 1, (machine, [value = unknown]) => shallow(machine, value))],
  [
    "deepcopy",
    namedFunction("deepcopy", ["x", "memo"], 1, (machine, [value = unknown]) => deep(machine, value, new Map())),
  ],
  ["replace", { kind: "builtin", name: "replace", call: () => unknown }],
]);
