/**
 * `object[index]`: reading, writing and deleting items of built-in containers, and which values ask their class instead. An index
 * that is not known picks any item.
 */
import { asConstant, multiply, add, isInteger, rankOf } from "../../shape/index.ts";
import type { TensorType } from "../../shape/index.ts";
import type { Machine } from "../../interp/machine.ts";
import { constantInt, int, str, tuple, unknown } from "../../interp/values.ts";
import type {
  ClassValue,
  InstanceValue,
  ListValue,
  OpenValue,
  RangeValue,
  StrValue,
  TupleValue,
  Value,
} from "../../interp/values.ts";
import { hasOwnMethod } from "./classes.ts";
import { findEntry, removeEntry, setEntry } from "./dicts.ts";
import { enumMembers } from "./enums.ts";
import { callMethod, findInClass, findMethod, joinAll, mayHaveMore, payloadOf } from "./lookup.ts";
import { slicePositions } from "./slices.ts";
import { settled, shapeOfSize, sizeItem } from "./tensor-size.ts";

export function getItem(machine: Machine, object: Value, index: Value): Value | undefined {
  switch (object.kind) {
    case "unknown":
      return unknown;
    case "instance":
      return instanceItem(machine, object, index);
    case "tensor":
      if (object.library === undefined && runsBackwards(index)) return unknown;
      return callMethod(machine, object, "__getitem__", index) ?? unknown;
    case "open":
      return runsBackwards(index) ? unknown : openItem(machine, object, index);
    case "list":
      return listItem(machine, object, index);
    case "tuple":
      return tupleItem(machine, object, index);
    case "str":
      return strItem(object, index);
    case "range":
      return rangeItem(machine, object, index);
    case "dict": {
      const found = findEntry(machine, object, index);
      return found.kind === "missing" ? undefined : found.value;
    }
    case "class":
      return classItem(machine, object, index);
    case "function":
    case "builtin":
    case "method":
    case "module":
      return unknown;
    default:
      return undefined;
  }
}

/** What arrays and lists do, and PyTorch's tensors do not: whose tensor an argument is nobody knows. */
function runsBackwards(index: Value): boolean {
  if (index.kind === "tuple") return index.items.some(runsBackwards);
  const step = index.kind === "slice" ? constantInt(index.step) : undefined;
  return step !== undefined && step < 0;
}

function instanceItem(machine: Machine, object: InstanceValue, index: Value): Value | undefined {
  const shape = shapeOfSize(machine, object);
  if (shape !== undefined) {
    const own = settled(machine, object);
    return own.kind === "tuple" ? tupleItem(machine, own, index) : sizeItem(machine, shape, index);
  }
  if (hasOwnMethod(object.class, "__getitem__")) return callMethod(machine, object, "__getitem__", index);
  const payload = payloadOf(object);
  if (payload === object) return mayHaveMore(object) ? unknown : undefined;
  const found = getItem(machine, payload, index);
  if (found !== undefined || findInClass(object.class, "__missing__") === undefined) return found;
  return callMethod(machine, object, "__missing__", index);
}

/** An open value: a plain index is a part of it, anything that only tensors take makes it a tensor. */
function openItem(machine: Machine, object: OpenValue, index: Value): Value {
  if (!machine.isOpenTensor(object)) {
    const key = partKey(index);
    if (key !== undefined) return object.derived === undefined ? machine.openPart(object, key) : unknown;
    if (index.kind !== "tuple" && index.kind !== "ellipsis" && index.kind !== "none") return unknown;
  }
  const tensor = machine.asTensor(object);
  return tensor === undefined ? unknown : (callMethod(machine, tensor, "__getitem__", index) ?? unknown);
}

/** How a constant index is written after the value's name. */
export function partKey(index: Value): string | undefined {
  const at = constantInt(index);
  if (at !== undefined) return `[${at}]`;
  return index.kind === "str" && index.value !== undefined ? `["${index.value}"]` : undefined;
}

