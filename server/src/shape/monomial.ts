/**
 * Division of polynomials that comes out even, and the common divisors of their terms: the exact half of division, which
 * knows nothing of floors.
 */
import { add, multiply, subtract } from "./dim.ts";
import {
  atomKey,
  fromTerms,
  makeTerm,
  overflow,
  termsOf,
  type Atom,
  type Dim,
  type Factor,
  type Polynomial,
  type Term,
} from "./polynomial.ts";

/** Long division takes at most this many steps; exact quotients in real code take a few. */
const maxSteps = 32;

/** `a / b` where that is a polynomial with integer coefficients. `b` must not be zero anywhere. */
export function divideExactly(a: Dim, b: Dim): Dim | undefined {
  const [divisor] = termsOf(b);
  if (divisor === undefined || a === overflow || b === overflow) return undefined;
  let quotient: Dim = 0;
  let rest = a;
  for (let step = 0; step < maxSteps; step++) {
    const [leading] = termsOf(rest);
    if (leading === undefined) return quotient;
    if (leading.coefficient % divisor.coefficient !== 0) return undefined;
    const factors = divideFactors(leading.factors, divisor.factors);
    if (factors === undefined) return undefined;
    const part = fromTerms([makeTerm(leading.coefficient / divisor.coefficient, factors)]);
    quotient = add(quotient, part);
    rest = subtract(rest, multiply(part, b));
  }
  return undefined;
}

/** The factors left after taking `by` out; undefined where it is not a divisor. */
export function divideFactors(factors: readonly Factor[], by: readonly Factor[]): readonly Factor[] | undefined {
  if (by.length === 0) return factors;
  const result: Factor[] = [];
  let taken = 0;
  for (const factor of factors) {
    const divisor = by.find(({ atom }) => atomKey(atom) === atomKey(factor.atom));
    if (divisor === undefined) {
      result.push(factor);
      continue;
    }
    if (divisor.power > factor.power) return undefined;
    taken++;
    if (divisor.power < factor.power) result.push({ atom: factor.atom, power: factor.power - divisor.power });
  }
  return taken === by.length ? result : undefined;
}

/** The greatest integer and the greatest product of accepted atoms that divide every term of all of them. */
export function commonDivisor(dims: readonly Dim[], accept: (atom: Atom) => boolean): Term {
  let coefficient = 0;
  let factors: readonly Factor[] | undefined;
  for (const d of dims) {
    for (const term of termsOf(d)) {
      coefficient = gcd(coefficient, term.coefficient);
      factors =
        factors === undefined ? term.factors.filter(({ atom }) => accept(atom)) : commonFactors(factors, term.factors);
    }
  }
  return makeTerm(coefficient === 0 ? 1 : coefficient, factors ?? []);
}

/** Takes a common divisor out of every term. */
export function divideTerms(d: Dim, by: Term): Dim {
  const terms: Term[] = [];
  for (const term of termsOf(d)) {
    const factors = divideFactors(term.factors, by.factors);
    if (factors === undefined) return overflow;
    terms.push(makeTerm(term.coefficient / by.coefficient, factors));
  }
  return fromTerms(terms);
}

/** Greatest common divisor of the coefficients, constants left out. */
export function gcdOfCoefficients(d: Polynomial): number {
  let result = 0;
  for (const term of d.terms) if (term.factors.length > 0) result = gcd(result, term.coefficient);
  return result;
}

/** The constant term. */
export function constantPart(d: Polynomial): number {
  const last = d.terms.at(-1);
  return last?.factors.length === 0 ? last.coefficient : 0;
}

export function gcd(a: number, b: number): number {
  let x = Math.abs(a);
  let y = Math.abs(b);
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

function commonFactors(a: readonly Factor[], b: readonly Factor[]): readonly Factor[] {
  const result: Factor[] = [];
  for (const { atom, power } of a) {
    const other = b.find((factor) => atomKey(factor.atom) === atomKey(atom));
    if (other !== undefined) result.push({ atom, power: Math.min(power, other.power) });
  }
  return result;
}
