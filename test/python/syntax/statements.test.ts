/** Statements of every kind, 3.8 to 3.15: what they are understood to mean. Ranges are compared in `ranges.test.ts`. */
import { describe, expect, test } from "vitest";
import { parseModule } from "../../../server/src/python/syntax/parse.ts";
import { unparseModule } from "./unparse.ts";

function understood(source: string): string {
  const module = parseModule(source);
  expect(module.errors, source).toEqual([]);
  return unparseModule(module);
}

describe("simple statements", () => {
  test.each([
    ["a = b = c, d", "a = b = (c, d)"],
    ["a, *b = c", "(a, *b) = c"],
    ["(a) = [b] = c", "a = [b] = c"],
    ["a += 1; b @= c; d //= e; f **= 2; g >>= 1", "a += 1\nb @= c\nd //= e\nf **= 2\ng >>= 1"],
    ["a: int", "a: int"],
    ["self.a: List[int] = []", "self.a: List[int] = []"],
    ["a: tuple = 1, 2", "a: tuple = (1, 2)"],
    ["x = 1  # type: int", "x = 1"],
    ["return", "return"],
    ["return a, *b", "return (a, *b)"],
    ["raise", "raise"],
    ["raise A(b) from None", "raise A(b) from None"],
    ["assert a, 'b'", 'assert a, "b"'],
    ["del a, b[0], (c)", "del a, b[0], c"],
    ["global a, b", "global a, b"],
    ["nonlocal a", "nonlocal a"],
    ["pass; break; continue", "pass\nbreak\ncontinue"],
    ["import a.b, c as d", "import a.b, c as d"],
    ["import a.b as c", "import a.b as c"],
    ["from . import a", "from . import a"],
    ["from ...a.b import c as d, e", "from ...a.b import c as d, e"],
    ["from a import (b, c,)", "from a import b, c"],
    ["from a import *", "from a import *"],
    ["lazy import a", "import a"],
    ["type A = int", "type A = int"],
    ["type A[T: int = str, *Ts, **P] = list[T]", "type A = list[T]"],
    ["type = 1; match = 2; case = 3; lazy = 4; _ = type", "type = 1\nmatch = 2\ncase = 3\nlazy = 4\n_ = type"],
    ["type(self).x = v", "type(self).x = v"],
    ["match(x)[0]", "match(x)[0]"],
    ["%matplotlib inline\nx = 1\n!pip install 'torch\ny = 2", "x = 1\ny = 2"],
  ])("%s", (source, expected) => {
    const body = source.startsWith("return")
      ? `def f():\n  ${source}`
      : source.includes("break")
        ? `while a:\n  ${source}`
        : source;
    const shown = understood(body).split("\n");
    const inner = body === source ? shown : shown.slice(1).map((line) => line.trim());
    expect(inner.join("\n")).toBe(expected);
  });
});

describe("compound statements", () => {
  test.each([
    ["if a: b\nelif c: d\nelse: e", "if a:\n  b\nelse:\n  if c:\n    d\n  else:\n    e"],
    ["while a:\n  b\nelse:\n  c", "while a:\n  b\nelse:\n  c"],
    ["for a, b in c, d: e", "for (a, b) in (c, d):\n  e"],
    ["for x in *a, b: c\nelse: d", "for x in (*a, b):\n  c\nelse:\n  d"],
    ["async def f():\n  async for x in y: z", "async def f():\n  async for x in y:\n    z"],
    ["with a as b, c: d", "with a as b, c:\n  d"],
    ["with (a as b, c as d,): e", "with a as b, c as d:\n  e"],
    ["with (a, b): c", "with a, b:\n  c"],
    ["with (a) as b: c", "with a as b:\n  c"],
    ["with x as self.y, z as (a, b): c", "with x as self.y, z as (a, b):\n  c"],
    ["try: a\nexcept: b", "try:\n  a\nexcept:\n  b"],
    [
      "try:\n  a\nexcept (A, B) as e:\n  b\nexcept C:\n  c\nelse:\n  d\nfinally:\n  f",
      "try:\n  a\nexcept (A, B) as e:\n  b\nexcept C:\n  c\nelse:\n  d\nfinally:\n  f",
    ],
    ["try: a\nexcept* A as e: b", "try:\n  a\nexcept A as e:\n  b"],
    ["try: a\nexcept A, B: b", "try:\n  a\nexcept (A, B):\n  b"],
  ])("%s", (source, expected) => {
    expect(understood(source)).toBe(expected);
  });
});

