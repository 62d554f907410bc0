/** The lowering of Python, snippet by snippet. */
import { describe, expect, test } from "vitest";
import { lowerFile, lowerModule } from "../../../server/src/python/lower/module.ts";
import { parseFile, parseModule } from "../../../server/src/python/syntax/parse.ts";
import { CONTROL, DECLARATIONS, EXPRESSIONS, MATCHES, STATEMENTS } from "./cases.ts";
import { printModule } from "./print.ts";

function lowered(source: string): string {
  return printModule(lowerModule(parseModule(source), "/m.py"));
}

describe.each([
  ["expressions", EXPRESSIONS],
  ["statements", STATEMENTS],
  ["control flow", CONTROL],
  ["declarations", DECLARATIONS],
  ["match", MATCHES],
])("%s", (_, cases) => {
  test.each(cases)("$name", ({ source, expected }) => {
    expect(lowered(source)).toBe(expected);
  });
});

describe("modules", () => {
  test("own what their functions declare global", () => {
    const source = "a = 1\ndef f():\n  global b\n  b = c = 2\n[d for e in a]\nclass F: g = 1";
    expect([...lowerModule(parseModule(source), "/m.py").locals].sort()).toEqual(["F", "a", "b", "f"]);
  });

  test("lower alike whole and in chunks, spans included", () => {
    const source =
      "import a\n\n# net\nclass Net(a.M):\n  def f(self, len):\n    return [len(\n\nb = f'{a}'\nmatch b:\n  case [1]: c\n";
    expect(lowerFile(parseFile(source), "/m.py")).toEqual(lowerModule(parseModule(source), "/m.py"));
  });

  test("deep expressions lower", () => {
    expect(lowered(Array(200).fill("1").join(" + "))).toContain("(+ (+ 1 1) 1)");
  });
});
