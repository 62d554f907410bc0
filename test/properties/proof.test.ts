/** Proofs against samples: what holds is never contradicted, what fails is never satisfied. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  and,
  evaluateDim,
  findSizes,
  not,
  or,
  proveAtLeast,
  proveEqual,
  proveMultiple,
  solveLinear,
  substitute,
  type Dim,
  type Proof,
} from "../../server/src/shape/index.ts";
import { polynomials, samples, sizes, toDim, valueIn, variables } from "./sizes.ts";

const runs = { numRuns: 4000 };

function agrees(proof: Proof, truth: boolean): boolean {
  return proof === "unknown" || (proof === "holds") === truth;
}

/** Pairs that are often related: any two, or one and a small change of it. */
const pairs = fc
  .oneof(fc.tuple(sizes, sizes), fc.tuple(sizes, polynomials))
  .chain(([a, b]) =>
    fc.constantFrom<readonly [Dim, Dim]>([toDim(a), toDim(b)], [substituted(toDim(a), toDim(b)), toDim(a)]),
  );

function substituted(d: Dim, by: Dim): Dim {
  return substitute(d, ({ id }) => (id === 2 ? by : undefined));
}

describe("proofs", () => {
  test("of equality are never contradicted", () => {
    fc.assert(
      fc.property(pairs, fc.array(samples, { minLength: 8, maxLength: 8 }), ([a, b], points) => {
        const proof = proveEqual(a, b);
        for (const values of points) {
          const [x, y] = [evaluateDim(a, valueIn(values)), evaluateDim(b, valueIn(values))];
          if (!Number.isNaN(x + y)) expect(agrees(proof, x === y)).toBe(true);
        }
      }),
      runs,
    );
  });

  test("of order are never contradicted", () => {
    fc.assert(
      fc.property(pairs, fc.array(samples, { minLength: 8, maxLength: 8 }), ([a, b], points) => {
        const proof = proveAtLeast(a, b);
        for (const values of points) {
          const [x, y] = [evaluateDim(a, valueIn(values)), evaluateDim(b, valueIn(values))];
          if (!Number.isNaN(x + y)) expect(agrees(proof, x >= y)).toBe(true);
        }
      }),
      runs,
    );
  });

  test("of divisibility are never contradicted", () => {
    fc.assert(
      fc.property(pairs, fc.array(samples, { minLength: 8, maxLength: 8 }), ([a, b], points) => {
        const proof = proveMultiple(a, b);
        for (const values of points) {
          const [x, y] = [evaluateDim(a, valueIn(values)), evaluateDim(b, valueIn(values))];
          if (!Number.isNaN(x + y) && y !== 0) expect(agrees(proof, x % y === 0)).toBe(true);
        }
      }),
      runs,
    );
  });

  test("combine as three-valued logic", () => {
    const proofs = fc.constantFrom<Proof>("holds", "fails", "unknown");
    fc.assert(
      fc.property(proofs, proofs, proofs, (a, b, c) => {
        expect(not(not(a))).toBe(a);
        expect(and(a, b)).toBe(and(b, a));
        expect(or(a, b)).toBe(not(and(not(a), not(b))));
        expect(and(a, and(b, c))).toBe(and(a, b, c));
        expect(and(a, or(b, c))).toBe(or(and(a, b), and(a, c)));
      }),
    );
  });
});

describe("solutions", () => {
  test("make both sides equal", () => {
    fc.assert(
      fc.property(sizes, sizes, (left, right) => {
        const [a, b] = [toDim(left), toDim(right)];
        const solution = solveLinear(a, b, () => true);
        if (solution === undefined) return;
        const { symbol, value } = solution;
        const put = (d: Dim): Dim => substitute(d, ({ id }) => (id === symbol.id ? value : undefined));
        expect(proveEqual(put(a), put(b))).not.toBe("fails");
      }),
      runs,
    );
  });

  test("are found wherever a symbol stands alone", () => {
    fc.assert(
      fc.property(polynomials, (e) => {
        const value = substitute(toDim(e), ({ id }) => (id === 4 ? 3 : undefined));
        const alone = variables[4] ?? NaN;
        const solution = solveLinear(alone, value, ({ id }) => id === 4);
        expect(solution?.value).toEqual(value);
      }),
    );
  });

  test("that are numbers solve every equation, and none in the range is left out", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 40 }), (e, right) => {
        const left = substitute(toDim(e), ({ id }) => (id > 1 ? 3 : undefined));
        const symbols = [0, 1].flatMap((id) => ({
          kind: "symbol" as const,
          id,
          name: "s",
          origin: "open" as const,
          min: 1,
          max: 30,
        }));
        const found = findSizes([{ left, right }], symbols, { min: 1, max: 30 });
        for (let v = 1; v <= 30; v++) expect(found.includes(v)).toBe(evaluateDim(left, () => v) === right);
      }),
    );
  });
});
