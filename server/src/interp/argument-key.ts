/**
 * A text for what a call is given: equal for calls that a library cannot tell apart. There is none where an argument is not known to the last
 * number, or is an object of the program.
 */
import type { Reading, TensorType } from "../shape/index.ts";
import { isOfLibrary } from "./heap.ts";
import { areAlike, prototypeOf } from "./prototypes.ts";
import type { Pairs } from "./prototypes.ts";
import type { CallArguments, TensorValue, Value } from "./values.ts";

const readings = new WeakMap<Reading, number>();
let readingCount = 0;

function readingText(reading: Reading | undefined): string {
  if (reading === undefined) return "";
  let id = readings.get(reading);
  if (id === undefined) readings.set(reading, (id = readingCount += 1));
  return `r${String(id)}`;
}

/** `undefined` where a size is not known. */
export function typeText({ shape: { lead, rest, tail }, dtype, reading }: TensorType): string | undefined {
  if (rest !== undefined) return undefined;
  let text = "(";
  for (const sizes of [lead, tail]) {
    for (const size of sizes) {
      if (typeof size !== "number") return undefined;
      text += `${String(size)},`;
    }
  }
  return `${text})${dtype ?? "?"}${readingText(reading)}`;
}

/** `taken`: the objects of the callee, which no argument may share. */
export function argumentKey({ positional, named, open }: CallArguments, taken: Pairs): string | undefined {
  if (open) return undefined;
  const places = new Map<Value, number>();
  let key = "";
  for (const value of positional) {
    const part = textOf(value, places, taken);
    if (part === undefined) return undefined;
    key += `${part};`;
  }
  for (const [name, value] of named) {
    const part = textOf(value, places, taken);
    if (part === undefined) return undefined;
    key += `${name}=${part};`;
  }
  return key;
}

function textOf(value: Value, places: Map<Value, number>, taken: Pairs): string | undefined {
  switch (value.kind) {
    case "none":
    case "undefined":
    case "ellipsis":
      return value.kind;
    case "int":
      return typeof value.size === "number" ? `i${String(value.size)}` : undefined;
    case "float":
    case "bool":
      return value.value === undefined ? undefined : `${value.kind}${String(value.value)}`;
    case "str":
      return value.value === undefined ? undefined : JSON.stringify(value.value);
    case "dtype":
      return `d${value.dtype}`;
    case "tuple":
      return value.class === undefined ? listText("(", value.items, places, taken) : undefined;
    case "class":
    case "function":
      return isOfLibrary(value) ? `o${String(value.born)}` : undefined;
    default:
  }
  if (!("born" in value) || taken.has(value)) return undefined;
  const place = places.get(value);
  if (place !== undefined) return `#${String(place)}`;
  places.set(value, places.size);
  switch (value.kind) {
    case "list":
      return value.rest === undefined ? listText("[", value.items, places, taken) : undefined;
    case "tensor":
      return tensorText(value);
    case "instance": {
      const prototype = prototypeOf(value);
      if (prototype === value) return undefined;
      const parts: Pairs = new Map();
      if (!areAlike(value, prototype, parts)) return undefined;
      parts.delete(value);
      for (const part of parts.keys()) {
        if (places.has(part) || taken.has(part)) return undefined;
        places.set(part, places.size);
      }
      return `p${String(prototype.born)}`;
    }
    default:
      return undefined;
  }
}

function listText(
  opening: string,
  items: readonly Value[],
  places: Map<Value, number>,
  taken: Pairs,
): string | undefined {
  let text = opening;
  for (const item of items) {
    const part = textOf(item, places, taken);
    if (part === undefined) return undefined;
    text += `${part},`;
  }
  return text;
}

function tensorText({ type, parameter, buffer, trainable, library, scalar }: TensorValue): string | undefined {
  if (scalar !== undefined && typeof scalar !== "number") return undefined;
  const text = typeText(type);
  if (text === undefined) return undefined;
  const flags = `${parameter ? "p" : ""}${buffer ? "b" : ""}${trainable ? "" : "f"}`;
  return `T${text}${flags}${library ?? ""}${scalar === undefined ? "" : `=${String(scalar)}`}`;
}
