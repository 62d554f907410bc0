/** Laws of sizes: they are a ring, have one form each, and agree with the arithmetic of numbers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  boundsOf,
  ceilDivide,
  equalDims,
  evaluateDim,
  multiply,
  negate,
  parseShape,
  printDim,
  subtract,
  substitute,
  symbolsOf,
  type Dim,
} from "../../server/src/shape/index.ts";
import { declare } from "./declare.ts";
import { polynomials, samples, sizes, toDim, toNumber, valueIn, variables } from "./sizes.ts";

const runs = { numRuns: 2000 };

function same(a: Dim, b: Dim): boolean {
  return equalDims(a, b) && (typeof a === "number" ? a === b : typeof b !== "number" && a.key === b.key);
}

describe("sums and products", () => {
  const dims = polynomials.map(toDim);

  test("are a commutative ring", () => {
    fc.assert(
      fc.property(dims, dims, dims, (a, b, c) => {
        expect(same(add(a, b), add(b, a))).toBe(true);
        expect(same(add(add(a, b), c), add(a, add(b, c)))).toBe(true);
        expect(same(multiply(a, b), multiply(b, a))).toBe(true);
        expect(same(multiply(multiply(a, b), c), multiply(a, multiply(b, c)))).toBe(true);
        expect(same(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)))).toBe(true);
        expect(same(add(a, 0), a) && same(multiply(a, 1), a) && multiply(a, 0) === 0).toBe(true);
        expect(add(a, negate(a))).toBe(0);
        expect(same(subtract(a, b), add(a, negate(b)))).toBe(true);
      }),
      runs,
    );
  });

  test("have one form: what is different differs somewhere", () => {
    fc.assert(
      fc.property(dims, dims, fc.array(samples, { minLength: 30, maxLength: 30 }), (a, b, points) => {
        const agree = points.every((values) => evaluateDim(a, valueIn(values)) === evaluateDim(b, valueIn(values)));
        fc.pre(!points.some((values) => Number.isNaN(evaluateDim(a, valueIn(values)))));
        if (equalDims(a, b)) expect(agree).toBe(true);
        else if (agree) expect(differsSomewhere(a, b)).toBe(true);
      }),
      runs,
    );
  });
});

/** A larger grid, for the rare pair that agrees on all random points. */
function differsSomewhere(a: Dim, b: Dim): boolean {
  for (let seed = 1; seed < 2000; seed++) {
    const values = [1 + (seed % 7), 1 + ((seed * 3) % 11), (seed * 5) % 13, 2 + (seed % 4), ((seed * 7) % 23) - 11];
    if (evaluateDim(a, valueIn(values)) !== evaluateDim(b, valueIn(values))) return true;
  }
  return false;
}

describe("all sizes", () => {
  test("evaluate to what the numbers give", () => {
    fc.assert(
      fc.property(sizes, samples, (e, values) => {
        const expected = toNumber(e, values);
        const value = evaluateDim(toDim(e), valueIn(values));
        // A division by zero is not a number; neither is what has grown too large.
        if (!Number.isNaN(expected) && !Number.isNaN(value)) expect(value).toBe(expected + 0);
      }),
      { numRuns: 10_000 },
    );
  });

  test("are never lost where nothing divides by a size that may be 0", () => {
    fc.assert(
      fc.property(polynomials, samples, (e, values) => {
        expect(evaluateDim(toDim(e), valueIn(values))).toBe(toNumber(e, values) + 0);
      }),
      runs,
    );
  });

  test("lie within their bounds", () => {
    fc.assert(
      fc.property(sizes, samples, (e, values) => {
        const dim = toDim(e);
        const value = evaluateDim(dim, valueIn(values));
        const { min, max } = boundsOf(dim);
        if (!Number.isNaN(value)) expect(min <= value && value <= max).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  test("give the same whether symbols are replaced by numbers or evaluated", () => {
    fc.assert(
      fc.property(sizes, samples, (e, values) => {
        const dim = toDim(e);
        const value = evaluateDim(dim, valueIn(values));
        const replaced = substitute(dim, ({ id }) => values[id]);
        if (!Number.isNaN(value)) expect(replaced).toBe(value);
      }),
      runs,
    );
  });

  test("give the same whether symbols are replaced by sizes before or after", () => {
    fc.assert(
      fc.property(sizes, polynomials, samples, (e, inner, values) => {
        const [first] = variables;
        const replaced = substitute(toDim(e), ({ id }) => (id === 0 ? toDim(inner) : undefined));
        const direct = evaluateDim(toDim(e), ({ id }) => (id === 0 ? toNumber(inner, values) : (values[id] ?? NaN)));
        const value = evaluateDim(replaced, valueIn(values));
        // Simplification may rely on the bounds of the symbol that is replaced.
        fc.pre(first !== undefined && toNumber(inner, values) >= 1);
        if (!Number.isNaN(value) && !Number.isNaN(direct)) expect(value).toBe(direct);
      }),
      runs,
    );
  });

  test("round up as numbers do", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 7 }), samples, (e, by, values) => {
        const expected = toNumber(e, values);
        const value = evaluateDim(ceilDivide(toDim(e), by), valueIn(values));
        if (!Number.isNaN(expected) && !Number.isNaN(value)) expect(value).toBe(Math.ceil(expected / by) + 0);
      }),
      runs,
    );
  });

  test("print as text that means the same", () => {
    fc.assert(
      fc.property(sizes, (e) => {
        const dim = toDim(e);
        const text = printDim(dim);
        fc.pre(text !== "?");
        const parsed = parseShape(`(${text},)`);
        expect(parsed.ok && equalDims(declare(parsed.value).lead[0] ?? NaN, dim), text).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test("name each of their symbols once", () => {
    fc.assert(
      fc.property(sizes, (e) => {
        const ids = symbolsOf(toDim(e)).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});
