/**
 * Lower bounds for proofs, sharper than plain intervals: monotonicity (each atom counted from its minimum, so products
 * of what cannot be negative grow) and floors replaced by the fractions that enclose them.
 */
import { boundsOf, boundsOfTerm, ceilOf } from "./bounds.ts";
import { add, multiply, subtract, symbol } from "./dim.ts";
import { divideExactly } from "./monomial.ts";
import {
  atomKey,
  fromTerms,
  makeTerm,
  overflow,
  type Atom,
  type Dim,
  type FloorAtom,
  type Polynomial,
  type Term,
} from "./polynomial.ts";

const maxFloors = 6;
const maxScale = 1e6;

/** A number that `d` is never below; -Infinity where nothing is known. */
export function lowerBound(d: Dim): number {
  if (typeof d === "number") return d;
  if (d === overflow) return -Infinity;
  const plain = Math.max(boundsOf(d).min, monotoneMinimum(d));
  const relaxed = relaxFloors(d);
  if (relaxed === undefined) return plain;
  const { below, scale } = relaxed;
  const bound = Math.max(boundsOf(below).min, monotoneMinimum(below));
  return Math.max(plain, ceilOf(bound, scale));
}

/** Writes every atom as its minimum and a surplus that is not negative, multiplies out, and takes that minimum. */
function monotoneMinimum(d: Dim): number {
  if (typeof d === "number") return d;
  // Without products every atom occurs once, and intervals are as good.
  if (d === overflow || !d.terms.some(isProduct)) return -Infinity;
  const surplus = new Map<string, Dim>();
  let shifted: Dim = 0;
  for (const term of d.terms) {
    let value: Dim = term.coefficient;
    for (const { atom, power } of term.factors) {
      const from = shiftedAtom(atom, surplus);
      for (let i = 0; i < power; i++) value = multiply(value, from);
    }
    shifted = add(shifted, value);
  }
  return boundsOf(shifted).min;
}

function isProduct({ factors }: Term): boolean {
  return factors.length > 1 || (factors[0]?.power ?? 1) > 1;
}

/** The surpluses have ids of their own, which never leave this file. */
function shiftedAtom(atom: Atom, surplus: Map<string, Dim>): Dim {
  if (!Number.isFinite(atom.min)) return fromTerms([makeTerm(1, [{ atom, power: 1 }])]);
  const key = atomKey(atom);
  let extra = surplus.get(key);
  if (extra === undefined) {
    extra = symbol({ id: -2 - surplus.size, name: key, origin: "opaque", min: 0, max: atom.max - atom.min });
    surplus.set(key, extra);
  }
  return add(extra, atom.min);
}

/** A polynomial without the floors of `d` that is never above `scale * d`. */
function relaxFloors(d: Polynomial): { below: Dim; scale: number } | undefined {
  let below: Dim = d;
  let scale = 1;
  for (let step = 0; step < maxFloors; step++) {
    const found: FloorTerm | undefined = typeof below === "number" ? undefined : findFloor(below);
    if (found === undefined) return step === 0 ? undefined : { below, scale };
    const others = subtract(below, fromTerms([found.term]));
    below = add(multiply(others, found.scale), multiply(found.fraction, found.replacement));
    scale *= found.scale;
    if (scale > maxScale) return undefined;
  }
  return { below, scale };
}

interface FloorTerm {
  readonly term: Term;
  /** Everything else has to be multiplied by this. */
  readonly scale: number;
  readonly fraction: Dim;
  readonly replacement: Dim;
}

/** The first term with a floor that can be replaced from below. */
function findFloor(d: Polynomial): FloorTerm | undefined {
  for (const term of d.terms) {
    const index = term.factors.findIndex(({ atom, power }) => atom.kind === "floor" && power === 1);
    const atom = term.factors[index]?.atom;
    if (atom?.kind !== "floor") continue;
    const found = relaxTerm(term, atom, makeTerm(term.coefficient, term.factors.toSpliced(index, 1)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `x - n + 1 <= n * floor(x / n) <= x` for a positive `n`; which side counts depends on the sign of the other factors. */
function relaxTerm(term: Term, atom: FloorAtom, others: Term): FloorTerm | undefined {
  const { numerator, denominator } = atom;
  if (boundsOf(denominator).min < 1) return undefined;
  const sign = boundsOfTerm(others);
  if (sign.min < 0 && sign.max > 0) return undefined;
  const replacement = sign.max <= 0 ? numerator : add(subtract(numerator, denominator), 1);
  const rest = fromTerms([others]);
  if (typeof denominator === "number") return { term, scale: denominator, fraction: rest, replacement };
  const fraction = divideExactly(rest, denominator);
  return fraction === undefined ? undefined : { term, scale: 1, fraction, replacement };
}
