/** Expressions of every kind, 3.8 to 3.15: what they are understood to mean. Ranges are compared in `ranges.test.ts`. */
import { describe, expect, test } from "vitest";
import { parseModule } from "../../../server/src/python/syntax/parse.ts";
import { unparseModule } from "./unparse.ts";

function understood(source: string): string {
  const module = parseModule(source);
  expect(module.errors, source).toEqual([]);
  return unparseModule(module);
}

describe("operators", () => {
  test.each([
    ["a or b or c and d and e", "(a or b or (c and d and e))"],
    ["(a or b) or c", "((a or b) or c)"],
    ["not a and b", "((not a) and b)"],
    ["a < b <= c != d", "(a < b <= c != d)"],
    ["a < (b < c)", "(a < (b < c))"],
    ["(a < b) < c", "((a < b) < c)"],
    ["a not in b is not c", "(a not in b is not c)"],
    ["not a in b", "(not (a in b))"],
    ["a + b * c @ d ** -e", "(a + ((b * c) @ (d ** (-e))))"],
    ["-a ** b", "(-(a ** b))"],
    ["a - b - c", "((a - b) - c)"],
    ["a // b % c << d >> e", "((((a // b) % c) << d) >> e)"],
    ["~a & b | c ^ d", "(((~a) & b) | (c ^ d))"],
    ["a if b else c if d else e", "(a if b else (c if d else e))"],
    ["(y := f(x))", "(y := f(x))"],
    ["[a := 1, (b := 2)]", "[(a := 1), (b := 2)]"],
    ["f(a := 1)", "f((a := 1))"],
    ["x[i := 0]", "x[(i := 0)]"],
    ["await f(x)", "(await f(x))"],
    ["-await x", "(-(await x))"],
  ])("%s", (source, expected) => {
    expect(understood(source)).toBe(expected);
  });
});

describe("calls, attributes, subscripts", () => {
  test.each([
    ["f(a, *b, c=1, **d)", "f(a, *b, c=1, **d)"],
    ["f(x for x in y)", "f((x for x in y))"],
    ["f((x for x in y), 1)", "f((x for x in y), 1)"],
    ["f(*a, b, **c, **d)", "f(*a, b, **c, **d)"],
    ["a.b.c(d).e", "a.b.c(d).e"],
    ["x[1]", "x[1]"],
    ["x[1,]", "x[(1,)]"],
    ["x[1, ..., None]", "x[(1, ..., None)]"],
    ["x[(1, 2)]", "x[(1, 2)]"],
    ["x[:, 1:, :-1, ::2, a:b:c]", "x[(:, 1:, :(-1), ::2, a:b:c)]"],
    ["x[*a, 1]", "x[(*a, 1)]"],
    ["x[*a]", "x[(*a,)]"],
    ["f(print=1, match=2, type=3)", "f(print=1, match=2, type=3)"],
    ["match.case.type[_]", "match.case.type[_]"],
    ["print >>f, x", "((print >> f), x)"],
  ])("%s", (source, expected) => {
    expect(understood(source)).toBe(expected);
  });
});

describe("displays and comprehensions", () => {
  test.each([
    ["()", "()"],
    ["(a,)", "(a,)"],
    ["a, b", "(a, b)"],
    ["*a, b", "(*a, b)"],
    ["((a, b), c)", "((a, b), c)"],
    ["[a, *b]", "[a, *b]"],
    ["{a, *b}", "{a, *b}"],
    ["{}", "{}"],
    ["{**a, 'b': 1, **c}", '{**a, "b": 1, **c}'],
    ["[x for x in y if a if b for z in x]", "[x for x in y if a if b for z in x]"],
    ["{x for x, in y}", "{x for (x,) in y}"],
    ["{k: v for k, v in y}", "{k: v for (k, v) in y}"],
    ["(x async for x in y)", "(x for x in y)"],
    ["[(x for x in y)]", "[(x for x in y)]"],
    ["lambda: (yield)", "(lambda : (yield))"],
    ["lambda a, /, b=1, *c, d, **e: a", "(lambda a, /, b=1, *c, d, **e: a)"],
    ["lambda *, d: d", "(lambda *, d: d)"],
    ["yield", "(yield)"],
    ["yield a, b", "(yield (a, b))"],
    ["x = yield from y", "x = (yield from y)"],
  ])("%s", (source, expected) => {
    expect(understood(source)).toBe(expected);
  });
});

describe("constants", () => {
  test.each([
    ["0xFF, 0o17, 0b101, 1_000", "(255, 15, 5, 1000)"],
    ["9007199254740991", "9007199254740991"],
    ["9007199254740993", "<other>"],
    ["0xffffffffffffffffffff", "<other>"],
    ["1., .5, 1e3, 1_0.5e-3", "(float 1, float 0.5, float 1000, float 0.0105)"],
    ["1j, 1.5J", "(<other>, <other>)"],
    ["True, False, None, ..., __debug__", "(True, False, None, ..., __debug__)"],
    ["0 if x else 00", "(0 if x else 0)"],
    ["1if x else 2", "(1 if x else 2)"],
  ])("%s", (source, expected) => {
    expect(understood(source)).toBe(expected);
  });
});

describe("strings", () => {
  test.each([
    ["'a' \"b\"", '"ab"'],
    ["('a'\n  'b')", '"ab"'],
    [String.raw`'\n\t\'\\\x41\u00e9'`, String.raw`"\n\t'\\Aé"`],
    [String.raw`r'\n'`, String.raw`"\\n"`],
    ["'a\\\nb'", '"ab"'],
    ['"""a\r\nb"""', String.raw`"a\nb"`],
    ["b'a' b'c'", "<bytes>"],
    ["rb'a'", "<bytes>"],
    ["u'a'", '"a"'],
    ['f"{a}"', 'f"{a}"'],
    ['f"a{b!r}c{d:>{w}.2f}{e=}"', 'f"a{b…}c{d…}{w…}{e…}"'],
    ['f"{{x}} {y}" "z" \'w\'', 'f"{x} {y}zw"'],
    ['"a" f"b"', 'f"ab"'],
    ["f'{x['a']}'", 'f"{x["a"]}"'],
    ["f'{f'{f'{1}'}'}'", 'f"{f"{f"{1}"}"}"'],
    ['f"{x:{"a"}}"', 'f"{x…}{"a"…}"'],
    ['f"{a, b}{*c,}"', 'f"{(a, b)}{(*c,)}"'],
    ["f'''{\n  x\n}'''", 'f"{x}"'],
    [String.raw`rf"\d{x}\{y}"`, String.raw`f"\\d{x}\\{y}"`],
    [String.raw`f"\N{DASH}{x}"`, 'f"-{x}"'],
    ['t"{a} b"', 'f"{a} b"'],
    ["f'{a!s:^10}' f'{b}'", 'f"{a…}{b}"'],
  ])("%s", (source, expected) => {
    expect(understood(source)).toBe(expected);
  });
});
