/**
 * What can be said of sizes for every value of their symbols. `holds`: always; `fails`: never; `unknown`: anything else,
 * also where we do not see it. Reports are made of `fails` alone, so `fails` must be certain.
 */
import { boundsOf } from "./bounds.ts";
import { equalDims, negate, subtract } from "./dim.ts";
import { modulo } from "./divide.ts";
import { lowerBound } from "./estimate.ts";
import { commonDivisor, constantPart, divideTerms, gcdOfCoefficients } from "./monomial.ts";
import { overflow, type Dim, type Polynomial } from "./polynomial.ts";
import { everyResidue } from "./residues.ts";

export type Proof = "holds" | "fails" | "unknown";

export function not(p: Proof): Proof {
  return p === "holds" ? "fails" : p === "fails" ? "holds" : "unknown";
}

/** Kleene's conjunction; of nothing it holds. */
export function and(...proofs: readonly Proof[]): Proof {
  let result: Proof = "holds";
  for (const p of proofs) {
    if (p === "fails") return "fails";
    if (p === "unknown") result = "unknown";
  }
  return result;
}

/** Kleene's disjunction; of nothing it fails. */
export function or(...proofs: readonly Proof[]): Proof {
  let result: Proof = "fails";
  for (const p of proofs) {
    if (p === "holds") return "holds";
    if (p === "unknown") result = "unknown";
  }
  return result;
}

export function proveEqual(a: Dim, b: Dim): Proof {
  if (typeof a === "number" && typeof b === "number") return a === b ? "holds" : "fails";
  if (equalDims(a, b)) return "holds";
  const difference = subtract(a, b);
  if (typeof difference === "number") return difference === 0 ? "holds" : "fails";
  if (difference === overflow) return "unknown";
  if (isNeverZero(difference)) return "fails";
  if (everyResidue(difference, (d) => d === 0)) return "holds";
  return everyResidue(difference, isNeverZero) ? "fails" : "unknown";
}

/** `a >= b`. */
export function proveAtLeast(a: Dim, b: Dim): Proof {
  if (typeof a === "number" && typeof b === "number") return a >= b ? "holds" : "fails";
  const difference = subtract(a, b);
  if (isNeverNegative(difference)) return "holds";
  if (isAlwaysNegative(difference)) return "fails";
  if (everyResidue(difference, isNeverNegative)) return "holds";
  return everyResidue(difference, isAlwaysNegative) ? "fails" : "unknown";
}

/** `a` is a multiple of `of`. */
export function proveMultiple(a: Dim, of: Dim): Proof {
  if (of === 0) return proveEqual(a, 0);
  return proveEqual(modulo(a, of), 0);
}

function isNeverNegative(d: Dim): boolean {
  return lowerBound(d) >= 0;
}

function isAlwaysNegative(d: Dim): boolean {
  return lowerBound(negate(d)) >= 1;
}

function isNeverZero(d: Dim): boolean {
  if (typeof d === "number") return d !== 0;
  if (d === overflow) return false;
  const { min, max } = boundsOf(d);
  if (min > 0 || max < 0 || hasStrayConstant(d)) return true;
  const common = commonDivisor([d], (atom) => atom.min >= 1 || atom.max <= -1);
  const reduced = divideTerms(d, common);
  if (typeof reduced === "number") return reduced !== 0;
  return hasStrayConstant(reduced) || lowerBound(reduced) >= 1 || lowerBound(negate(reduced)) >= 1;
}

/** All else is a multiple of the coefficients' divisor, the constant is not: `2*H + 1` is never 0. */
function hasStrayConstant(d: Polynomial): boolean {
  const divisor = gcdOfCoefficients(d);
  return divisor > 1 && constantPart(d) % divisor !== 0;
}
