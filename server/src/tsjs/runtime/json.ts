/** JSON: a text that is known becomes the value that it says. What is too deep or too long to be written by hand stays unknown, part by part. */
import type { Machine } from "../../interp/machine.ts";
import { unknown } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { fromConstant } from "./constants.ts";
import { newObject } from "./objects.ts";

const deepest = 60;
const longest = 2000;
const largestText = 2_000_000;

/** `undefined` where the text is no JSON. */
export function jsonValue(machine: Machine, text: string): Value | undefined {
  if (text.length > largestText) return unknown;
  try {
    return partOf(machine, JSON.parse(text), deepest);
  } catch {
    return undefined;
  }
}

function partOf(machine: Machine, data: unknown, depth: number): Value {
  if (typeof data !== "object" || data === null) return fromConstant(machine, data);
  if (depth === 0) return unknown;
  if (Array.isArray(data))
    return data.length > longest
      ? machine.list([], unknown)
      : machine.list(data.map((item) => partOf(machine, item, depth - 1)));
  const entries = Object.entries(data);
  return entries.length > longest
    ? machine.dict([], unknown)
    : newObject(
        machine,
        entries.map(([key, item]) => [key, partOf(machine, item, depth - 1)] as const),
      );
}
