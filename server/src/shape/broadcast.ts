/** Broadcasting, as NumPy defined it and every framework does it: aligned from the last axis, size 1 stretches. */
import { equalDims, isOpaque } from "./dim.ts";
import { boundsOf } from "./bounds.ts";
import type { Dim } from "./polynomial.ts";
import { and, not, proveEqual } from "./proof.ts";
import { rowShape, shapeFrom, type FreshSizes, type Row, type Shape } from "./shape.ts";

/** Two sizes that meet on one axis. */
export interface AxisPair {
  /** Counted from the end: -1 is the last. */
  readonly axis: number;
  readonly left: Dim;
  readonly right: Dim;
  /** Indices of the shapes that the two sizes come from. */
  readonly leftShape: number;
  readonly rightShape: number;
}

export interface Broadcast {
  /** Undefined when there is a conflict. */
  readonly shape: Shape | undefined;
  /** Pairs that are proved to be incompatible. */
  readonly conflicts: readonly AxisPair[];
  /** Pairs that are proved to be neither. The shape supposes that they are compatible. */
  readonly undecided: readonly AxisPair[];
}

/** The size that two sizes give, and how sure it is that they can meet. */
export interface AxisBroadcast {
  readonly size: Dim | undefined;
  readonly verdict: "fits" | "conflict" | "undecided";
}

export function broadcast(shapes: readonly Shape[], fresh: FreshSizes): Broadcast {
  const conflicts: AxisPair[] = [];
  const undecided: AxisPair[] = [];
  const reversed: Dim[] = [];
  const known = knownAxes(shapes);
  for (let axis = -1; axis >= -known; axis--) {
    let size: Dim | undefined;
    let from = 0;
    for (const [index, shape] of shapes.entries()) {
      const next = endAxis(shape, axis);
      if (next === undefined) continue;
      if (size === undefined) {
        size = next;
        from = index;
        continue;
      }
      const met = broadcastSizes(size, next, fresh);
      const pair: AxisPair = { axis, left: size, right: next, leftShape: from, rightShape: index };
      if (met.verdict === "conflict") conflicts.push(pair);
      if (met.verdict === "undecided") undecided.push(pair);
      if (met.size === undefined) continue;
      if (!equalDims(met.size, size)) from = index;
      size = met.size;
    }
    reversed.push(size ?? 1);
  }
  const shape = conflicts.length > 0 ? undefined : withRow(shapes, known, reversed.toReversed(), fresh);
  return { shape, conflicts, undecided };
}

/** The size of one axis where two sizes meet. A size that stays unknown is fresh. */
export function broadcastSizes(left: Dim, right: Dim, fresh: FreshSizes): AxisBroadcast {
  if (right === 1 || equalDims(left, right)) return { size: left, verdict: "fits" };
  if (left === 1) return { size: right, verdict: "fits" };
  const equal = proveEqual(left, right);
  if (equal === "holds") return { size: isOpaque(left) ? right : left, verdict: "fits" };
  const leftStays = not(proveEqual(left, 1));
  const rightStays = not(proveEqual(right, 1));
  if (and(not(equal), leftStays, rightStays) === "holds") return { size: undefined, verdict: "conflict" };
  // One that is surely not 1 does not stretch, so it is the result whatever the other is.
  const preferRight = typeof right === "number" || isOpaque(left);
  if (leftStays === "holds" && !(rightStays === "holds" && preferRight)) return { size: left, verdict: "undecided" };
  if (rightStays === "holds") return { size: right, verdict: "undecided" };
  const a = boundsOf(left);
  const b = boundsOf(right);
  const min = a.min >= 1 && b.min >= 1 ? Math.max(a.min, b.min) : Math.max(0, Math.min(a.min, b.min));
  return { size: fresh.size("size", { min, max: Math.max(a.max, b.max) }), verdict: "undecided" };
}

/** How many axes from the end are known of every shape; shapes of known rank end, and say nothing beyond. */
function knownAxes(shapes: readonly Shape[]): number {
  const rows = shapes.filter(({ rest }) => rest !== undefined);
  if (rows.length > 0) return Math.min(...rows.map(({ tail }) => tail.length));
  return Math.max(0, ...shapes.map(({ lead }) => lead.length));
}

function endAxis(shape: Shape, axis: number): Dim | undefined {
  return shape.rest === undefined ? shape.lead[shape.lead.length + axis] : shape.tail[shape.tail.length + axis];
}

/** Puts before the known axes whatever is known of the rest. */
function withRow(shapes: readonly Shape[], known: number, tail: readonly Dim[], fresh: FreshSizes): Shape {
  const beyond = shapes.filter(({ rest, lead }) => rest !== undefined || lead.length > known);
  const [first] = beyond;
  if (first?.rest === undefined) return beyond.length === 0 ? shapeFrom(tail) : rowShape([], fresh.row("rest"), tail);
  const row: Row = first.rest;
  const agree = beyond.every(
    ({ rest, lead, tail: theirs }) =>
      rest?.id === row.id &&
      theirs.length === known &&
      lead.length === first.lead.length &&
      lead.every((dim, i) => equalDims(dim, first.lead[i] ?? NaN)),
  );
  return agree ? rowShape(first.lead, row, tail) : rowShape([], fresh.row("rest"), tail);
}
