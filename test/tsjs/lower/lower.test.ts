/** The lowering of TypeScript and JavaScript, snippet by snippet; and that no text, however broken, makes it throw. */
import { describe, expect, test } from "vitest";
import type { Span } from "../../../server/src/base/span.ts";
import { lowerSource } from "../../../server/src/tsjs/lower/module.ts";
import { loadTypeScript } from "../../../server/src/tsjs/syntax.ts";
import { printModule } from "../../python/lower/print.ts";
import { CLASSES, EXPRESSIONS, LOOPS, MODULES, STATEMENTS, SWITCHES } from "./cases.ts";

const typescript = await loadTypeScript();
const groups = {
  expressions: EXPRESSIONS,
  statements: STATEMENTS,
  loops: LOOPS,
  switches: SWITCHES,
  classes: CLASSES,
  modules: MODULES,
};

describe.each(Object.entries(groups))("%s", (_, cases) => {
  test.each(cases)("$name", ({ source, expected }) => {
    expect(printModule(lowerSource(typescript, source, "/m.ts"))).toBe(expected);
  });
});

test("a field without a value is undefined in JavaScript", () => {
  const printed = printModule(lowerSource(typescript, "class A { x }", "/m.js"));
  expect(printed).toBe("class A() {*fields}\n  def *fields() {}\n    this.x = <undefined>");
});

test("markup hands its expressions to something that we do not see", () => {
  const printed = printModule(
    lowerSource(typescript, "const e = <div a={b} {...c}>{d}<p>{() => f()}</p></div>", "/m.tsx"),
  );
  expect(printed).toBe("e = ((broken) b c d (lambda () arrow {} return (f)))");
});

test("deep expressions do not exhaust the stack", () => {
  const long = Array(5000).fill("a").join(" + ");
  expect(printModule(lowerSource(typescript, `x = ${long}; y = 1`, "/m.js"))).toMatch(/y = 1$/);
  const brackets = "(".repeat(20_000);
  expect(lowerSource(typescript, `x = ${brackets}`, "/m.js").body).toEqual([]);
});

function isSpan(value: object): value is Span {
  return "start" in value && "end" in value;
}

function* spansIn(value: unknown): Generator<Span> {
  if (typeof value !== "object" || value === null) return;
  if (isSpan(value)) yield value;
  if (!(value instanceof Set)) for (const child of Object.values(value)) yield* spansIn(child);
}

test("half a program lowers, and spans stay within its text", () => {
  const all = Object.values(groups)
    .flatMap((cases) => cases.map(({ source }) => source))
    .join("\n;");
  for (let length = 0; length < all.length; length += 31) {
    const text = all.slice(0, length);
    for (const path of ["/m.ts", "/m.jsx"]) {
      const misplaced = [...spansIn(lowerSource(typescript, text, path).body)].filter(
        ({ start, end }) => start < 0 || start > end || end > text.length,
      );
      expect(misplaced).toEqual([]);
    }
  }
});
