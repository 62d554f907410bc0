/** Writing and deleting properties, by name and by key. Built-in classes cannot be changed: that is not followed. */
import { constantInt, undefinedValue, unknown } from "../../interp/values.ts";
import type { Machine } from "../../interp/machine.ts";
import type { ListValue, Value } from "../../interp/values.ts";
import { setterOf, staticOf } from "../members.ts";
import { isBuiltinClass } from "./classes.ts";
import { bind, setterFor } from "./lookup.ts";
import { joinAll, positional } from "./natives.ts";
import { deleteOwnProperty, ownProperty, setOwnProperty, setSomeProperty } from "./objects.ts";
import { textOf } from "./truth.ts";

const plain = (name: string): string => name;
/** Arrays are not filled up beyond this by writing far behind their end. */
const longestGap = 4096;

export function setAttribute(machine: Machine, object: Value, name: string, value: Value): void {
  switch (object.kind) {
    case "dict": {
      const setter = ownProperty(machine, object, setterOf(name));
      if (setter !== undefined && setter.kind !== "unknown") machine.call(bind(setter, object), positional(value));
      else setOwnProperty(machine, object, name, value);
      return;
    }
    case "instance": {
      const setter = setterFor(object.class.mro, plain, name, object);
      if (setter !== undefined) machine.call(setter, positional(value));
      else if (object.born >= 0) machine.heap.set(object, object.attributes, name, value);
      return;
    }
    case "class": {
      const setter = setterFor(object.mro, staticOf, name, object);
      if (setter !== undefined) machine.call(setter, positional(value));
      else if (!isBuiltinClass(object)) machine.heap.set(object, object.attributes, staticOf(name), value);
      return;
    }
    case "function":
      machine.heap.set(object, object.attributes, name, value);
      return;
    case "list":
      if (name === "length") setLength(machine, object, value);
      return;
    default:
  }
}

function setLength(machine: Machine, list: ListValue, value: Value): void {
  const length = constantInt(value);
  const { items } = list;
  if (length === undefined || list.rest !== undefined || length > items.length + longestGap)
    summarize(machine, list, undefinedValue);
  else {
    const gap = Array.from({ length: Math.max(0, length - items.length) }, () => undefinedValue);
    machine.heap.assign(list, "items", [...items.slice(0, length), ...gap]);
  }
}

/** The list is any number of what it had and of what came in. */
export function summarize(machine: Machine, list: ListValue, added: Value): void {
  const all = [...list.items, added, ...(list.rest === undefined ? [] : [list.rest])];
  machine.heap.assign(list, "items", []);
  machine.heap.assign(list, "rest", joinAll(machine, all));
}

export function deleteAttribute(machine: Machine, object: Value, name: string): void {
  if (object.kind === "dict") deleteOwnProperty(machine, object, name);
  else if (object.kind === "instance" && object.born >= 0) machine.heap.remove(object, object.attributes, name);
  else if (object.kind === "function") machine.heap.remove(object, object.attributes, name);
}

export function setItem(machine: Machine, object: Value, index: Value, value: Value): void {
  if (object.kind === "list" && setElement(machine, object, index, value)) return;
  const key = textOf(machine, index);
  if (key !== undefined) setAttribute(machine, object, key, value);
  else if (object.kind === "dict") setSomeProperty(machine, object, value);
  else if (object.kind === "instance" && object.born >= 0) machine.escape([object]);
}

/** False where the index is no number. */
function setElement(machine: Machine, list: ListValue, index: Value, value: Value): boolean {
  if (index.kind === "str" && !/^\d+$/.test(index.value ?? "")) return index.value === undefined;
  const at = index.kind === "str" ? Number(index.value) : constantInt(index);
  const { items, rest } = list;
  if (at === undefined || at < 0 || (rest !== undefined && at >= items.length) || at > items.length + longestGap) {
    const joined = items.map((item) => machine.join(item, value));
    machine.heap.assign(list, "items", joined);
    machine.heap.assign(
      list,
      "rest",
      rest === undefined ? (at === undefined || at >= items.length ? value : undefined) : machine.join(rest, value),
    );
    return true;
  }
  const gap = Array.from({ length: Math.max(0, at - items.length) }, () => undefinedValue);
  machine.heap.assign(list, "items", [...items.slice(0, at), ...gap, value, ...items.slice(at + 1)]);
  return true;
}

export function deleteItem(machine: Machine, object: Value, index: Value): void {
  const key = textOf(machine, index);
  if (object.kind === "list") setElement(machine, object, index, undefinedValue);
  else if (key !== undefined) deleteAttribute(machine, object, key);
  else if (object.kind === "dict") setSomeProperty(machine, object, unknown);
}
