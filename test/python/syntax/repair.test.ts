/** What the layout repair puts into half-typed text. Insertions stand between « and ». */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyInsertions, originalOffset, repairedOffset } from "../../../server/src/base/insertions.ts";
import { repairLayout } from "../../../server/src/python/syntax/repair.ts";

function repaired(text: string): string {
  const marked = repairLayout(text).insertions.map(({ at, text: inserted }) => ({ at, text: `«${inserted}»` }));
  return applyInsertions(text, marked).replaceAll("»«", "");
}

/** The given text is the expected one without what is put in. */
function expectRepair(expected: string): void {
  expect(repaired(expected.replaceAll(/«[^»]*»/g, ""))).toBe(expected);
}

describe("brackets", () => {
  test.each([
    ["at the end of the text", "x = f(a, [b«])»"],
    ["before a comment at the end", "x = f(a«)»  # why"],
    ["before a definition", "x = f(a«)»\n\ndef g():\n  pass"],
    ["before a statement in the same block", "def f():\n  self.x = nn.Linear(«)»\n  return 1"],
    ["after a comma", "def f():\n  x = self.conv(x, «)»\n  x = g(x)\n  return x".replace(", «)»", ",«)» ")],
    ["before an assignment to an attribute", "def f():\n  self.a = nn.Linear(3,«)»\n  self.b = nn.ReLU()"],
    ["before an assignment to an item", "x = f(a«)»\ny[0] = 1"],
    ["before an assignment to a name, by what follows", "x = f(a«)»\ny = 1\nz = 2"],
    ["before a decorator", "x = [a«]»\n@b\ndef f(): ..."],
    ["before a header's colon", "def f(self, x«)»:\n  return x"],
    ["in a header without colon", "def f(self, x«)»\n  return x"],
    ["in a header that ends with a comma", "class A:\n  def f(self, x,«)»\n\n  def g(self): ..."],
    ["in a condition", "if f(x«)»:\n  y = 1"],
    ["in a condition without colon", "if x.shape[0«]»\n  y = 1"],
    ["of several kinds", "x = {'a': [f(1,«)]}»\nimport y"],
    ["within another call", "x = f(g(h(a), b«)»\nreturn x".replace("«)»", "«))»")],
    ["inside its partner", "x = f(a[0«]»)"],
    ["of a line in a container", "s = Seq(\n  A(3, 4«),»\n  B(),\n)"],
    ["of a container half-way", "s = Seq(\n  A(3, 64,«))»\nreturn s"],
    ["of an import", "from a import (b,«)»\nimport c"],
    ["swallowed by a character that is no token", "x = f($a)«)»\nreturn x"],
  ])("%s", (_, expected) => {
    expectRepair(expected);
  });
});

describe("commas", () => {
  test.each([
    ["between arguments", "f(\n  a«,»\n  b,\n)"],
    ["between calls in a list", "x = [\n  f(1)«,»\n  g(2),\n]"],
    ["between parameters", "def f(\n    a: int«,»\n    b: int = 1,\n): ..."],
    ["between strings and names", "x = {'a': 1«,»\n     'b': 2}"],
    ["between aligned parameters", "def f(a«,»\n      b): ..."],
    ["but not between strings", "x = ('a'\n     f'b'\n     'c')"],
    ["but not before an operator's word", "x = (a\n     if b\n     else c\n     and not d\n     for e\n     in f)"],
    ["but not after one", "x = [a for\n     b in\n     c if not\n     d]"],
  ])("%s", (_, expected) => {
    expectRepair(expected);
  });
});

describe("literals", () => {
  test.each([
    ["a string in a call", "x = f('a«'»)\ny = 1"],
    ["a string before a comma", "x = f('a«'», \ny)".replace("«'», ", ",«'» ")],
    ["a string that ends the line", "x = f('a«')»\nreturn x"],
    ["no string outside brackets", "x = 'a\ny = 1"],
    ["a field of an f-string", 'print(f"{x.shape«}")»\nreturn x'],
    ["a field before the closing quote", 'x = f"{a«}»"\ny = 1'],
    ["a field with a string", "x = f'{a[\"b\"]«}»'\ny = 1"],
    ["a triple quote at the end of the text", 'x = 1\n"""Half«"""»\ndef f(): ...'],
    ["a stray triple quote above a docstring", '"""«"""»\ndef f():\n  """Says what.\n\n  And why."""\n  return 1'],
    ["a stray triple quote above one that begins below", '"""«"""»\ndef f():\n  """\n  Says what.\n  """\n  return 1'],
    [
      "a stray triple quote above one with a heading",
      '"""«"""»\ndef f():\n  """\n  Returns:\n    x\n  """\n  return 1',
    ],
  ])("%s", (_, expected) => {
    expectRepair(expected);
  });
});

