/** `Object.keys`, `Object.assign` and their like, and what every object has. */
import type { Machine } from "../../interp/machine.ts";
import { anyStr, bool, none, undefinedValue, unknown } from "../../interp/values.ts";
import type { Iteration } from "../../interp/language.ts";
import type { DictValue, Value } from "../../interp/values.ts";
import { getterOf } from "../members.ts";
import { itemsOf } from "./arrays.ts";
import { toText } from "./globals.ts";
import { itself } from "./math.ts";
import { compare, strictlyEqual } from "./compare.ts";
import { keys } from "./iterate.ts";
import { classOf } from "./lookup.ts";
import { joinAll } from "./natives.ts";
import type { Native, Natives } from "./natives.ts";
import { forget, newObject, ownProperty, setOwnProperty, setSomeProperty, tableEntries } from "./objects.ts";
import { textOf } from "./truth.ts";

function keysOf(machine: Machine, value: Value | undefined): Iteration {
  return (value === undefined ? undefined : keys(machine, value)) ?? { items: [], rest: anyStr };
}

/** Any of an object's values that is not known by name. */
function otherValue(machine: Machine, value: Value | undefined): Value {
  return value?.kind === "dict" ? joinAll(machine, tableEntries(value).others) : unknown;
}

/** One item for each own property, and one for all of which we do not know how many there are. */
function ofEach(make: (machine: Machine, key: Value, value: Value) => Value): Native {
  return (machine, _, [object]) => {
    const { items, rest } = keysOf(machine, object);
    const all = items.map((key) =>
      make(
        machine,
        key,
        (object === undefined ? undefined : machine.language.getItem(machine, object, key)) ?? unknown,
      ),
    );
    return machine.list(all, rest === undefined ? undefined : make(machine, rest, otherValue(machine, object)));
  };
}

const assign: Native = (machine, _, [target = undefinedValue, ...sources], { open }) => {
  for (const source of sources) copyProperties(machine, target, source);
  if (open) copyProperties(machine, target, unknown);
  return target;
};

/** `{ ...source }` and `Object.assign`. */
export function copyProperties(machine: Machine, target: Value, source: Value): void {
  if (
    source.kind === "none" ||
    source.kind === "undefined" ||
    source.kind === "bool" ||
    source.kind === "int" ||
    source.kind === "float"
  )
    return;
  const { items, rest } = keysOf(machine, source);
  for (const key of items) {
    const value = machine.language.getItem(machine, source, key) ?? unknown;
    machine.language.setItem(machine, target, key, value);
  }
  if (rest === undefined) return;
  if (target.kind !== "dict") {
    machine.escape([target]);
    return;
  }
  if (source.kind !== "dict") forget(machine, target);
  else
    copyUncertain(machine, target, source, new Set(items.map((key) => (key.kind === "str" ? key.value : undefined))));
}

/** What may be in the source may have replaced what is in the target. */
function copyUncertain(
  machine: Machine,
  target: DictValue,
  source: DictValue,
  done: ReadonlySet<string | undefined>,
): void {
  for (const entry of source.entries.values()) {
    const name = entry.key.kind === "str" ? entry.key.value : undefined;
    if (name === undefined || done.has(name)) continue;
    const before = ownProperty(machine, target, name);
    if (before !== undefined) setOwnProperty(machine, target, name, machine.join(before, entry.value));
    else machine.heap.set(target, target.entries, `s${name}`, { ...entry, maybe: true });
  }
  if (source.rest !== undefined) setSomeProperty(machine, target, source.rest);
}

const fromEntries: Native = (machine, _, [entries = undefinedValue]) => {
  const { items, rest } = itemsOf(machine, entries);
  const object = newObject(machine);
  const add = (pair: Value, certain: boolean): void => {
    const [key = undefinedValue, value = undefinedValue] = pair.kind === "list" ? pair.items : [unknown, unknown];
    if (certain) machine.language.setItem(machine, object, key, value);
    else setSomeProperty(machine, object, value);
  };
  for (const pair of items) add(pair, true);
  if (rest !== undefined) add(rest, false);
  return object;
};

const same: Native = (_, __, [value = undefinedValue]) => value;
const anyAnswer: Native = () => bool(undefined);

const defineProperty: Native = (machine, _, [object = undefinedValue, key = undefinedValue, descriptor]) => {
  const value = descriptor?.kind === "dict" ? ownProperty(machine, descriptor, "value") : undefined;
  if (value !== undefined) machine.language.setItem(machine, object, key, value);
  else machine.escape([object]);
  return object;
};

const hasOwn = (machine: Machine, object: Value, key: Value): Value => {
  if (object.kind === "instance")
    return object.escaped ? bool(undefined) : bool(object.attributes.has(textOf(machine, key) ?? ""));
  const name = textOf(machine, key);
  if (object.kind !== "dict" || name === undefined) return compare(machine, "in", key, object);
  const entry = object.entries.get(`s${name}`) ?? object.entries.get(`s${getterOf(name)}`);
  return bool(
    entry?.maybe === true ? undefined : entry !== undefined ? true : object.rest === undefined ? false : undefined,
  );
};

export const objectFunctions: Natives = {
  keys: ofEach((_, key) => key),
  values: ofEach((_, __, value) => value),
  entries: ofEach((machine, key, value) => machine.list([key, value])),
  getOwnPropertyNames: ofEach((_, key) => key),
  fromEntries,
  freeze: same,
  seal: same,
  preventExtensions: same,
  isFrozen: anyAnswer,
  defineProperty,
  create: (machine, _, [prototype]) => (prototype?.kind === "none" ? newObject(machine) : unknown),
  getPrototypeOf: (machine, _, [value = undefinedValue]) => {
    const cls = classOf(machine, value);
    return cls === undefined ? unknown : (machine.language.getAttribute(machine, cls, "prototype") ?? none);
  },
  is: (machine, _, [a = undefinedValue, b = undefinedValue]) => bool(strictlyEqual(machine, a, b)),
  hasOwn: (machine, _, [object = undefinedValue, key = undefinedValue]) => hasOwn(machine, object, key),
  groupBy: () => unknown,
};

export const openObjectFunctions: Natives = { assign };

const hasOwnProperty: Native = (machine, self, [key = undefinedValue]) => hasOwn(machine, self, key);

export const objectMethods: Natives = {
  hasOwnProperty,
  propertyIsEnumerable: hasOwnProperty,
  isPrototypeOf: anyAnswer,
  toString: toText,
  toLocaleString: toText,
  valueOf: itself,
};

/** `{ a, ...rest } = value`. */
export function objectRest(machine: Machine, value: Value, taken: readonly Value[]): Value {
  const object = newObject(machine);
  copyProperties(machine, object, value);
  for (const key of taken) {
    const name = textOf(machine, key);
    if (name === undefined) forget(machine, object);
    else machine.language.deleteAttribute(machine, object, name);
  }
  return object;
}
