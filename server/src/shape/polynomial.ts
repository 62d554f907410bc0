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
  readonly origin: "open" | "opaque";
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
