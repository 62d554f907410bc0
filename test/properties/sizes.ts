/**
 * Random sizes for the properties: an expression is made once and read twice, as a `Dim` and as plain numbers, so that
 * the algebra can be held against arithmetic it did not do itself.
 */
import fc from "fast-check";
import {
  add,
  floorDivide,
  modulo,
  multiply,
  subtract,
  symbol,
  type Dim,
  type SizeSymbol,
} from "../../server/src/shape/index.ts";

export type Expression =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "variable"; readonly index: number }
  | { readonly kind: Operator; readonly left: Expression; readonly right: Expression };

export type Operator = "+" | "-" | "*" | "//" | "%";

/** Variables with different bounds: sizes, sizes that may be 0, small ranges, and one that may be negative. */
const ranges = [
  { name: "H", min: 1, max: Infinity },
  { name: "W", min: 1, max: Infinity },
  { name: "n", min: 0, max: Infinity },
  { name: "k", min: 2, max: 5 },
  { name: "z", min: -Infinity, max: Infinity },
] as const;

export const variables: readonly Dim[] = ranges.map((range, id) => symbol({ id, origin: "open", ...range }));

/** Values of all variables within their bounds, small ones most often. */
export const samples = fc.tuple(
  ...ranges.map(({ min, max }) => fc.integer({ min: Math.max(min, -12), max: Math.min(max, 40) })),
);

const operations: Readonly<Record<Operator, (a: Dim, b: Dim) => Dim>> = {
  "+": add,
  "-": subtract,
  "*": multiply,
  "//": floorDivide,
  "%": modulo,
};

export function toDim(e: Expression): Dim {
  if (e.kind === "constant") return e.value;
  if (e.kind === "variable") return variables[e.index] ?? 0;
  return operations[e.kind](toDim(e.left), toDim(e.right));
}

/** NaN where it divides by zero. */
export function toNumber(e: Expression, values: readonly number[]): number {
  if (e.kind === "constant") return e.value;
  if (e.kind === "variable") return values[e.index] ?? NaN;
  const left = toNumber(e.left, values);
  const right = toNumber(e.right, values);
  switch (e.kind) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "//":
      return right === 0 ? NaN : Math.floor(left / right);
    case "%":
      return right === 0 ? NaN : left - right * Math.floor(left / right);
  }
}

export function valueIn(values: readonly number[]): (s: SizeSymbol) => number {
  return ({ id }) => values[id] ?? NaN;
}

const constants = fc.integer({ min: -9, max: 9 }).map((value): Expression => ({ kind: "constant", value }));
const names = fc.nat({ max: ranges.length - 1 }).map((index): Expression => ({ kind: "variable", index }));

function expressions(operators: readonly Operator[]): fc.Arbitrary<Expression> {
  const { tree } = fc.letrec<{ tree: Expression; node: Expression }>((tie) => ({
    tree: fc.oneof({ depthSize: "small", withCrossShrink: true }, names, constants, tie("node")),
    node: fc.record({ kind: fc.constantFrom(...operators), left: tie("tree"), right: tie("tree") }),
  }));
  return tree;
}

/** Sums and products only: there the canonical form is unique. */
export const polynomials = expressions(["+", "-", "*"]);

/** With floors and remainders, often by constants, as convolutions have them. */
export const sizes = fc.oneof(
  expressions(["+", "-", "*", "//", "%"]),
  fc
    .tuple(expressions(["+", "-", "*", "//"]), fc.constantFrom<Operator>("//", "%"), fc.integer({ min: 1, max: 6 }))
    .map(([left, kind, value]): Expression => ({ kind, left, right: { kind: "constant", value } })),
);
