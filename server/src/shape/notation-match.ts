/**
 * Comparing a shape with what a text says of it, by proof. Names bind at their first use and must agree later; what binds
 * is handed on, so that one name means one size through a whole function.
 */
import { assertNever } from "../base/assert-never.ts";
import { isOpaque, symbol, symbolsOf } from "./dim.ts";
import { namesIn, sizeOf, type Bindings } from "./notation-size.ts";
import { isRest, type ParsedAxis, type ParsedShape, type ParsedSize } from "./notation.ts";
import type { Dim } from "./polynomial.ts";
import { and, proveAtLeast, proveEqual, type Proof } from "./proof.ts";
import { minRank, proveEqualShapes, rowShape, shapeFrom, type Shape } from "./shape.ts";
import { solveLinear } from "./solve.ts";
import type { TensorType } from "./tensor.ts";

export interface Match {
  /** A name that binds to something unknown makes it `unknown`. */
  readonly proof: Proof;
  readonly bindings: Bindings;
  /** The first axis of the text that is refuted; undefined when the rank or dtype is what fails, or nothing does. */
  readonly axis?: number;
}

/** Stands for the one name that an expression is solved for; leaves this file with no one. */
const placeholderId = -2_000_000;

interface Names {
  readonly sizes: Map<string, Dim>;
  readonly rows: Map<string, Shape>;
}

/** As `matchShape`, and the dtype too, where the text names one. */
export function matchTensor(parsed: ParsedShape, tensor: TensorType, bindings: Bindings): Match {
  const match = matchShape(parsed, tensor.shape, bindings);
  if (parsed.dtype === undefined) return match;
  const sameType = tensor.dtype === undefined ? "unknown" : tensor.dtype === parsed.dtype ? "holds" : "fails";
  return { ...match, proof: and(match.proof, sameType) };
}

export function matchShape(parsed: ParsedShape, shape: Shape, bindings: Bindings): Match {
  const aligned = align(parsed, shape);
  if (aligned === undefined) return { proof: "fails", bindings };
  const names: Names = { sizes: new Map(bindings.sizes), rows: new Map(bindings.rows) };
  const proofs = new Map<number, Proof>();
  // Plain names first, so that `(2*H, H)` can be read.
  for (const plain of [true, false]) {
    parsed.axes.forEach((axis, i) => {
      if (plain !== isPlainName(axis)) return;
      proofs.set(i, isRest(axis) ? matchRest(axis, aligned.rest, names) : matchAxis(axis, aligned.sizes[i], names));
    });
  }
  const failing = parsed.axes.findIndex((_, i) => proofs.get(i) === "fails");
  const proof = and(aligned.rank, ...proofs.values());
  return { proof, bindings: names, ...(failing < 0 ? {} : { axis: failing }) };
}

interface Alignment {
  readonly rank: Proof;
  /** For each axis of the text the size it meets; undefined where that is not known. */
  readonly sizes: readonly (Dim | undefined)[];
  /** What the text's row stands for; undefined where it cannot be told. */
  readonly rest: Shape | undefined;
}

/** Which axis of the text speaks of which size; undefined when the ranks cannot agree. */
function align({ axes }: ParsedShape, shape: Shape): Alignment | undefined {
  const row = axes.findIndex(isRest);
  const before = row < 0 ? axes.length : row;
  const after = row < 0 ? 0 : axes.length - row - 1;
  if (shape.rest === undefined) {
    const { lead } = shape;
    if (row < 0 ? lead.length !== axes.length : lead.length < before + after) return undefined;
    const rest = lead.slice(before, lead.length - after);
    const sizes = axes.map((_, i) => lead[i <= before ? i : lead.length - axes.length + i]);
    return { rank: "holds", sizes, rest: shapeFrom(rest) };
  }
  if (row < 0 && minRank(shape) > axes.length) return undefined;
  const { lead, tail } = shape;
  const sizes = axes.map((_, i) => {
    const fromEnd = i - axes.length;
    if (row < 0) return lead[i] ?? tail[tail.length + fromEnd];
    return i < row ? lead[i] : tail[tail.length + fromEnd];
  });
  if (row < 0) return { rank: "unknown", sizes, rest: undefined };
  if (before > lead.length || after > tail.length) return { rank: "unknown", sizes, rest: undefined };
  const rest = rowShape(lead.slice(before), shape.rest, tail.slice(0, tail.length - after));
  return { rank: "holds", sizes, rest };
}

