/** Axes of shapes, by number: each answer is as much as is known, also where the rank or the axis is not. */
import {
  asConstant,
  axisOf,
  dropAxis,
  insertAxis,
  knownDims,
  rankOf,
  replaceAxis,
  rowShape,
  shapeFrom,
} from "../shape/index.ts";
import type { Dim, FreshSizes, Reading, Shape } from "../shape/index.ts";

/** A shape of which nothing is known. */
export const anyShape = (fresh: FreshSizes): Shape => rowShape([], fresh.row("rest"));

/** A shape of which only the rank is known. */
export const anyOfRank = (fresh: FreshSizes, rank: number): Shape =>
  shapeFrom(Array.from({ length: Math.max(0, rank) }, () => fresh.size("size")));

/** A known axis, counted from the front where the rank is known; `undefined` where it is not one of the shape's. */
export function axisNumber(axis: Dim, shape: Shape, extra = 0): number | undefined {
  const number = asConstant(axis);
  const rank = rankOf(shape);
  if (number === undefined || rank === undefined) return number;
  const count = Math.max(1, rank + extra);
  return number < -count || number >= count ? undefined : (number + count) % count;
}

/** A known axis counted from the end: -1 is the last. */
export function axisFromEnd(axis: Dim, shape: Shape): number | undefined {
  const number = axisNumber(axis, shape);
  if (number === undefined || number < 0) return number;
  const rank = rankOf(shape);
  return rank === undefined ? undefined : number - Math.max(1, rank);
}

export function sizeAt(shape: Shape, axis: Dim, fresh: FreshSizes): Dim {
  const number = axisNumber(axis, shape);
  const size = number === undefined ? undefined : axisOf(shape, number);
  return size ?? fresh.size("size");
}

/** The shape with one axis of another size. */
export function withAxis(shape: Shape, axis: Dim, size: Dim, fresh: FreshSizes): Shape {
  if (rankOf(shape) === 0) return shape;
  const number = axisNumber(axis, shape);
  return (number === undefined ? undefined : replaceAxis(shape, number, size)) ?? sameRank(shape, fresh);
}

export function withoutAxis(shape: Shape, axis: Dim, fresh: FreshSizes): Shape {
  const rank = rankOf(shape);
  if (rank === 0) return shape;
  const number = axisNumber(axis, shape);
  const dropped = number === undefined ? undefined : dropAxis(shape, number);
  return dropped ?? (rank === undefined ? anyShape(fresh) : anyOfRank(fresh, rank - 1));
}

/** The shape with a new axis, which has this number in the result. */
export function withNewAxis(shape: Shape, axis: Dim, size: Dim, fresh: FreshSizes): Shape {
  const rank = rankOf(shape);
  const number = rank === undefined ? asConstant(axis) : axisNumber(axis, shape, 1);
  const inserted = number === undefined ? undefined : insertAxis(shape, number, size);
  return inserted ?? (rank === undefined ? anyShape(fresh) : anyOfRank(fresh, rank + 1));
}

function sameRank(shape: Shape, fresh: FreshSizes): Shape {
  const rank = rankOf(shape);
  return rank === undefined ? anyShape(fresh) : anyOfRank(fresh, rank);
}

/** The sizes of a shape of known rank, each with its number from the front. */
export const numbered = (shape: Shape): readonly (readonly [number, Dim])[] | undefined =>
  knownDims(shape)?.map((size, index) => [index, size] as const);

/**
 * A reading after the values moved but did not change: `moved` says where the axis along which they sum to one went (both
 * counted from the end).
 */
export function movedReading(
  reading: Reading | undefined,
  moved: (axis: number) => number | undefined,
): Reading | undefined {
  if (reading?.sumsToOne === undefined) return reading;
  const { sumsToOne, ...others } = reading;
  const axis = moved(sumsToOne);
  return axis === undefined ? others : { ...others, sumsToOne: axis };
}

/** A reading of a part of the values: what is left out may have been the only one of its class. */
export function partReading(
  reading: Reading | undefined,
  moved: (axis: number) => number | undefined,
): Reading | undefined {
  const whole = movedReading(reading, moved);
  if (whole === undefined) return undefined;
  const { varied: _, ...part } = whole;
  return part.classes?.kind === "atLeast" ? { ...part, classes: { kind: "atMost", count: part.classes.count } } : part;
}

/** A reading whose values were picked from, so that nothing sums to one any more. */
export const pickedReading = (reading: Reading | undefined): Reading | undefined =>
  partReading(reading, () => undefined);

/** A reading of values that were chosen by what they are: of some classes there may be none left. */
export function filteredReading(reading: Reading | undefined): Reading | undefined {
  const picked = pickedReading(reading);
  return picked?.classes === undefined
    ? picked
    : { ...picked, classes: { kind: "atMost", count: picked.classes.count } };
}
