/** Positions in sequences: indexes from either end, and the positions that a slice picks. */
import { boundsOf } from "../../shape/index.ts";
import { constantInt } from "../../interp/values.ts";
import type { SliceValue, Value } from "../../interp/values.ts";
import { plainInt } from "./numbers.ts";

/** The positions that a slice of a sequence of that length picks; `undefined` where its bounds are not known. */
export function slicePositions(slice: SliceValue, length: number): readonly number[] | undefined {
  const step = slice.step.kind === "none" ? 1 : constantInt(slice.step);
  if (step === undefined || step === 0) return undefined;
  const start = bound(slice.lower, step > 0 ? 0 : length - 1, length, step);
  const stop = bound(slice.upper, step > 0 ? length : -1, length, step);
  if (start === undefined || stop === undefined) return undefined;
  const positions: number[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) positions.push(i);
  return positions;
}

function bound(value: Value, missing: number, length: number, step: number): number | undefined {
  if (value.kind === "none") return missing;
  const at = constantInt(value) ?? beyond(value, length);
  if (at === undefined) return undefined;
  const lowest = step > 0 ? 0 : -1;
  const highest = step > 0 ? length : length - 1;
  const fromStart = at < 0 ? at + length : at;
  return Math.min(highest, Math.max(lowest, fromStart));
}

/** A symbolic bound that is certainly past the end. */
function beyond(value: Value, length: number): number | undefined {
  const size = plainInt(value);
  return size !== undefined && boundsOf(size).min >= length ? length : undefined;
}
