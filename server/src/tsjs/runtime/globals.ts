/** The global functions and the statics of built-in classes that have no file of their own: arrays, strings, JSON, console, errors. */
import type { Machine } from "../../interp/machine.ts";
import { anyFloat, anyStr, bool, constantInt, int, str, undefinedValue, unknown } from "../../interp/values.ts";
import type { ListValue, Value } from "../../interp/values.ts";
import type { DType } from "../../shape/index.ts";
import { itemsOf, listFrom } from "./arrays.ts";
import { positional } from "./natives.ts";
import type { Native, Natives } from "./natives.ts";
import { jsonValue } from "./json.ts";
import { newObject } from "./objects.ts";
import { keys } from "./iterate.ts";
import { textOf } from "./truth.ts";

/** Longer arrays are not made item by item. */
const longestArray = 4096;

/** An array of so many equal items. */
function repeated(machine: Machine, length: Value, item: Value): Value {
  const count = constantInt(length);
  if (count === undefined || count > longestArray) return machine.list([], item);
  return machine.list(Array.from({ length: Math.max(0, count) }, () => item));
}

/** `new Array(3)`, `Array(1, 2)`. */
export const makeArray: Native = (machine, _, args, { open }) => {
  const [only] = args;
  if (open) return machine.list([], unknown);
  if (args.length !== 1 || only === undefined || (only.kind !== "int" && only.kind !== "open"))
    return machine.list(args);
  return repeated(machine, only, undefinedValue);
};

/** What a tensor of these numbers holds, by TensorFlow.js (`inferDtype`). */
const elementTypes: Readonly<Record<string, DType>> = {
  Float32Array: "float32",
  Int32Array: "int32",
  Uint8Array: "int32",
  Uint8ClampedArray: "int32",
};

/** `new Float32Array(n)`, or from the numbers of something. */
export function typedArrayMaker(name: string): Native {
  const elements = elementTypes[name];
  return (machine, _, [source]) => {
    const numbers = typedNumbers(machine, source);
    return elements === undefined ? numbers : { ...numbers, elements };
  };
}

function typedNumbers(machine: Machine, source: Value | undefined): ListValue {
  if (source === undefined) return machine.list([]);
  const made =
    source.kind === "int" || source.kind === "open"
      ? repeated(machine, source, anyFloat)
      : source.kind === "list" || source.kind === "iterator"
        ? listFrom(machine, itemsOf(machine, source))
        : undefined;
  return made?.kind === "list" ? made : machine.list([], anyFloat);
}

const from: Native = (machine, _, [source = undefinedValue, fn]) => {
  const length = source.kind === "dict" ? machine.language.getAttribute(machine, source, "length") : undefined;
  const isLike = length !== undefined && (length.kind === "int" || length.kind === "open");
  const list = isLike ? likeArray(machine, source, length) : listFrom(machine, itemsOf(machine, source));
  if (fn === undefined || fn.kind === "undefined") return list;
  const map = machine.language.getAttribute(machine, list, "map");
  return map === undefined ? unknown : machine.call(map, positional(fn));
};

/** `{ length: 3, 0: "a" }`. */
function likeArray(machine: Machine, source: Value, length: Value): Value {
  const list = repeated(machine, length, undefinedValue);
  for (const key of keys(machine, source)?.items ?? []) {
    if (key.kind !== "str" || !/^\d+$/.test(key.value ?? "")) continue;
    machine.language.setItem(
      machine,
      list,
      int(Number(key.value)),
      machine.language.getItem(machine, source, key) ?? unknown,
    );
  }
  return list;
}

export const arrayFunctions: Natives = {
  from,
  fromAsync: from,
  isArray: (_, __, [value = undefinedValue]) =>
    bool(
      value.kind === "unknown" || value.kind === "open" ? undefined : value.kind === "list" || value.kind === "tuple",
    ),
};
export const openArrayFunctions: Natives = {
  of: (machine, _, args, { open }) => machine.list(args, open ? unknown : undefined),
};

export const toStringValue: Native = (machine, _, [value]) =>
  value === undefined ? str("") : str(textOf(machine, value));
export const toBooleanValue: Native = (machine, _, [value = undefinedValue]) => bool(machine.truth(value));

export const stringFunctions: Natives = {
  fromCharCode: (_, __, args) => {
    const codes = args.map(constantInt);
    return codes.includes(undefined) ? anyStr : str(String.fromCharCode(...(codes as readonly number[])));
  },
  raw: () => anyStr,
};

/** `new Error(message, options)`. */
export const errorConstructor: Native = (machine, self, [message]) => {
  machine.language.setAttribute(
    machine,
    self,
    "message",
    message === undefined || message.kind === "undefined" ? str("") : str(textOf(machine, message)),
  );
  machine.language.setAttribute(machine, self, "stack", anyStr);
  return undefinedValue;
};

export const toText: Native = (machine, self) => str(textOf(machine, self));

export const errorMethods: Natives = { constructor: errorConstructor, toString: toText };

export const jsonFunctions: Natives = {
  parse: (machine, _, [text]) =>
    text?.kind === "str" && text.value !== undefined
      ? (jsonValue(machine, text.value) ?? machine.raise(undefined))
      : unknown,
  stringify: () => anyStr,
};

/** Everything that `console` does leaves its arguments alone. */
export const consoleFunctions: Natives = Object.fromEntries(
  "log info warn error debug trace table time timeEnd timeLog group groupCollapsed groupEnd assert count dir clear"
    .split(" ")
    .map((name) => [name, () => undefinedValue] as const),
);

/** A copy of what is in it, one level at a time, as far as we know it. */
const cloned: Native = (machine, _, [value = undefinedValue]) => copy(machine, value, 0);
const deepestCopy = 6;

function copy(machine: Machine, value: Value, depth: number): Value {
  if (depth > deepestCopy) return unknown;
  if (value.kind === "list")
    return machine.list(
      value.items.map((item) => copy(machine, item, depth + 1)),
      value.rest === undefined ? undefined : copy(machine, value.rest, depth + 1),
    );
  if (value.kind !== "dict") return value;
  const object = newObject(machine);
  for (const [key, entry] of value.entries)
    machine.heap.set(object, object.entries, key, { ...entry, value: copy(machine, entry.value, depth + 1) });
  if (value.rest !== undefined) machine.heap.assign(object, "rest", unknown);
  return object;
}

export const globalFunctions: Natives = { structuredClone: cloned };
