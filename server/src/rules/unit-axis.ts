/** (B, 1) against (B,): which side has an axis of 1 too many, and the two ways to make them agree. */
import type { Span } from "../base/span.ts";
import { withSuffix } from "../edits/index.ts";
import { asConstant, equalDims, knownDims } from "../shape/index.ts";
import type { Dim, Shape, TensorType } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { addLastAxis, dropLastAxis } from "./spelling.ts";

/** A tensor, and where it is written. */
export interface Side {
  readonly tensor: TensorType;
  readonly span?: Span;
  readonly text?: string;
}

/** The broadcast shape, if each side is stretched along an axis: every row of one meets every row of the other. */
export function outerProduct(left: Shape, right: Shape): readonly Dim[] | undefined {
  const lefts = knownDims(left);
  const rights = knownDims(right);
  if (lefts === undefined || rights === undefined) return undefined;
  const rank = Math.max(lefts.length, rights.length);
  const pairs = Array.from(
    { length: rank },
    (_, i) => [lefts[lefts.length - rank + i] ?? 1, rights[rights.length - rank + i] ?? 1] as const,
  );
  const isStretched = (from: Dim, to: Dim): boolean => from === 1 && asConstant(to) !== 1;
  const some = (test: (left: Dim, right: Dim) => boolean): boolean => pairs.some(([one, other]) => test(one, other));
  if (!some(isStretched) || !some((one, other) => isStretched(other, one))) return undefined;
  if (!pairs.every(([one, other]) => one === 1 || other === 1 || equalDims(one, other))) return undefined;
  return pairs.map(([one, other]) => (one === 1 ? other : one));
}

/** The broadcast shape, if one side is surely stretched along an axis. */
export function stretched(left: Shape, right: Shape): readonly Dim[] | undefined {
  const lefts = knownDims(left);
  const rights = knownDims(right);
  if (lefts === undefined || rights === undefined) return undefined;
  if (lefts.length !== rights.length) return outerProduct(left, right);
  const isStretched = (from: Dim, to: Dim): boolean => from === 1 && (asConstant(to) ?? 1) > 1;
  const pairs = lefts.map((size, axis) => [size, rights[axis] ?? 1] as const);
  if (!pairs.some(([one, other]) => isStretched(one, other) || isStretched(other, one))) return undefined;
  return pairs.map(([one, other]) => (one === 1 ? other : one));
}

/** The side with one axis more, an axis of 1 at its end, if the others agree. */
export function unitSides(one: Side, other: Side): { readonly longer: Side; readonly shorter: Side } | undefined {
  const [lefts, rights] = [knownDims(one.tensor.shape), knownDims(other.tensor.shape)];
  if (lefts === undefined || rights === undefined) return undefined;
  const [longer, shorter, dims, others] =
    lefts.length > rights.length ? [one, other, lefts, rights] : [other, one, rights, lefts];
  const isPaired =
    dims.length === others.length + 1 &&
    dims.at(-1) === 1 &&
    others.every((size, axis) => equalDims(size, dims[axis] ?? -1));
  return isPaired ? { longer, shorter } : undefined;
}

/** Takes the axis of 1 away, or adds it on the other side. */
export function unitAxisFixes(one: Side, other: Side, context: RuleContext): readonly (Fix | undefined)[] {
  const sides = unitSides(one, other);
  if (sides === undefined) return [];
  const dropped = suffixed(sides.longer, dropLastAxis(context.facts), true, context);
  const added = suffixed(sides.shorter, addLastAxis(context.facts), false, context);
  // What takes back a call that is written is sooner right than one call more.
  const isTakenBack = added?.edits.every(({ newText }) => newText === "") === true;
  return isTakenBack ? [{ ...added, preferred: true }, dropped && { ...dropped, preferred: false }] : [dropped, added];
}

function suffixed({ span }: Side, suffix: string, preferred: boolean, { facts }: RuleContext): Fix | undefined {
  if (span === undefined) return undefined;
  const { text, edit } = withSuffix(facts, span, suffix);
  return { title: `Write \`${text}\``, safe: false, preferred, edits: [edit] };
}
