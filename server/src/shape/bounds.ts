/**
 * Between which integers a size must lie, by interval arithmetic over the bounds of its symbols. Sound, not tight: the
 * same symbol in two places counts as two. Sharper estimates, for proofs only, are in `estimate.ts`.
 */
import type { Bounds, Dim, Term } from "./polynomial.ts";

const unbounded: Bounds = { min: -Infinity, max: Infinity };

export function boundsOf(d: Dim): Bounds {
  if (typeof d === "number") return { min: d, max: d };
  let min = 0;
  let max = 0;
  for (const term of d.terms) {
    const bounds = boundsOfTerm(term);
    min += bounds.min;
    max += bounds.max;
  }
  return clamp(min, max);
}

/** Of `coefficient * factors`. */
export function boundsOfTerm(term: Term): Bounds {
  let result: Bounds = { min: term.coefficient, max: term.coefficient };
  for (const { atom, power } of term.factors) result = multiplyBounds(result, powerBounds(atom, power));
  return result;
}

/** Of `floor(a / b)`. */
export function floorBounds(a: Bounds, b: Bounds): Bounds {
  if (b.max <= -1) return floorBounds(negateBounds(a), negateBounds(b));
  if (b.min < 1) return unbounded;
  const min = floorOf(a.min, a.min >= 0 ? b.max : b.min);
  const max = floorOf(a.max, a.max >= 0 ? b.min : b.max);
  return clamp(min, max);
}

/** Of `a mod b`, whose sign is that of `b`. */
export function modBounds(a: Bounds, b: Bounds): Bounds {
  if (b.max <= -1) return negateBounds(modBounds(negateBounds(a), negateBounds(b)));
  if (b.min < 1) return unbounded;
  return { min: 0, max: Math.min(b.max - 1, a.min >= 0 ? a.max : Infinity) };
}

/** `floor(a / b)`, exact for safe integers; infinite divisors count as very large. */
export function floorOf(a: number, b: number): number {
  if (b === Infinity) return a < 0 ? (a === -Infinity ? -Infinity : -1) : a === Infinity ? Infinity : 0;
  if (!Number.isFinite(a)) return a;
  const rest = a % b;
  return (a - rest) / b - (rest !== 0 && rest < 0 !== b < 0 ? 1 : 0);
}

/** `ceil(a / b)`, likewise. */
export function ceilOf(a: number, b: number): number {
  return -floorOf(-a, b) + 0;
}

function negateBounds({ min, max }: Bounds): Bounds {
  return { min: -max, max: -min };
}

function powerBounds(base: Bounds, power: number): Bounds {
  let result = base;
  for (let i = 1; i < power; i++) result = multiplyBounds(result, base);
  // An even power cannot be negative, which plain interval products do not see.
  return power % 2 === 0 && result.min < 0 ? { min: 0, max: result.max } : result;
}

function multiplyBounds(a: Bounds, b: Bounds): Bounds {
  const corners = [times(a.min, b.min), times(a.min, b.max), times(a.max, b.min), times(a.max, b.max)];
  return clamp(Math.min(...corners), Math.max(...corners));
}

/** An end of an interval is never reached when it is infinite, so zero times it is zero. */
function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

/** Beyond 2^53 numbers are rounded: widen outwards. */
function clamp(min: number, max: number): Bounds {
  return {
    min: min < Number.MIN_SAFE_INTEGER ? -Infinity : Math.min(min, Number.MAX_SAFE_INTEGER) + 0,
    max: max > Number.MAX_SAFE_INTEGER ? Infinity : Math.max(max, Number.MIN_SAFE_INTEGER) + 0,
  };
}
