/**
 * The sizes of a tensor along its axes, of which an unknown number may stand between known ones: `(B, *rest, 3)`. Here
 * are the record, its axes and its changes; broadcasting is in `broadcast.ts`.
 */
import { boundsOf } from "./bounds.ts";
import { equalDims, product } from "./dim.ts";
import type { Bounds, Dim, SizeSymbol } from "./polynomial.ts";
import { printDim } from "./print.ts";
import { and, proveEqual, type Proof } from "./proof.ts";
import { substitute } from "./substitute.ts";

/** An unknown number of axes. Two rows are the same when their ids are. */
export interface Row {
  readonly kind: "row";
  readonly id: number;
  readonly name: string;
  readonly origin: "open" | "opaque";
}

/** Without `rest` the rank is that of `lead`, and `tail` is empty. */
export interface Shape {
  readonly lead: readonly Dim[];
  readonly rest?: Row;
  readonly tail: readonly Dim[];
}

/** Supplies opaque sizes and rows never used before; the ids come from the run. A size is 0 or more unless told otherwise. */
export interface FreshSizes {
  size(name: string, bounds?: Partial<Bounds>): Dim;
  row(name: string): Row;
}

export function shapeOf(...dims: readonly Dim[]): Shape {
  return shapeFrom(dims);
}

export function shapeFrom(dims: readonly Dim[]): Shape {
  return { lead: dims, tail: [] };
}

/** `(…lead, *rest, …tail)`. */
export function rowShape(lead: readonly Dim[], rest: Row, tail: readonly Dim[] = []): Shape {
  return { lead, rest, tail };
}

/** All sizes, where the rank is known. */
export function knownDims(s: Shape): readonly Dim[] | undefined {
  return s.rest === undefined ? s.lead : undefined;
}

export function rankOf(s: Shape): number | undefined {
  return s.rest === undefined ? s.lead.length : undefined;
}

/** The rank is at least this. */
export function minRank(s: Shape): number {
  return s.lead.length + s.tail.length;
}

/** The size of an axis, negative ones counted from the end; undefined where there is none or it is not known. */
export function axisOf(s: Shape, axis: number): Dim | undefined {
  if (s.rest === undefined || axis >= 0) return s.lead[axis < 0 ? s.lead.length + axis : axis];
  return s.tail[s.tail.length + axis];
}

/** The product of all sizes, where the rank is known. */
export function elementCount(s: Shape): Dim | undefined {
  return s.rest === undefined ? product(s.lead) : undefined;
}

/** Same canonical form, row included. */
export function equalShapes(a: Shape, b: Shape): boolean {
  return a.rest?.id === b.rest?.id && equalLists(a.lead, b.lead) && equalLists(a.tail, b.tail);
}

/** With an unknown number of axes on either side it never holds, unless both are the same row. */
export function proveEqualShapes(a: Shape, b: Shape): Proof {
  const sameForm = a.rest?.id === b.rest?.id && a.lead.length === b.lead.length && a.tail.length === b.tail.length;
  if (sameForm) return and(proveEqualLists(a.lead, b.lead), proveEqualLists(a.tail, b.tail));
  if (a.rest === undefined && b.rest === undefined) return "fails";
  if (a.rest === undefined && minRank(b) > a.lead.length) return "fails";
  if (b.rest === undefined && minRank(a) > b.lead.length) return "fails";
  const proofs: Proof[] = ["unknown"];
  for (let i = 0; i < Math.min(a.lead.length, b.lead.length); i++) proofs.push(proveAxis(axisOf(a, i), axisOf(b, i)));
  for (let i = 1; i <= Math.min(minRank(a), minRank(b)); i++) proofs.push(proveAxis(axisOf(a, -i), axisOf(b, -i)));
  return and(...proofs);
}

function proveAxis(a: Dim | undefined, b: Dim | undefined): Proof {
  return a === undefined || b === undefined ? "unknown" : proveEqual(a, b);
}

function proveEqualLists(a: readonly Dim[], b: readonly Dim[]): Proof {
  return and(...a.map((dim, i) => proveAxis(dim, b[i])));
}

function equalLists(a: readonly Dim[], b: readonly Dim[]): boolean {
  return a.length === b.length && a.every((dim, i) => equalDims(dim, b[i] ?? NaN));
}

export function substituteShape(
  s: Shape,
  size: (s: SizeSymbol) => Dim | undefined,
  row: (r: Row) => Shape | undefined = () => undefined,
): Shape {
  const lead = s.lead.map((dim) => substitute(dim, size));
  if (s.rest === undefined) return shapeFrom(lead);
  const tail = s.tail.map((dim) => substitute(dim, size));
  const inner = row(s.rest);
  if (inner === undefined) return rowShape(lead, s.rest, tail);
  if (inner.rest === undefined) return shapeFrom([...lead, ...inner.lead, ...tail]);
  return rowShape([...lead, ...inner.lead], inner.rest, [...inner.tail, ...tail]);
}

