/**
 * Who decides whether a requirement holds. `strictJudge` assumes nothing: it is what the transcripts run under. A judge
 * that assumes requirements on inputs (an open run) is the interpreter's.
 */
import { minRank, rowShape, shapeFrom } from "../shape/index.ts";
import type { Dim, FreshSizes, Proof, Row, Shape } from "../shape/index.ts";
import { prove } from "./requirement.ts";
import type { Requirement } from "./requirement.ts";

export interface Judge extends FreshSizes {
  /** The size with everything assumed so far put in. */
  resolve(dim: Dim): Dim;
  resolveShape(shape: Shape): Shape;
  /** How many assumptions were made so far: what was resolved before a change is out of date. Absent where none are ever made. */
  readonly revision?: () => number;
  /** Judges, and in an open run may assume. */
  judge(requirement: Requirement): Proof;
  /**
   * A shape of unknown rank met a pattern with these axes, in order. One name may have a star: it stands for any number
   * of axes, and the answer may keep a row there. With `optionalFirst` the first axis may be absent: an open row is
   * then taken to have it, an opaque row stays a row before the others. See `expandRow`.
   */
  expand(shape: Shape, names: readonly string[], options: { readonly optionalFirst: boolean }): Shape;
}

/**
 * The shape that a row of a shape must be to give a pattern's axes: `size` and `row` supply what fills the gap.
 * `undefined` where the shape cannot have that many axes, or has no row.
 */
export function rowToFill(
  shape: Shape,
  names: readonly string[],
  make: { size(name: string): Dim; row(name: string): Row },
): Shape | undefined {
  if (shape.rest === undefined) return undefined;
  const star = names.findIndex((name) => name.startsWith("*"));
  if (star < 0) {
    if (minRank(shape) > names.length) return undefined;
    const missing = names.slice(shape.lead.length, names.length - shape.tail.length);
    return shapeFrom(missing.map((name) => make.size(name)));
  }
  const before = names.slice(shape.lead.length, Math.max(star, shape.lead.length));
  // The known last axes may be the very ones that the pattern names first.
  if (before.length > 0 && shape.tail.length > 0) return undefined;
  const after = names.slice(star + 1);
  const missing = after.slice(0, Math.max(0, after.length - shape.tail.length));
  return rowShape(
    before.map((name) => make.size(name)),
    before.length + missing.length === 0 ? shape.rest : make.row((names[star] ?? "*").slice(1)),
    missing.map((name) => make.size(name)),
  );
}

/** The shape with its row replaced as `rowToFill` says. */
export function fillRow(shape: Shape, fill: Shape): Shape {
  if (fill.rest === undefined) return shapeFrom([...shape.lead, ...fill.lead, ...shape.tail]);
  return rowShape([...shape.lead, ...fill.lead], fill.rest, [...fill.tail, ...shape.tail]);
}

/** What `expand` gives where nothing may be assumed: opaque sizes, and a row where the first axis may be absent. */
export function expandOpaque(
  shape: Shape,
  names: readonly string[],
  options: { readonly optionalFirst: boolean },
  fresh: FreshSizes,
): Shape {
  const size = (name: string): Dim => fresh.size(name, { min: 0 });
  const row = (name: string): Row => fresh.row(name);
  const star = options.optionalFirst ? 0 : names.findIndex((name) => name.startsWith("*"));
  if (star >= 0 && shape.rest !== undefined && (!options.optionalFirst || minRank(shape) < names.length)) {
    // The row may be empty: of the last axes only those are certain to lie in it that the first ones leave over.
    const certain = names.slice(star + 1 + Math.max(0, shape.lead.length - star));
    const missing = certain.slice(0, Math.max(0, certain.length - shape.tail.length));
    return missing.length === 0 ? shape : fillRow(shape, rowShape([], row(names[star] ?? "rest"), missing.map(size)));
  }
  const fill = rowToFill(shape, names, { size, row });
  return fill === undefined ? shape : fillRow(shape, fill);
}

/** Proves from the sizes alone. */
export function strictJudge(fresh: FreshSizes): Judge {
  return {
    size: (name, bounds) => fresh.size(name, bounds),
    row: (name) => fresh.row(name),
    resolve: (dim) => dim,
    resolveShape: (shape) => shape,
    judge: (requirement) => prove(requirement),
    expand: (shape, names, options) => expandOpaque(shape, names, options, fresh),
  };
}
