/**
 * Floor division and remainder, as Python means them, in a form that is as canonical as reading allows: whatever divides
 * is taken out, nested floors become one, bounds settle what they can. What stays is one floor or mod atom.
 *
 * Two floor forms of one number may still differ (`H - H//2` and `(H + 1)//2`); `residues.ts` proves those equal.
 */
import { boundsOf, floorBounds, floorOf, modBounds } from "./bounds.ts";
import { add, multiply, negate, subtract } from "./dim.ts";
import {
  commonDivisor,
  constantPart,
  divideExactly,
  divideFactors,
  divideTerms,
  gcd,
  gcdOfCoefficients,
} from "./monomial.ts";
import {
  constantTerm,
  fromAtom,
  fromNumber,
  fromTerms,
  keyOf,
  makeTerm,
  overflow,
  type Atom,
  type Dim,
  type FloorAtom,
  type Polynomial,
  type Term,
} from "./polynomial.ts";

export function floorDivide(a: Dim, b: Dim): Dim {
  if (b === 0 || a === overflow || b === overflow) return overflow;
  if (typeof b === "number") {
    if (typeof a === "number") return fromNumber(floorOf(a, b));
    if (b === 1) return a;
    return b < 0 ? floorDivide(negate(a), -b) : divideByConstant(a, b);
  }
  return isLeadingNegative(b) ? divideBySize(negate(a), negate(b)) : divideBySize(a, b);
}

export function ceilDivide(a: Dim, b: Dim): Dim {
  return negate(floorDivide(negate(a), b));
}

/** Has the sign of `b`, as in Python. */
export function modulo(a: Dim, b: Dim): Dim {
  if (b === 0 || a === overflow || b === overflow) return overflow;
  if (typeof b === "number") {
    if (typeof a === "number") return fromNumber(a - b * floorOf(a, b));
    if (b === 1 || b === -1) return 0;
    return b < 0 ? negate(modulo(negate(a), -b)) : modByConstant(a, b);
  }
  return isLeadingNegative(b) ? negate(modBySize(negate(a), negate(b))) : modBySize(a, b);
}

/** Of a polynomial by a constant of at least 2. */
function divideByConstant(a: Polynomial, n: number): Dim {
  const expanded = hasRemainder(a) && modByConstant(a, n) === 0 ? expandRemainders(a) : a;
  if (typeof expanded === "number") return floorDivide(expanded, n);
  const quotient: Term[] = [];
  const rest: Term[] = [];
  for (const term of expanded.terms) {
    const whole = term.factors.length === 0 ? floorOf(term.coefficient, n) : Math.trunc(term.coefficient / n);
    const part = term.coefficient - n * whole;
    if (whole !== 0) quotient.push({ ...term, coefficient: whole });
    if (part !== 0) rest.push({ ...term, coefficient: part });
  }
  return add(fromTerms(quotient), floorOfRest(fromTerms(rest), n));
}

/** What remains has coefficients smaller than `n` and a constant in 0 … n-1. */
function floorOfRest(rest: Dim, n: number): Dim {
  if (typeof rest === "number") return floorDivide(rest, n);
  if (rest === overflow) return overflow;
  // floor(-x / n) = -floor((x + n - 1) / n): sizes read better with a positive leading term.
  if (isLeadingNegative(rest)) return negate(floorOfRest(add(negate(rest), n - 1), n));
  const common = gcd(gcdOfCoefficients(rest), n);
  const constant = constantPart(rest);
  const numerator =
    common === 1 ? rest : divideTerms(add(rest, floorOf(constant, common) * common - constant), constantTerm(common));
  return collapse(numerator, n / common);
}

/** `floor((floor(x / m) + c) / n)` is `floor((x + m*c) / (m*n))` for positive divisors. */
function collapse(numerator: Dim, denominator: Dim): Dim {
  const inner = typeof numerator === "number" ? undefined : floorPlusConstant(numerator);
  if (inner === undefined || boundsOf(inner.atom.denominator).min < 1 || boundsOf(denominator).min < 1) {
    return makeFloor(numerator, denominator);
  }
  const { atom, constant } = inner;
  const shifted = add(atom.numerator, multiply(atom.denominator, constant));
  return floorDivide(shifted, multiply(atom.denominator, denominator));
}

function floorPlusConstant(d: Polynomial): { atom: FloorAtom; constant: number } | undefined {
  const [first, second] = d.terms;
  if (first?.coefficient !== 1 || first.factors.length !== 1) return undefined;
  if (d.terms.length > 2 || (second !== undefined && second.factors.length > 0)) return undefined;
  const [factor] = first.factors;
  if (factor?.power !== 1 || factor.atom.kind !== "floor") return undefined;
  return { atom: factor.atom, constant: second?.coefficient ?? 0 };
}

/** By a divisor with symbols, whose leading coefficient is positive. */
function divideBySize(a: Dim, b: Dim): Dim {
  if (a === overflow || b === overflow || typeof b === "number") return overflow;
  if (!isNonZero(b)) return makeFloor(a, b);
  const exact = divideExactly(a, b);
  if (exact !== undefined) return exact;
  const { quotient, rest } = takeOut(a, b);
  return add(quotient, reduceFraction(rest, b, collapse));
}