describe("indentation", () => {
  test.each([
    [
      "a line that fell out of a function",
      "class A:\n    def f(self):\n        a = 1\n    «    »b = 2\n        c = 3\n    def g(self): ...",
    ],
    [
      "one that fell out of a class",
      "class A:\n    def f(self):\n        a = 1\n«        »b = 2\n        c = 3\n    def g(self): ...",
    ],
    [
      "one that fell out before a definition",
      "class A:\n    def f(self):\n        a = 1\n«        »b = 2\n\n    def g(self): ...",
    ],
    ["a header that fell out with its body", "def f():\n    a = 1\n«    »if b:\n        «    »c = 2\n    return a"],
    ["one between two depths", "def f():\n    if a:\n        b = 1\n      «  »c = 2\n    return b"],
    [
      "one nearer to the outer depth is left to the parser",
      "def f():\n    if a:\n        b = 1\n     c = 2\n    return b",
    ],
    ["tabs", "class A:\n\tdef f(self):\n\t\ta = 1\n\t«\t»b = 2\n\t\tc = 3"],
    ["not where tabs and blanks are mixed", "class A:\n\tdef f(self):\n\t\ta = 1\n    b = 2\n\t\tc = 3"],
    ["not after a header without colon", "def f():\n    if a:\n        b\n    else\n        c\n    return d"],
    ["not a definition", "class A:\n    def f(self):\n        a = 1\n\ndef g():\n    b = 2\n        c = 3"],
    ["not a block that has ended", "def f():\n    a\n\nb\nc\nd\ne\ng\n    f"],
  ])("%s", (_, expected) => {
    expectRepair(expected);
  });
});

describe("valid text is left alone", () => {
  test.each([
    ["deep nesting", "x = f(\n  g(\n    a,\n    b=(1,\n2),\n  ),\n)"],
    ["arguments at the margin", "x = f(\na,\nb=1,\nc\n)"],
    ["a matrix product at the start of a line", "x = (a\n  @b)"],
    ["a triple-quoted string that looks like code", 'x = """\ndef f(:\n  return (\n"""'],
    ["strings side by side", "x = f('a' 'b'\n  'c')"],
    ["a docstring in brackets", 'x = ("""a"""\n     .strip())'],
    ["nested quotes", "x = f'{a['b']}' f\"{c!r:>{d['e']}}\""],
    ["braces in an f-string", "x = f'{{' + f'}}{{{a}}}'"],
    ["escapes", "x = '\\'' + rf'\\{{' + '\\\\'"],
    ["a multi-line field", "x = f'{\n  a\n}'"],
    ["a lambda over lines", "f(lambda x:\n    x.y,\n  key=lambda:\n    1)"],
    ["a slice over lines", "if x[a:\n     b]:\n  pass"],
    ["an annotation over lines", "def f(a:\n        int): ..."],
    ["notebook magics", "%timeit f(x\n!pip install 'a\nx = 1"],
    ["identifiers beyond ASCII", "x = (größe\n     if 数 else π)"],
    ["inconsistent dedents of comments", "def f():\n    a\n  # b\n    c\n# d\n    e"],
  ])("%s", (_, text) => {
    expect(repaired(text)).toBe(text);
  });

  const corpus = join(import.meta.dirname, "..", "corpus");
  test.each(readdirSync(corpus).filter((name) => name.endsWith(".py")))("%s", (name) => {
    expect(repairLayout(readFileSync(join(corpus, name), "utf8")).insertions).toEqual([]);
  });
});

test("offsets go there and back", () => {
  const text = "x = f(a[0)\ny = g('b\nreturn";
  const { insertions } = repairLayout(text);
  const result = applyInsertions(text, insertions);
  for (let offset = 0; offset <= text.length; offset++) {
    const moved = repairedOffset(insertions, offset);
    expect(originalOffset(insertions, moved)).toBe(offset);
    if (!insertions.some(({ at }) => at === offset)) expect(result[moved]).toBe(text[offset]);
  }
  for (let offset = 0; offset < result.length; offset++) {
    expect(originalOffset(insertions, offset)).toBeLessThanOrEqual(originalOffset(insertions, offset + 1));
  }
});

test("the time stays linear where every line opens a bracket", () => {
  const { insertions } = repairLayout("x = f(a,\n".repeat(5_000));
  expect(insertions.length).toBeGreaterThan(0);
});