/** The axes of `a`, then those of `b`. Where both have a row, what stands between becomes a fresh one, or all undefined. */
export function concatShapes(a: Shape, b: Shape): Shape | undefined;
export function concatShapes(a: Shape, b: Shape, fresh: FreshSizes): Shape;
export function concatShapes(a: Shape, b: Shape, fresh?: FreshSizes): Shape | undefined {
  if (a.rest === undefined) {
    const lead = [...a.lead, ...b.lead];
    return b.rest === undefined ? shapeFrom(lead) : rowShape(lead, b.rest, b.tail);
  }
  if (b.rest === undefined) return rowShape(a.lead, a.rest, [...a.tail, ...b.lead]);
  return fresh === undefined ? undefined : rowShape(a.lead, fresh.row("rest"), b.tail);
}

/** Without one axis; undefined where that axis does not exist or is not known. */
export function dropAxis(s: Shape, axis: number): Shape | undefined {
  return changeAxes(s, axis, (dims, index) => (index < dims.length ? dims.toSpliced(index, 1) : undefined));
}

/** With a new axis, which has this number in the result (torch's `unsqueeze`). */
export function insertAxis(s: Shape, axis: number, dim: Dim): Shape | undefined {
  const insert = (dims: readonly Dim[], index: number): readonly Dim[] | undefined =>
    index <= dims.length ? dims.toSpliced(index, 0, dim) : undefined;
  // From the end, -1 is behind the last axis: one further than in the shape as it is.
  if (axis === -1)
    return s.rest === undefined ? shapeFrom([...s.lead, dim]) : rowShape(s.lead, s.rest, [...s.tail, dim]);
  return changeAxes(s, axis < 0 ? axis + 1 : axis, insert);
}

export function replaceAxis(s: Shape, axis: number, dim: Dim): Shape | undefined {
  return changeAxes(s, axis, (dims, index) => (index < dims.length ? dims.with(index, dim) : undefined));
}

/** Applies a change to the list that the axis counts in: `lead`, or `tail` from the end of a shape with a row. */
function changeAxes(
  s: Shape,
  axis: number,
  change: (dims: readonly Dim[], index: number) => readonly Dim[] | undefined,
): Shape | undefined {
  const inTail = s.rest !== undefined && axis < 0;
  const dims = inTail ? s.tail : s.lead;
  const index = axis < 0 ? dims.length + axis : axis;
  const changed = index < 0 ? undefined : change(dims, index);
  if (changed === undefined) return undefined;
  if (s.rest === undefined) return shapeFrom(changed);
  return inTail ? rowShape(s.lead, s.rest, changed) : rowShape(changed, s.rest, s.tail);
}

/** What is known of a shape that is one of these two: sizes that agree stay, others become unknown. */
export function joinShapes(a: Shape, b: Shape, fresh: FreshSizes): Shape {
  if (equalShapes(a, b)) return a;
  const joinAll = (left: readonly Dim[], right: readonly Dim[]): readonly Dim[] =>
    left.map((dim, i) => joinDims(dim, right[i], fresh));
  if (a.rest?.id === b.rest?.id && a.lead.length === b.lead.length && a.tail.length === b.tail.length) {
    const lead = joinAll(a.lead, b.lead);
    return a.rest === undefined ? shapeFrom(lead) : rowShape(lead, a.rest, joinAll(a.tail, b.tail));
  }
  const lead = agreeing(
    (i) => axisOf(a, i),
    (i) => axisOf(b, i),
  );
  const most = Math.min(minRank(a), minRank(b)) - lead.length;
  const tail = agreeing(
    (i) => axisOf(a, -1 - i),
    (i) => axisOf(b, -1 - i),
  ).slice(0, most);
  return rowShape(lead, fresh.row("rest"), tail.toReversed());
}

function joinDims(a: Dim, b: Dim | undefined, fresh: FreshSizes): Dim {
  if (b !== undefined && equalDims(a, b)) return a;
  const left = boundsOf(a);
  const right = boundsOf(b ?? a);
  return fresh.size("size", { min: Math.min(left.min, right.min), max: Math.max(left.max, right.max) });
}

function agreeing(a: (i: number) => Dim | undefined, b: (i: number) => Dim | undefined): readonly Dim[] {
  const result: Dim[] = [];
  for (let i = 0; ; i++) {
    const left = a(i);
    const right = b(i);
    if (left === undefined || right === undefined || !equalDims(left, right)) return result;
    result.push(left);
  }
}

/** `(B, 3, *rest)`; a row that is not an input's prints as `*?`. */
export function printShape(s: Shape): string {
  const axes = s.lead.map(printDim);
  if (s.rest !== undefined) axes.push(s.rest.origin === "open" ? `*${s.rest.name}` : "*?", ...s.tail.map(printDim));
  else if (axes.length === 1) return `(${axes.join("")},)`;
  return `(${axes.join(", ")})`;
}