function isPlainName(axis: ParsedAxis): boolean {
  return axis.kind === "size" && axis.size.kind === "name";
}

function matchRest(axis: ParsedAxis, rest: Shape | undefined, { rows }: Names): Proof {
  if (axis.kind === "anyRest") return "holds";
  if (rest === undefined) return "unknown";
  if (axis.kind === "unknownRest") return rest.rest?.origin === "opaque" ? "holds" : "fails";
  if (axis.kind !== "rest") return "unknown";
  const bound = rows.get(axis.name);
  if (bound !== undefined) return proveEqualShapes(bound, rest);
  rows.set(axis.name, rest);
  const isKnown = rest.rest?.origin !== "opaque" && ![...rest.lead, ...rest.tail].some(isOpaque);
  return isKnown ? "holds" : "unknown";
}

function matchAxis(axis: ParsedAxis, dim: Dim | undefined, names: Names): Proof {
  switch (axis.kind) {
    case "any":
      return "holds";
    case "unknown":
      return dim === undefined ? "unknown" : isOpaque(dim) ? "holds" : "fails";
    case "size":
      return dim === undefined ? "unknown" : matchSize(axis.size, dim, names);
    case "rest":
    case "anyRest":
    case "unknownRest":
      return "unknown";
    default:
      return assertNever(axis);
  }
}

function matchSize(size: ParsedSize, dim: Dim, names: Names): Proof {
  const free = namesIn(size).filter((name) => !names.sizes.has(name));
  if (free.length === 0)
    return proveEqual(
      sizeOf(size, (name) => names.sizes.get(name) ?? NaN),
      dim,
    );
  if (size.kind === "name") return bind(size.name, dim, names);
  if (isOpaque(dim)) return "unknown";
  return matchByNames(size, dim, free, names) ?? matchBySolving(size, dim, free, names);
}

/** Names are positive sizes. */
function bind(name: string, dim: Dim, { sizes }: Names): Proof {
  if (proveAtLeast(dim, 1) === "fails") return "fails";
  sizes.set(name, dim);
  return isOpaque(dim) ? "unknown" : "holds";
}

/** A free name most likely means the symbol of that name. It may not, so nothing is refuted this way. */
function matchByNames(size: ParsedSize, dim: Dim, free: readonly string[], { sizes }: Names): Proof | undefined {
  const found = new Map(sizes);
  for (const name of free) {
    const same = symbolsOf(dim).find((s) => s.name === name);
    if (same !== undefined) found.set(name, symbol(same));
  }
  if (!free.every((name) => found.has(name))) return undefined;
  if (
    proveEqual(
      sizeOf(size, (name) => found.get(name) ?? NaN),
      dim,
    ) !== "holds"
  )
    return undefined;
  for (const name of free) sizes.set(name, found.get(name) ?? NaN);
  return "holds";
}

/** With one free name, `2*H` against 14 makes it 7, and against 15 fails. */
function matchBySolving(size: ParsedSize, dim: Dim, free: readonly string[], names: Names): Proof {
  const [only] = free;
  if (only === undefined || free.length > 1) return "unknown";
  const unknown = symbol({ id: placeholderId, name: only, origin: "open" });
  const value = sizeOf(size, (name) => (name === only ? unknown : (names.sizes.get(name) ?? NaN)));
  const solution = solveLinear(value, dim, (s) => s.id === placeholderId);
  if (solution !== undefined) return bind(only, solution.value, names);
  return proveEqual(value, dim);
}
