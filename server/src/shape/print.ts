/** Sizes as text, in the notation's own grammar, so that what is printed can be parsed again. */
import { add, asSymbol, isOpaque } from "./dim.ts";
import { constantPart } from "./monomial.ts";
import { atomKey, fromAtom, type Atom, type Dim, type Polynomial, type Term } from "./polynomial.ts";

/** `2*H + 1`, `W//2`; `?` where an unknown integer is in it. */
export function printDim(d: Dim): string {
  if (typeof d === "number") return String(d);
  return isOpaque(d) ? "?" : printSum(absorbConstant(d).terms);
}

/** `(H - 3)//2` reads better than the canonical `(H + 1)//2 - 2`. */
function absorbConstant(d: Polynomial): Polynomial {
  const [term, constant] = d.terms;
  const atom = term?.factors[0]?.atom;
  if (atom?.kind !== "floor" || typeof atom.numerator === "number" || typeof atom.denominator !== "number") return d;
  const isFloorLessConstant =
    d.terms.length === 2 && term?.key === atomKey(atom) && term.coefficient === 1 && (constant?.coefficient ?? 0) < 0;
  if (!isFloorLessConstant || constant?.factors.length !== 0 || constantPart(atom.numerator) <= 0) return d;
  const numerator = add(atom.numerator, constant.coefficient * atom.denominator);
  return fromAtom({ ...atom, numerator });
}

function printSum(terms: readonly Term[]): string {
  // `3 - H` reads better than `-H + 3`.
  const positive = terms.findIndex(({ coefficient }) => coefficient > 0);
  const first = terms[Math.max(positive, 0)];
  let text = "";
  for (const term of first === undefined ? [] : [first, ...terms.filter((other) => other !== first)]) {
    const sign = term.coefficient < 0 ? "-" : "+";
    if (text !== "") text += ` ${sign} ${printProduct(term, false)}`;
    else text = sign === "-" ? `-${printProduct(term, true)}` : printProduct(term, false);
  }
  return text;
}

/** Without its sign. `tight` where a minus sign stands before it, which binds closer than `//`. */
function printProduct({ coefficient, factors }: Term, tight: boolean): string {
  const size = Math.abs(coefficient);
  const atoms = factors.flatMap(({ atom, power }) => Array.from({ length: power }, () => atom));
  const [only] = atoms;
  if (only === undefined) return String(size);
  if (size === 1 && atoms.length === 1 && !tight) return printAtom(only);
  const parts = atoms.map((atom) => (atom.kind === "symbol" ? atom.name : `(${printAtom(atom)})`));
  return (size === 1 ? parts : [String(size), ...parts]).join("*");
}

function printAtom(atom: Atom): string {
  if (atom.kind === "symbol") return atom.name;
  return `${printNumerator(atom.numerator)}${atom.kind === "floor" ? "//" : "%"}${printDenominator(atom.denominator)}`;
}

function printNumerator(d: Dim): string {
  if (typeof d === "number") return String(d);
  return d.terms.length > 1 ? `(${printSum(d.terms)})` : printSum(d.terms);
}

function printDenominator(d: Dim): string {
  if (typeof d === "number") return String(d);
  return asSymbol(d) === undefined ? `(${printSum(d.terms)})` : printSum(d.terms);
}
