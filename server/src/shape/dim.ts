/**
 * Arithmetic of sizes that stays polynomial: sums, products, comparison, and what a size is made of. Division is in
 * `divide.ts`. Every function answers constants first and without allocating: most sizes are known.
 */
import {
  compareAtoms,
  compareTerms,
  fromAtom,
  fromNumber,
  fromTerms,
  makeTerm,
  overflow,
  termsOf,
  type Bounds,
  type Dim,
  type Factor,
  type SizeSymbol,
  type Term,
} from "./polynomial.ts";

export interface SymbolFields extends Partial<Bounds> {
  readonly id: number;
  readonly name: string;
  readonly origin: SizeSymbol["origin"];
}

/** A size of this name, at least 1 unless told otherwise. Bounds that leave one value give that constant. */
export function symbol({ id, name, origin, min = 1, max = Infinity }: SymbolFields): Dim {
  if (min === max && Number.isSafeInteger(min)) return min;
  return fromAtom({ kind: "symbol", id, name, origin, min, max });
}

export function asConstant(d: Dim): number | undefined {
  return typeof d === "number" ? d : undefined;
}

/** The symbol, if the dim is nothing but one. */
export function asSymbol(d: Dim): SizeSymbol | undefined {
  if (typeof d === "number" || d.terms.length !== 1) return undefined;
  const [term] = d.terms;
  if (term?.coefficient !== 1 || term.factors.length !== 1) return undefined;
  const [factor] = term.factors;
  return factor?.power === 1 && factor.atom.kind === "symbol" ? factor.atom : undefined;
}

/** Same canonical form. Never true of overflow. */
export function equalDims(a: Dim, b: Dim): boolean {
  if (typeof a === "number" || typeof b === "number") return a === b;
  return a !== overflow && (a === b || a.key === b.key);
}

export function add(a: Dim, b: Dim): Dim {
  if (typeof a === "number") {
    if (typeof b === "number") return fromNumber(a + b);
    if (a === 0) return b;
  } else if (b === 0) return a;
  if (a === overflow || b === overflow) return overflow;
  return fromTerms(mergeTerms(termsOf(a), termsOf(b)));
}

export function negate(a: Dim): Dim {
  if (typeof a === "number") return -a + 0;
  return scale(a, -1);
}

export function subtract(a: Dim, b: Dim): Dim {
  if (typeof a === "number" && typeof b === "number") return fromNumber(a - b);
  return add(a, negate(b));
}

export function multiply(a: Dim, b: Dim): Dim {
  if (typeof a === "number") return typeof b === "number" ? fromNumber(a * b) : scale(b, a);
  if (typeof b === "number") return scale(a, b);
  if (a === overflow || b === overflow) return overflow;
  let result: readonly Term[] = [];
  for (const term of a.terms) {
    result = mergeTerms(result, multiplyTerms(b.terms, term));
  }
  return fromTerms(result);
}

export function sum(dims: readonly Dim[]): Dim {
  let result: Dim = 0;
  for (const d of dims) result = add(result, d);
  return result;
}

export function product(dims: readonly Dim[]): Dim {
  let result: Dim = 1;
  for (const d of dims) result = multiply(result, d);
  return result;
}

/** Every symbol in it once, those inside floors and remainders too. */
export function symbolsOf(d: Dim): readonly SizeSymbol[] {
  if (typeof d === "number") return [];
  const found = new Map<number, SizeSymbol>();
  collectSymbols(d, found);
  return [...found.values()];
}

function collectSymbols(d: Dim, found: Map<number, SizeSymbol>): void {
  if (typeof d === "number") return;
  for (const term of d.terms) {
    for (const { atom } of term.factors) {
      if (atom.kind === "symbol") {
        if (!found.has(atom.id)) found.set(atom.id, atom);
      } else {
        collectSymbols(atom.numerator, found);
        collectSymbols(atom.denominator, found);
      }
    }
  }
}

/** Whether an unknown integer is in it. */
export function isOpaque(d: Dim): boolean {
  if (typeof d === "number") return false;
  return d.terms.some((term) =>
    term.factors.some(({ atom }) =>
      atom.kind === "symbol" ? atom.origin === "opaque" : isOpaque(atom.numerator) || isOpaque(atom.denominator),
    ),
  );
}

/** Both lists ordered; so is the result. */
function mergeTerms(a: readonly Term[], b: readonly Term[]): readonly Term[] {
  const result: Term[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (left === undefined) return result.concat(b.slice(j));
    if (right === undefined) return result.concat(a.slice(i));
    const order = compareTerms(left, right);
    if (order < 0) {
      result.push(left);
      i++;
    } else if (order > 0) {
      result.push(right);
      j++;
    } else {
      const coefficient = left.coefficient + right.coefficient;
      if (coefficient !== 0) result.push({ coefficient, factors: left.factors, key: left.key });
      i++;
      j++;
    }
  }
}

function scale(d: Exclude<Dim, number>, by: number): Dim {
  if (by === 1 || d === overflow) return d;
  if (by === 0) return 0;
  return fromTerms(d.terms.map(({ coefficient, factors, key }) => ({ coefficient: coefficient * by, factors, key })));
}

/** The order of terms is a monomial order: multiplying by one term keeps it. */
function multiplyTerms(terms: readonly Term[], by: Term): readonly Term[] {
  return terms.map((term) => makeTerm(term.coefficient * by.coefficient, multiplyFactors(term.factors, by.factors)));
}

function multiplyFactors(a: readonly Factor[], b: readonly Factor[]): readonly Factor[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const result: Factor[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (left === undefined) return result.concat(b.slice(j));
    if (right === undefined) return result.concat(a.slice(i));
    const order = compareAtoms(left.atom, right.atom);
    if (order < 0) {
      result.push(left);
      i++;
    } else if (order > 0) {
      result.push(right);
      j++;
    } else {
      result.push({ atom: left.atom, power: left.power + right.power });
      i++;
      j++;
    }
  }
}