/** Of a polynomial by a constant of at least 2. */
function modByConstant(a: Polynomial, n: number): Dim {
  // (x mod m) is congruent to x where n divides m.
  const plain = replaceRemainders(a, ({ numerator, denominator }) =>
    typeof denominator === "number" && denominator % n === 0 ? numerator : undefined,
  );
  if (typeof plain === "number") return modulo(plain, n);
  const terms: Term[] = [];
  for (const term of plain.terms) {
    const part =
      term.factors.length === 0 ? term.coefficient - n * floorOf(term.coefficient, n) : centred(term.coefficient, n);
    if (part !== 0) terms.push({ ...term, coefficient: part });
  }
  const rest = fromTerms(terms);
  if (typeof rest === "number" || rest === overflow) return rest;
  const common = gcd(gcdOfCoefficients(rest), n);
  if (common === 1) return makeMod(rest, n);
  const constant = constantPart(rest);
  const left = constant - common * floorOf(constant, common);
  const numerator = divideTerms(subtract(rest, left), constantTerm(common));
  return add(multiply(common, makeMod(numerator, n / common)), left);
}

/** By a divisor with symbols, whose leading coefficient is positive. */
function modBySize(a: Dim, b: Dim): Dim {
  if (a === overflow || b === overflow || typeof b === "number") return overflow;
  if (!isNonZero(b)) return makeMod(a, b);
  if (divideExactly(a, b) !== undefined) return 0;
  const { rest } = takeOut(a, b);
  const common = commonDivisor([rest, b], isNonZeroAtom);
  return multiply(fromTerms([common]), reduceFraction(rest, b, makeMod));
}

/** Cancels what divides both; the fraction that is left may have a constant below. */
function reduceFraction(a: Dim, b: Dim, finish: (numerator: Dim, denominator: Dim) => Dim): Dim {
  const common = commonDivisor([a, b], isNonZeroAtom);
  if (common.coefficient === 1 && common.factors.length === 0) return finish(a, b);
  const numerator = divideTerms(a, common);
  const denominator = divideTerms(b, common);
  return finish === makeMod ? modulo(numerator, denominator) : floorDivide(numerator, denominator);
}

/** Splits `a` into `quotient * b + rest` where `b` is a single product; otherwise everything is rest. */
function takeOut(a: Dim, b: Polynomial): { quotient: Dim; rest: Dim } {
  const [divisor] = b.terms;
  if (typeof a === "number" || divisor === undefined || b.terms.length > 1) return { quotient: 0, rest: a };
  const quotient: Term[] = [];
  for (const term of a.terms) {
    const whole = Math.trunc(term.coefficient / divisor.coefficient);
    const factors = whole === 0 ? undefined : divideFactors(term.factors, divisor.factors);
    if (factors !== undefined) quotient.push(makeTerm(whole, factors));
  }
  const whole = fromTerms(quotient);
  return { quotient: whole, rest: subtract(a, multiply(whole, b)) };
}

function makeFloor(numerator: Dim, denominator: Dim): Dim {
  if (numerator === overflow || denominator === overflow) return overflow;
  const bounds = floorBounds(boundsOf(numerator), boundsOf(denominator));
  if (bounds.min === bounds.max) return fromNumber(bounds.min);
  const key = `floor(${keyOf(numerator)}/${keyOf(denominator)})`;
  return fromAtom({ kind: "floor", numerator, denominator, key, ...bounds });
}

function makeMod(numerator: Dim, denominator: Dim): Dim {
  if (numerator === overflow || denominator === overflow) return overflow;
  const above = boundsOf(numerator);
  const below = boundsOf(denominator);
  const quotient = floorBounds(above, below);
  if (quotient.min === quotient.max) return subtract(numerator, multiply(quotient.min, denominator));
  const key = `mod(${keyOf(numerator)}/${keyOf(denominator)})`;
  return fromAtom({ kind: "mod", numerator, denominator, key, ...modBounds(above, below) });
}

function hasRemainder(d: Polynomial): boolean {
  return d.terms.some(({ factors }) => factors.some(({ atom }) => atom.kind === "mod"));
}

/** Writes every `x mod n` as `x - n*floor(x/n)`. */
function expandRemainders(d: Polynomial): Dim {
  return replaceRemainders(d, ({ numerator, denominator }) =>
    subtract(numerator, multiply(denominator, floorDivide(numerator, denominator))),
  );
}

function replaceRemainders(d: Polynomial, replace: (atom: Extract<Atom, { kind: "mod" }>) => Dim | undefined): Dim {
  if (!hasRemainder(d)) return d;
  let result: Dim = 0;
  for (const term of d.terms) {
    let value: Dim = term.coefficient;
    for (const factor of term.factors) {
      const { atom, power } = factor;
      const replacement = atom.kind === "mod" ? replace(atom) : undefined;
      if (replacement === undefined) value = multiply(value, fromTerms([makeTerm(1, [factor])]));
      else for (let i = 0; i < power; i++) value = multiply(value, replacement);
    }
    result = add(result, value);
  }
  return result;
}

/** The residue between -n/2 (excluded) and n/2, so that `-H % 32` stays that. */
function centred(value: number, n: number): number {
  const residue = value - n * floorOf(value, n);
  return residue * 2 > n ? residue - n : residue;
}

function isLeadingNegative(d: Polynomial): boolean {
  return (d.terms[0]?.coefficient ?? 0) < 0;
}

function isNonZero(d: Dim): boolean {
  const { min, max } = boundsOf(d);
  return min >= 1 || max <= -1;
}

function isNonZeroAtom({ min, max }: Atom): boolean {
  return min >= 1 || max <= -1;
}