function listItem(machine: Machine, list: ListValue, index: Value): Value | undefined {
  const { items, rest } = list;
  if (index.kind === "slice") {
    if (rest !== undefined) return machine.list([], joinAll(machine, [...items, rest]));
    const positions = slicePositions(index, items.length);
    if (positions !== undefined) return machine.list(positions.map((i) => items[i] as Value));
    return items.length === 0 ? machine.list([]) : machine.list([], joinAll(machine, items));
  }
  if (isOfAxes(index)) return undefined;
  const at = constantInt(payloadOf(index));
  const all = rest === undefined ? items : [...items, rest];
  if (at === undefined) return all.length === 0 ? undefined : anyItem(machine, all, index);
  if (rest === undefined) return items[at < 0 ? at + items.length : at];
  if (at >= 0) return items[at] ?? rest;
  return joinAll(machine, [...items.slice(at), rest]);
}

/** Of built-in containers only dicts take a tuple. */
const isOfAxes = ({ kind }: Value): boolean => kind === "tuple";

/** Any of them, for an index that is an integer, also one that stands in a tensor; unknown for one that may be something else. */
function anyItem(machine: Machine, items: readonly Value[], index: Value): Value {
  return index.kind === "tensor" && !isWholeNumber(index.type) ? unknown : joinAll(machine, items);
}

const isWholeNumber = ({ shape, dtype }: TensorType): boolean =>
  rankOf(shape) === 0 && dtype !== undefined && isInteger(dtype);

function tupleItem(machine: Machine, value: TupleValue, index: Value): Value | undefined {
  const { items } = value;
  if (index.kind === "slice") {
    const positions = slicePositions(index, items.length);
    return positions === undefined ? unknown : tuple(positions.map((i) => items[i] as Value));
  }
  if (isOfAxes(index)) return undefined;
  const at = constantInt(payloadOf(index));
  if (at === undefined) return items.length === 0 ? undefined : anyItem(machine, items, index);
  return items[at < 0 ? at + items.length : at];
}

function strItem({ value }: StrValue, index: Value): Value | undefined {
  if (value === undefined) return str(undefined);
  const characters = [...value];
  if (index.kind === "slice") {
    const positions = slicePositions(index, characters.length);
    return str(positions?.map((i) => characters[i]).join(""));
  }
  const at = constantInt(payloadOf(index));
  if (at === undefined) return str(undefined);
  const found = characters[at < 0 ? at + characters.length : at];
  return found === undefined ? undefined : str(found);
}

function rangeItem(machine: Machine, range: RangeValue, index: Value): Value | undefined {
  const at = constantInt(payloadOf(index));
  if (at !== undefined && at >= 0) return int(add(range.start, multiply(range.step, at)));
  const { items, rest } = machine.iterate(range);
  if (index.kind === "slice") {
    const picked = rest === undefined ? slicePositions(index, items.length) : undefined;
    const first = asConstant(range.start);
    return picked === undefined || first === undefined ? unknown : rangeSlice(range, items, picked);
  }
  return listItem(machine, machine.list(items, rest), index);
}

function rangeSlice(range: RangeValue, items: readonly Value[], picked: readonly number[]): Value {
  const sizeAt = (i: number): number | undefined => constantInt(items[picked[i] ?? -1] ?? unknown);
  const first = sizeAt(0);
  if (first === undefined) return { kind: "range", start: 0, stop: 0, step: 1 };
  const last = sizeAt(picked.length - 1) ?? first;
  const own = asConstant(range.step) ?? 1;
  const step = picked.length > 1 ? (sizeAt(1) ?? first + own) - first : own;
  return { kind: "range", start: first, stop: last + Math.sign(step), step };
}

/** `List[int]` is the class itself; `Color["RED"]` a member. */
function classItem(machine: Machine, cls: ClassValue, index: Value): Value | undefined {
  const members = enumMembers(machine, cls);
  if (members !== undefined) {
    if (index.kind === "str" && index.value !== undefined) return cls.attributes.get(index.value);
    return members.length === 0 ? unknown : joinAll(machine, members);
  }
  const hook = findInClass(cls, "__class_getitem__");
  if (hook?.kind === "descriptor") return machine.callWith(machine.attribute(cls, "__class_getitem__"), index);
  return cls;
}

