/**
 * What a size is made of: integer polynomials over symbols, floor quotients and remainders, always in canonical form.
 * Only the data, its order and its construction; arithmetic is in `dim.ts` and `divide.ts`.
 *
 * A constant is always a plain number, so code on known sizes allocates nothing. Two polynomials are equal exactly when
 * their keys are.
 */

/** An integer that may depend on symbols. */
export type Dim = number | Polynomial;

export interface Polynomial {
  readonly kind: "polynomial";
  /** At least one of them is not constant; ordered by degree, then by factors; no coefficient is 0. */
  readonly terms: readonly Term[];
  /** Canonical text: equal dims have equal keys and the other way round. */
  readonly key: string;
}

export interface Term {
  readonly coefficient: number;
  /** Ordered; empty for the constant term. */
  readonly factors: readonly Factor[];
  /** Canonical text of the factors. */
  readonly key: string;
}

export interface Factor {
  readonly atom: Atom;
  /** At least 1. */
  readonly power: number;
}

export type Atom = SizeSymbol | FloorAtom | ModAtom;

/**
 * `open`: a size of an input, meant for every value, which may be *assumed* equal to something. `opaque`: one definite
 * but unknown integer; printed as `?`. Two symbols are the same when their ids are.
 */
export interface SizeSymbol {
  readonly kind: "symbol";
  readonly id: number;
  readonly name: string;
  /** `any`: every size at once, as the batch of a symbolic tensor. Nothing is assumed of it. */
  readonly origin: "open" | "opaque" | "any";
  readonly min: number;
  readonly max: number;
}

/** `floor(numerator / denominator)`. */
export interface FloorAtom extends Bounds {
  readonly kind: "floor";
  readonly numerator: Dim;
  readonly denominator: Dim;
  readonly key: string;
}

/** `numerator mod denominator`, with the sign of the denominator, as in Python. */
export interface ModAtom extends Bounds {
  readonly kind: "mod";
  readonly numerator: Dim;
  readonly denominator: Dim;
  readonly key: string;
}

/** A closed interval of integers; either end may be infinite. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Beyond these a dim is not followed any more. Real code stays far below. */
const maxTerms = 128;
const maxKeyLength = 4096;

const overflowSymbol: SizeSymbol = {
  kind: "symbol",
  id: -1,
  name: "overflow",
  origin: "opaque",
  min: -Infinity,
  max: Infinity,
};

/**
 * Stands for what cannot be followed: a number beyond 2^53, a division by zero, a polynomial grown too large. It absorbs
 * every operation and is equal to nothing, itself included, so nothing is ever proved of it.
 */
export const overflow: Polynomial = {
  kind: "polynomial",
  terms: [{ coefficient: 1, factors: [{ atom: overflowSymbol, power: 1 }], key: "s-1" }],
  key: "1*s-1",
};

/** A dim that is just this atom. */
export function fromAtom(atom: Atom): Polynomial {
  const factors = [{ atom, power: 1 }];
  const key = factorsKey(factors);
  return { kind: "polynomial", terms: [{ coefficient: 1, factors, key }], key: `1*${key}` };
}

/** The dim of these terms, which must be ordered, distinct and without zeros. */
export function fromTerms(terms: readonly Term[]): Dim {
  const [first] = terms;
  if (first === undefined) return 0;
  if (terms.length === 1 && first.factors.length === 0) return fromNumber(first.coefficient);
  if (terms.length > maxTerms) return overflow;
  let key = "";
  for (const term of terms) {
    if (!Number.isSafeInteger(term.coefficient)) return overflow;
    key += `${key === "" ? "" : "+"}${term.coefficient}${term.key === "" ? "" : `*${term.key}`}`;
  }
  if (key.length > maxKeyLength) return overflow;
  return { kind: "polynomial", terms, key };
}

/** The constant, or overflow; -0 becomes 0. */
export function fromNumber(value: number): Dim {
  return Number.isSafeInteger(value) ? value + 0 : overflow;
}

/** The terms of any dim. */
export function termsOf(d: Dim): readonly Term[] {
  if (typeof d !== "number") return d.terms;
  return d === 0 ? [] : [constantTerm(d)];
}

export function constantTerm(value: number): Term {
  return { coefficient: value, factors: [], key: "" };
}

export function makeTerm(coefficient: number, factors: readonly Factor[]): Term {
  return { coefficient, factors, key: factorsKey(factors) };
}

export function keyOf(d: Dim): string {
  return typeof d === "number" ? String(d) : d.key;
}

function factorsKey(factors: readonly Factor[]): string {
  return factors.map(({ atom, power }) => (power === 1 ? atomKey(atom) : `${atomKey(atom)}^${power}`)).join("*");
}

export function atomKey(atom: Atom): string {
  return atom.kind === "symbol" ? `s${atom.id}` : atom.key;
}

/** Higher degree first, constants last; then by factors. This is also the order of printing. */
export function compareTerms(a: Term, b: Term): number {
  if (a.key === b.key) return 0;
  const byDegree = degreeOf(b) - degreeOf(a);
  if (byDegree !== 0) return byDegree;
  const shared = Math.min(a.factors.length, b.factors.length);
  for (let i = 0; i < shared; i++) {
    const left = a.factors[i];
    const right = b.factors[i];
    if (left === undefined || right === undefined) break;
    const order = compareAtoms(left.atom, right.atom) || right.power - left.power;
    if (order !== 0) return order;
  }
  return a.factors.length - b.factors.length;
}

function degreeOf(term: Term): number {
  let degree = 0;
  for (const factor of term.factors) degree += factor.power;
  return degree;
}

/** Symbols by age, then floors, then remainders. */
export function compareAtoms(a: Atom, b: Atom): number {
  if (a.kind === "symbol") return b.kind === "symbol" ? a.id - b.id : -1;
  if (b.kind === "symbol") return 1;
  if (a.kind !== b.kind) return a.kind === "floor" ? -1 : 1;
  if (a.key === b.key) return 0;
  return compareDims(a.numerator, b.numerator) || compareDims(a.denominator, b.denominator);
}

function compareDims(a: Dim, b: Dim): number {
  if (typeof a === "number") return typeof b === "number" ? a - b : -1;
  if (typeof b === "number") return 1;
  if (a.key === b.key) return 0;
  for (let i = 0; i < a.terms.length && i < b.terms.length; i++) {
    const left = a.terms[i];
    const right = b.terms[i];
    if (left === undefined || right === undefined) break;
    const order = compareTerms(left, right) || left.coefficient - right.coefficient;
    if (order !== 0) return order;
  }
  return a.terms.length - b.terms.length;
}
