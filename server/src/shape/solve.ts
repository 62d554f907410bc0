/** Equations between sizes solved for what they leave open: one symbol exactly, or a number that all of them share. */
import { add, negate, subtract, symbolsOf } from "./dim.ts";
import { commonDivisor, divideExactly, divideFactors, divideTerms } from "./monomial.ts";
import {
  atomKey,
  fromTerms,
  makeTerm,
  overflow,
  type Bounds,
  type Dim,
  type Polynomial,
  type SizeSymbol,
  type Term,
} from "./polynomial.ts";
import { proveAtLeast } from "./proof.ts";
import { evaluateDim } from "./substitute.ts";

export interface Equation {
  readonly left: Dim;
  readonly right: Dim;
}

export interface Solution {
  readonly symbol: SizeSymbol;
  readonly value: Dim;
}

/** At most this many numbers are tried. */
const maxTried = 65_536;

/**
 * The value of one symbol, among those that `which` accepts, that makes the sides equal; the newest that can be isolated.
 * Undefined where none can, or where the value would lie outside the symbol's bounds.
 */
export function solveLinear(left: Dim, right: Dim, which: (s: SizeSymbol) => boolean): Solution | undefined {
  const difference = subtract(left, right);
  if (typeof difference === "number" || difference === overflow) return undefined;
  const common = commonDivisor([difference], (atom) => atom.min >= 1 || atom.max <= -1);
  const equation = divideTerms(difference, common);
  if (typeof equation === "number") return undefined;
  const candidates = symbolsOf(equation)
    .filter(which)
    .sort((a, b) => b.id - a.id);
  for (const candidate of candidates) {
    const value = isolate(equation, candidate);
    if (value !== undefined && fits(value, candidate)) return { symbol: candidate, value };
  }
  return undefined;
}

/** From `s*P + Q = 0`, with `s` in neither: `-Q / P`, where that comes out even. */
function isolate(equation: Polynomial, s: SizeSymbol): Dim | undefined {
  const own = [{ atom: s, power: 1 }];
  const slope: Term[] = [];
  let others: Dim = 0;
  for (const term of equation.terms) {
    const factors = term.factors.some(({ atom }) => atomKey(atom) === atomKey(s))
      ? divideFactors(term.factors, own)
      : undefined;
    if (factors === undefined) others = add(others, fromTerms([term]));
    else slope.push(makeTerm(term.coefficient, factors));
  }
  const by = fromTerms(slope);
  if (mentions(by, s) || mentions(others, s) || !isNonZero(by)) return undefined;
  return divideExactly(negate(others), by);
}

function mentions(d: Dim, s: SizeSymbol): boolean {
  return symbolsOf(d).some(({ id }) => id === s.id);
}

function isNonZero(d: Dim): boolean {
  return proveAtLeast(d, 1) === "holds" || proveAtLeast(-1, d) === "holds";
}

function fits(value: Dim, { min, max }: Bounds): boolean {
  if (Number.isFinite(min) && proveAtLeast(value, min) === "fails") return false;
  return !Number.isFinite(max) || proveAtLeast(max, value) !== "fails";
}

/**
 * The smallest value of the only symbol of `size` with which it is at least `least`: what is smaller makes it smaller too. Undefined where it is not plain
 * that the size grows with the symbol, or where no value up to the largest that is tried suffices.
 */
export function smallestFor(size: Dim, least: number, { min, max }: SizeSymbol): number | undefined {
  if (!growsWithSymbols(size)) return undefined;
  const isEnough = (value: number): boolean => evaluateDim(size, () => value) >= least;
  let [low, high] = [Math.max(min, -maxTried), Math.min(max, maxTried)];
  if (!isEnough(high) || (low > min && isEnough(low))) return undefined;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

/** Sums of symbols, and of their quotients by positive numbers: what a convolution or pool makes of a size. */
function growsWithSymbols(size: Dim): boolean {
  if (typeof size === "number") return true;
  if (size === overflow) return false;
  return size.terms.every(({ coefficient, factors: [factor, ...others] }) => {
    if (factor === undefined) return true;
    if (coefficient < 0 || factor.power !== 1 || others.length > 0) return false;
    const { atom } = factor;
    if (atom.kind === "symbol") return true;
    const { denominator } = atom;
    return (
      atom.kind === "floor" && typeof denominator === "number" && denominator > 0 && growsWithSymbols(atom.numerator)
    );
  });
}

/**
 * Every number in the range that solves all equations when all these symbols have it: which square image fits. Other
 * symbols make an equation unsolvable.
 */
export function findSizes(
  equations: readonly Equation[],
  symbols: readonly SizeSymbol[],
  range: Bounds,
): readonly number[] {
  const ids = new Set(symbols.map(({ id }) => id));
  const found: number[] = [];
  const last = Math.min(range.max, range.min + maxTried - 1);
  for (let value = range.min; value <= last; value++) {
    const valueOf = ({ id }: SizeSymbol): number => (ids.has(id) ? value : NaN);
    if (equations.every(({ left, right }) => evaluateDim(left, valueOf) === evaluateDim(right, valueOf)))
      found.push(value);
  }
  return found;
}