export function setItem(machine: Machine, object: Value, index: Value, value: Value): void {
  switch (object.kind) {
    case "instance":
      if (hasOwnMethod(object.class, "__setitem__")) callMethod(machine, object, "__setitem__", index, value);
      else if (payloadOf(object) !== object) setItem(machine, payloadOf(object), index, value);
      return;
    case "tensor":
      callMethod(machine, object, "__setitem__", index, value);
      return;
    case "open": {
      const tensor = machine.isOpenTensor(object) ? machine.asTensor(object) : undefined;
      if (tensor !== undefined) callMethod(machine, tensor, "__setitem__", index, value);
      return;
    }
    case "list":
      return setListItem(machine, object, index, value);
    case "dict":
      return setEntry(machine, object, index, value);
    default:
  }
}

function setListItem(machine: Machine, list: ListValue, index: Value, value: Value): void {
  const { items, rest } = list;
  if (index.kind === "slice") return setListSlice(machine, list, machine.iterate(value), index);
  const at = constantInt(payloadOf(index));
  if (at !== undefined && (at >= 0 || rest === undefined)) {
    const position = at < 0 ? at + items.length : at;
    if (position >= 0 && position < items.length) {
      machine.heap.assign(
        list,
        "items",
        items.map((item, i) => (i === position ? value : item)),
      );
      return;
    }
    if (rest === undefined) return;
  }
  // Any item may be the one.
  machine.heap.assign(
    list,
    "items",
    items.map((item) => machine.join(item, value)),
  );
  if (rest !== undefined) machine.heap.assign(list, "rest", machine.join(rest, value));
}

interface Items {
  readonly items: readonly Value[];
  readonly rest?: Value | undefined;
}

function setListSlice(machine: Machine, list: ListValue, source: Items, index: Value): void {
  const positions =
    index.kind === "slice" && list.rest === undefined ? slicePositions(index, list.items.length) : undefined;
  if (positions === undefined || source.rest !== undefined || index.kind !== "slice") {
    const all = [...list.items, ...source.items, ...[list.rest, source.rest].filter((r) => r !== undefined)];
    machine.heap.assign(list, "items", []);
    machine.heap.assign(list, "rest", all.length === 0 ? undefined : joinAll(machine, all));
    return;
  }
  const items = [...list.items];
  const step = index.step.kind === "none" ? 1 : constantInt(index.step);
  if (step === 1)
    items.splice(positions[0] ?? insertionPoint(index.lower, items.length), positions.length, ...source.items);
  else positions.forEach((position, i) => (items[position] = source.items[i] ?? unknown));
  machine.heap.assign(list, "items", items);
}

function insertionPoint(lower: Value, length: number): number {
  const at = lower.kind === "none" ? 0 : (constantInt(lower) ?? length);
  return Math.max(0, Math.min(length, at < 0 ? at + length : at));
}

export function deleteItem(machine: Machine, object: Value, index: Value): void {
  switch (object.kind) {
    case "instance":
      if (findMethod(machine, object, "__delitem__") !== undefined && hasOwnMethod(object.class, "__delitem__"))
        callMethod(machine, object, "__delitem__", index);
      else if (payloadOf(object) !== object) deleteItem(machine, payloadOf(object), index);
      return;
    case "dict":
      removeEntry(machine, object, index);
      return;
    case "list":
      return deleteListItem(machine, object, index);
    default:
  }
}

function deleteListItem(machine: Machine, list: ListValue, index: Value): void {
  const { items, rest } = list;
  const at = constantInt(payloadOf(index));
  const positions =
    index.kind === "slice"
      ? rest === undefined
        ? slicePositions(index, items.length)
        : undefined
      : at === undefined || (at < 0 && rest !== undefined)
        ? undefined
        : [at < 0 ? at + items.length : at];
  if (positions !== undefined && (rest === undefined || positions.every((p) => p < items.length))) {
    machine.heap.assign(
      list,
      "items",
      items.filter((_, i) => !positions.includes(i)),
    );
    return;
  }
  const all = rest === undefined ? items : [...items, rest];
  machine.heap.assign(list, "items", []);
  machine.heap.assign(list, "rest", all.length === 0 ? undefined : joinAll(machine, all));
}