describe("definitions", () => {
  test.each([
    [
      "def f(a, /, b: int = 1, *c: int, d, e=2, **g) -> int: ...",
      "def f(a, /, b: int=1, *c: int, d, e=2, **g) -> int:\n  ...",
    ],
    ["def f(a, b, /): ...", "def f(a, b, /):\n  ..."],
    ["def f(*, a): ...", "def f(*, a):\n  ..."],
    ["def f(*args: *Ts): ...", "def f(*args: *Ts):\n  ..."],
    ["def f[T: int = str, *Ts, **P](x: T): ...", "def f(x: T):\n  ..."],
    ["async def f(): ...", "async def f():\n  ..."],
    ["@a\n@b.c(1)\ndef f(): ...", "@a\n@b.c(1)\ndef f():\n  ..."],
    ["@a[0].b\n@(lambda f: f)\nasync def f(): ...", "@a[0].b\n@(lambda f: f)\nasync def f():\n  ..."],
    ["class A: ...", "class A():\n  ..."],
    ["class A(B, C[int], metaclass=D, **e): ...", "class A(B, C[int], metaclass=D, **e):\n  ..."],
    ["class A[T](B[T]):\n  x: T", "class A(B[T]):\n  x: T"],
    ["@dataclass\nclass A:\n  x: int = 1", "@dataclass\nclass A():\n  x: int = 1"],
    ["def f(a,  # type: int\n      b):\n  # type: (...) -> int\n  pass", "def f(a, b):\n  pass"],
  ])("%s", (source, expected) => {
    expect(understood(source)).toBe(expected);
  });
});

describe("match", () => {
  test.each([
    ["1", "1"],
    ["-1 | 1.5 | 1+2j", "((-1) | float 1.5 | (1 + <other>))"],
    ["'a' 'b' | None | True", '("ab" | None | True)'],
    ["x", "x"],
    ["_", "_"],
    ["a.b.c", "a.b.c"],
    ["[a, *b, _]", "[a, *b, _]"],
    ["(a, *_)", "[a, *_]"],
    ["a, b", "[a, b]"],
    ["*a,", "[*a]"],
    ["()", "[]"],
    ["(a)", "a"],
    ["(a | b) as c", "((a | b) as c)"],
    ["{}", "{}"],
    ["{'k': v, a.b: [c], **rest}", '{"k": v, a.b: [c], **rest}'],
    ["A()", "A()"],
    ["a.B(c, d=E(f))", "a.B(c, d=E(f))"],
    ["x if x > 1", "x if (x > 1)"],
  ])("case %s", (pattern, expected) => {
    const shown = unparseModule(parseModule(`match v:\n  case ${pattern}:\n    pass`));
    expect(shown).toBe(`match v:\n  case ${expected}:\n    pass`);
  });
});

describe("line ends and marks", () => {
  test.each([
    ["carriage returns", "if a:\r  b\rc"],
    ["CRLF", "if a:\r\n  b\r\nc\r\n"],
    ["tabs", "if a:\n\tb\nc"],
    ["a form feed", "if a:\n  b\n\fc"],
    ["a byte order mark", "\ufeffif a:\n  b\nc"],
    ["a line join", "if a:\n  b\n\\\nc"],
    ["no line end", "if a:\n  b # d\nc # e"],
  ])("%s", (_, source) => {
    expect(understood(source)).toBe("if a:\n  b\nc");
  });

  test("a byte order mark before a decorator and a comment", () => {
    expect(understood("\ufeff@a\ndef f(): ...")).toBe("@a\ndef f():\n  ...");
    expect(understood("\ufeff# c\nx = 1")).toBe("x = 1");
  });
});

test("comments, with what they say and whether they stand alone", () => {
  const source = "\ufeff# a\nx = (1, # b\n  # c\n  2) #shape: (B, 3)\n\n    \t# d\n'# no' # e";
  const comments = parseModule(source).comments.map(({ span, text, ownLine }) => {
    expect(source.slice(span.start, span.end)).toBe(`#${text}`);
    return [text, ownLine];
  });
  expect(comments).toEqual([
    [" a", true],
    [" b", false],
    [" c", true],
    ["shape: (B, 3)", false],
    [" d", true],
    [" e", false],
  ]);
});
