/**
 * Deciding what holds of floors and remainders by constants through all residues of their symbols: `H` is `2*k` or
 * `2*k + 1`, and in either case `H//2` is a polynomial. So `H - H//2` equals `(H + 1)//2`.
 */
import { ceilOf, floorOf } from "./bounds.ts";
import { add, multiply, symbol } from "./dim.ts";
import { gcd } from "./monomial.ts";
import type { Dim, SizeSymbol } from "./polynomial.ts";
import { substitute } from "./substitute.ts";

const maxCases = 48;

interface Period {
  readonly symbol: SizeSymbol;
  readonly length: number;
}

/** Whether `test` is true of every case; false also where there is nothing to split, or too much. */
export function everyResidue(d: Dim, test: (split: Dim) => boolean): boolean {
  const periods = new Map<number, Period>();
  collectPeriods(d, 1, periods);
  if (periods.size === 0) return false;
  let cases = 1;
  for (const { length } of periods.values()) cases *= length;
  return cases <= maxCases && everyCase(d, [...periods.values()], 0, test);
}

function everyCase(d: Dim, periods: readonly Period[], index: number, test: (split: Dim) => boolean): boolean {
  const period = periods[index];
  if (period === undefined) return test(d);
  const { symbol: split, length } = period;
  for (let residue = 0; residue < length; residue++) {
    const min = ceilOf(split.min - residue, length);
    const max = floorOf(split.max - residue, length);
    if (min > max) continue;
    // These ids never leave this file; estimates count down from -2.
    const quotient = symbol({ id: -1_000_000 - index, name: split.name, origin: "opaque", min, max });
    const value = add(multiply(quotient, length), residue);
    const next = substitute(d, (s) => (s.id === split.id ? value : undefined));
    if (!everyCase(next, periods, index + 1, test)) return false;
  }
  return true;
}

function collectPeriods(d: Dim, length: number, periods: Map<number, Period>): void {
  if (typeof d === "number") return;
  for (const { factors } of d.terms) {
    for (const { atom } of factors) {
      if (atom.kind !== "symbol") {
        if (typeof atom.denominator === "number") collectPeriods(atom.numerator, length * atom.denominator, periods);
      } else if (length > 1) {
        const known = periods.get(atom.id)?.length ?? 1;
        periods.set(atom.id, { symbol: atom, length: (known / gcd(known, length)) * length });
      }
    }
  }
}
