/**
 * The requirements that operations state, as data, and how much of each can be proved from the sizes alone. Assuming
 * something about an input is the judge's affair, wording a broken requirement the rules'.
 */
import { assertNever } from "../base/assert-never.ts";
import {
  and,
  asConstant,
  isFloating,
  isInteger,
  minRank,
  or,
  proveAtLeast,
  proveEqual,
  proveMultiple,
  rankOf,
} from "../shape/index.ts";
import type { Dim, DType, Proof, Shape } from "../shape/index.ts";

export const dtypeClasses = ["floating", "integer", "bool", "index", "not-bool", "differentiable", "string"] as const;
export type DTypeClass = (typeof dtypeClasses)[number];
export type AllowedRanks = readonly number[] | { readonly min: number; readonly max?: number };
export type Detail = Readonly<Record<string, Dim | Shape | string>>;

/** What must hold, without its name. */
export type Relation = { readonly detail?: Detail } & (
  | { readonly kind: "equal"; readonly left: Dim; readonly right: Dim }
  /** left >= right */
  | { readonly kind: "at-least"; readonly left: Dim; readonly right: Dim }
  /** left % right == 0 */
  | { readonly kind: "multiple"; readonly left: Dim; readonly right: Dim }
  /** Equal, or one of them 1. `axis` counts from the end: -1 is the last. */
  | { readonly kind: "broadcast"; readonly left: Dim; readonly right: Dim; readonly axis: number }
  | { readonly kind: "rank"; readonly shape: Shape; readonly allowed: AllowedRanks }
  /** -rank <= axis < rank */
  | { readonly kind: "axis"; readonly axis: Dim; readonly rank: number }
  | { readonly kind: "dtype"; readonly actual: DType | undefined; readonly allowed: readonly DType[] | DTypeClass }
  /** Anything else, judged by the operation itself. */
  | { readonly kind: "proof"; readonly proof: Proof }
);

/** A relation, and the parameter at fault where it does not hold. */
export type Need<Subject extends string = string> = Relation & { readonly subject: Subject };
export type Requirement = Need & { readonly id: string };

export const equal = <S extends string>(subject: S, left: Dim, right: Dim, detail?: Detail): Need<S> =>
  withDetail({ kind: "equal", subject, left, right }, detail);

export const atLeast = <S extends string>(subject: S, left: Dim, right: Dim, detail?: Detail): Need<S> =>
  withDetail({ kind: "at-least", subject, left, right }, detail);

export const multipleOf = <S extends string>(subject: S, left: Dim, right: Dim, detail?: Detail): Need<S> =>
  withDetail({ kind: "multiple", subject, left, right }, detail);

export const broadcastable = <S extends string>(subject: S, left: Dim, right: Dim, axis: number): Need<S> => ({
  kind: "broadcast",
  subject,
  left,
  right,
  axis,
});

export const rankIn = <S extends string>(subject: S, shape: Shape, allowed: AllowedRanks): Need<S> => ({
  kind: "rank",
  subject,
  shape,
  allowed,
});

/**
 * The axis lies in a tensor of this shape (`extra` = 1 where it may name a place to insert at). A scalar has one axis here.
 * Where the rank is not known, it has to be large enough.
 */
export function axisIn<S extends string>(subject: S, axis: Dim, shape: Shape, extra = 0): Need<S> | undefined {
  const rank = rankOf(shape);
  if (rank !== undefined) return { kind: "axis", subject, axis, rank: Math.max(1, rank + extra) };
  const number = asConstant(axis);
  if (number === undefined) return proof(subject, "unknown");
  const least = (number < 0 ? -number : number + 1) - extra;
  return least <= 1 ? undefined : rankIn(subject, shape, { min: least });
}

/** Nothing is required of a dtype that is not known. */
export function dtypeIn<S extends string>(
  subject: S,
  actual: DType | undefined,
  allowed: readonly DType[] | DTypeClass,
): Need<S> | undefined {
  return actual === undefined ? undefined : { kind: "dtype", subject, actual, allowed };
}

export const proof = <S extends string>(subject: S, value: Proof, detail?: Detail): Need<S> =>
  withDetail({ kind: "proof", subject, proof: value }, detail);

/** The name of a way to do it; what is not known says nothing. */
export function oneOf<S extends string>(
  subject: S,
  name: string | undefined,
  names: readonly string[],
): Need<S> | undefined {
  if (name === undefined) return undefined;
  const given = [subject, name, names.join(", ")].join("|");
  return proof(subject, names.includes(name) ? "holds" : "fails", { reason: "not-among", given });
}

function withDetail<S extends string>(need: Need<S>, detail: Detail | undefined): Need<S> {
  return detail === undefined ? need : { ...need, detail };
}

/** What the sizes alone say, nothing assumed. */
export function prove(relation: Relation): Proof {
  switch (relation.kind) {
    case "equal":
      return proveEqual(relation.left, relation.right);
    case "at-least":
      return proveAtLeast(relation.left, relation.right);
    case "multiple":
      return proveMultiple(relation.left, relation.right);
    case "broadcast":
      return or(proveEqual(relation.left, relation.right), proveEqual(relation.left, 1), proveEqual(relation.right, 1));
    case "rank":
      return proveRank(relation.shape, relation.allowed);
    case "axis":
      return and(proveAtLeast(relation.axis, -relation.rank), proveAtLeast(relation.rank - 1, relation.axis));
    case "dtype":
      return proveDType(relation.actual, relation.allowed);
    case "proof":
      return relation.proof;
    default:
      return assertNever(relation);
  }
}

function proveRank(shape: Shape, allowed: AllowedRanks): Proof {
  const rank = rankOf(shape);
  const highest = "min" in allowed ? (allowed.max ?? Infinity) : Math.max(...allowed);
  if (rank === undefined) return minRank(shape) > highest ? "fails" : holdsForAny(shape, allowed);
  const fits = "min" in allowed ? rank >= allowed.min && rank <= highest : allowed.includes(rank);
  return fits ? "holds" : "fails";
}

function holdsForAny(shape: Shape, allowed: AllowedRanks): Proof {
  return "min" in allowed && allowed.max === undefined && minRank(shape) >= allowed.min ? "holds" : "unknown";
}

function proveDType(actual: DType | undefined, allowed: readonly DType[] | DTypeClass): Proof {
  if (actual === undefined) return "unknown";
  return belongs(actual, allowed) ? "holds" : "fails";
}

function belongs(dtype: DType, allowed: readonly DType[] | DTypeClass): boolean {
  if (typeof allowed !== "string") return allowed.includes(dtype);
  const complex = dtype === "complex64" || dtype === "complex128";
  switch (allowed) {
    case "floating":
      return isFloating(dtype);
    case "differentiable":
      return isFloating(dtype) || complex;
    case "integer":
      return isInteger(dtype);
    case "bool":
      return dtype === "bool";
    case "not-bool":
      return dtype !== "bool";
    case "string":
      return dtype === "string";
    case "index":
      return dtype === "int64" || dtype === "int32";
    default:
      return assertNever(allowed);
  }
}
