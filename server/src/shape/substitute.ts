/** Putting sizes, or numbers, in the place of symbols. */
import { floorOf } from "./bounds.ts";
import { add, multiply } from "./dim.ts";
import { floorDivide, modulo } from "./divide.ts";
import { fromTerms, makeTerm, overflow, type Atom, type Dim, type SizeSymbol, type Term } from "./polynomial.ts";

/** Replaces symbols everywhere at once, inside floors and remainders too; undefined leaves a symbol as it is. */
export function substitute(d: Dim, replace: (s: SizeSymbol) => Dim | undefined): Dim {
  if (typeof d === "number" || d === overflow) return d;
  const kept: Term[] = [];
  let changed: Dim = 0;
  for (const term of d.terms) {
    const value = substituteTerm(term, replace);
    if (value === undefined) kept.push(term);
    else changed = add(changed, value);
  }
  return kept.length === d.terms.length ? d : add(changed, fromTerms(kept));
}

function substituteTerm(term: Term, replace: (s: SizeSymbol) => Dim | undefined): Dim | undefined {
  const values = term.factors.map(({ atom }) => substituteAtom(atom, replace));
  if (values.every((value) => value === undefined)) return undefined;
  let result: Dim = term.coefficient;
  term.factors.forEach((factor, i) => {
    const value = values[i];
    if (value === undefined) {
      result = multiply(result, fromTerms([makeTerm(1, [factor])]));
      return;
    }
    for (let k = 0; k < factor.power; k++) result = multiply(result, value);
  });
  return result;
}

function substituteAtom(atom: Atom, replace: (s: SizeSymbol) => Dim | undefined): Dim | undefined {
  if (atom.kind === "symbol") return replace(atom);
  const numerator = substitute(atom.numerator, replace);
  const denominator = substitute(atom.denominator, replace);
  if (numerator === atom.numerator && denominator === atom.denominator) return undefined;
  return atom.kind === "floor" ? floorDivide(numerator, denominator) : modulo(numerator, denominator);
}

/** The value under these values of the symbols. NaN where a divisor is 0 or a number leaves the safe integers. */
export function evaluateDim(d: Dim, valueOf: (s: SizeSymbol) => number): number {
  if (typeof d === "number") return d;
  if (d === overflow) return NaN;
  let result = 0;
  for (const term of d.terms) {
    let value = term.coefficient;
    for (const { atom, power } of term.factors) {
      const base = evaluateAtom(atom, valueOf);
      for (let i = 0; i < power; i++) value = safe(value * base);
    }
    result = safe(result + value);
  }
  return result;
}

function evaluateAtom(atom: Atom, valueOf: (s: SizeSymbol) => number): number {
  if (atom.kind === "symbol") return valueOf(atom);
  const numerator = evaluateDim(atom.numerator, valueOf);
  const denominator = evaluateDim(atom.denominator, valueOf);
  if (denominator === 0) return NaN;
  const quotient = floorOf(numerator, denominator);
  return atom.kind === "floor" ? quotient : numerator - denominator * quotient;
}

function safe(value: number): number {
  return Number.isSafeInteger(value) ? value + 0 : NaN;
}
