/** Laws of shapes: broadcasting, changes of axes, joins, and the notation as text and back. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  asConstant,
  axisOf,
  broadcast,
  concatShapes,
  dropAxis,
  elementCount,
  equalShapes,
  insertAxis,
  joinShapes,
  matchShape,
  noBindings,
  parseShape,
  printNotation,
  printShape,
  proveEqualShapes,
  rowShape,
  shapeFrom,
  substituteShape,
  type Shape,
} from "../../server/src/shape/index.ts";
import { declare, freshSizes, openRow } from "./declare.ts";
import { samples, sizes, toDim, variables } from "./sizes.ts";

const known = fc.array(fc.constantFrom(1, 1, 2, 3, 0), { maxLength: 4 }).map(shapeFrom);
const symbolic = fc
  .array(fc.oneof(fc.constantFrom(1, 2, 3, 8), fc.constantFrom(...variables.slice(0, 2)), sizes.map(toDim)), {
    maxLength: 4,
  })
  .map(shapeFrom);
const withRow = fc
  .tuple(symbolic, symbolic, fc.constantFrom("r", "s"))
  .map(([a, b, name]) => rowShape(a.lead, openRow(name), b.lead));
const shapes = fc.oneof(symbolic, withRow);

/** What NumPy does, on numbers. */
function reference(a: readonly number[], b: readonly number[]): readonly number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const result: number[] = [];
  for (let i = 0; i < rank; i++) {
    const left = a[a.length - rank + i] ?? 1;
    const right = b[b.length - rank + i] ?? 1;
    if (left !== right && left !== 1 && right !== 1) return undefined;
    result.push(left === 1 ? right : left);
  }
  return result;
}

/** Undefined where a size is negative or cannot be computed. */
function numbersOf({ lead }: Shape): readonly number[] | undefined {
  const numbers = lead.map((dim) => asConstant(dim) ?? -1);
  return numbers.some((n) => n < 0) ? undefined : numbers;
}

describe("broadcasting", () => {
  test("of numbers is commutative, associative, and NumPy's", () => {
    fc.assert(
      fc.property(known, known, known, (a, b, c) => {
        const fresh = freshSizes();
        const both = broadcast([a, b], fresh);
        expect(both.shape?.lead).toEqual(reference(a.lead as number[], b.lead as number[]));
        expect(both.undecided).toEqual([]);
        expect(both.conflicts.length === 0).toBe(both.shape !== undefined);
        expect(broadcast([b, a], fresh).shape).toEqual(both.shape);
        const all = broadcast([a, b, c], fresh).shape;
        const right = broadcast([b, c], fresh).shape;
        if (both.shape && right) {
          expect(broadcast([both.shape, c], fresh).shape).toEqual(all);
          expect(broadcast([a, right], fresh).shape).toEqual(all);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("of symbols and rows agrees with that of every sample", () => {
    fc.assert(
      fc.property(shapes, shapes, samples, known, known, (a, b, values, r, s) => {
        const sample = (shape: Shape): Shape =>
          substituteShape(
            shape,
            ({ id }) => values[id],
            ({ id, name }) => (id >= 1000 ? undefined : name === "r" ? r : s),
          );
        const [x, y] = [numbersOf(sample(a)), numbersOf(sample(b))];
        fc.pre(x !== undefined && y !== undefined);
        const result = broadcast([a, b], freshSizes());
        const expected = reference(x, y);
        if (result.conflicts.length > 0) expect(expected).toBeUndefined();
        else if (result.undecided.length === 0 && !a.rest && !b.rest) expect(expected).toBeDefined();
        if (expected === undefined || result.shape === undefined) return;
        expect(proveEqualShapes(sample(result.shape), shapeFrom(expected))).not.toBe("fails");
      }),
      { numRuns: 5000 },
    );
  });

  test("with itself or with a scalar changes nothing", () => {
    fc.assert(
      fc.property(shapes, (a) => {
        fc.pre(equalShapes(a, a));
        expect(broadcast([a, a], freshSizes())).toEqual({ shape: a, conflicts: [], undecided: [] });
        expect(broadcast([a, shapeFrom([])], freshSizes())).toEqual({ shape: a, conflicts: [], undecided: [] });
      }),
    );
  });
});

describe("axes", () => {
  test("put in can be read and taken out", () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: -5, max: 4 }), (s, axis) => {
        const more = insertAxis(s, axis, 77);
        if (more === undefined) return;
        expect(axisOf(more, axis)).toBe(77);
        expect(dropAxis(more, axis)).toEqual(s);
      }),
    );
  });

  test("joined end to end multiply their elements", () => {
    fc.assert(
      fc.property(known, known, (a, b) => {
        const both = concatShapes(a, b, freshSizes());
        expect(elementCount(both)).toBe(Number(elementCount(a)) * Number(elementCount(b)));
      }),
    );
  });
});

describe("joins", () => {
  test("are idempotent, and commutative in what they keep", () => {
    fc.assert(
      fc.property(shapes, shapes, (a, b) => {
        fc.pre(equalShapes(a, a) && equalShapes(b, b));
        expect(joinShapes(a, a, freshSizes())).toBe(a);
        expect(printShape(joinShapes(a, b, freshSizes()))).toBe(printShape(joinShapes(b, a, freshSizes())));
      }),
    );
  });

  test("never claim what one side refutes", () => {
    fc.assert(
      fc.property(shapes, shapes, (a, b) => {
        const joined = joinShapes(a, b, freshSizes());
        expect(proveEqualShapes(joined, a)).not.toBe("fails");
        expect(proveEqualShapes(joined, b)).not.toBe("fails");
      }),
    );
  });
});

describe("the notation", () => {
  test("prints shapes that parse to themselves", () => {
    fc.assert(
      fc.property(shapes, (s) => {
        const text = printShape(s);
        fc.pre(!text.includes("?"));
        const parsed = parseShape(text);
        expect(parsed.ok).toBe(true);
        if (!parsed.ok) return;
        expect(equalShapes(declare(parsed.value), s)).toBe(true);
        expect(printShape(declare(parsed.value))).toBe(text);
        const again = parseShape(printNotation(parsed.value));
        expect(again.ok && printNotation(again.value)).toBe(printNotation(parsed.value));
        expect(again.ok && equalShapes(declare(again.value), s)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test("a printed shape never mismatches the shape it was printed from", () => {
    fc.assert(
      fc.property(shapes, (s) => {
        const parsed = parseShape(printShape(s));
        expect(parsed.ok && matchShape(parsed.value, s, noBindings).proof).not.toBe("fails");
      }),
      { numRuns: 3000 },
    );
  });

  test("any text parses or is refused", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\([\w*?,+%/ ()_.-]*\)?$/)), (text) => {
        const parsed = parseShape(text);
        if (!parsed.ok) expect(parsed.error.span.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 3000 },
    );
  });
});
