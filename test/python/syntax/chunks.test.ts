/** Where files are cut, which chunks outlive an edit, and that parsing in chunks gives what parsing at once does. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { convertText } from "../../../server/src/python/syntax/convert.ts";
import { isRepaired, parseFile, parseModule, toOriginal } from "../../../server/src/python/syntax/parse.ts";
import { applyEdit, breakageKinds, breakText, randomNumbers } from "./breakages.ts";

const corpus = join(import.meta.dirname, "..", "corpus");
const files = readdirSync(corpus)
  .filter((name) => name.endsWith(".py"))
  .map((name) => ({ name, text: readFileSync(join(corpus, name), "utf8") }));

function texts(source: string): readonly string[] {
  return parseFile(source).chunks.map((chunk) => chunk.text);
}

describe("a chunk is a top-level statement", () => {
  test.each<[string, readonly string[]]>([
    ["a statement each", ["a\n", "b; c\n", "d"]],
    ["with its body", ["def f():\n  a\n\n  b\n", "c\n"]],
    ["with the comments and blank lines above", ["a\n", "\n# b\n\n# c\nd\n"]],
    ["comments in a body stay there", ["if a:\n  b\n  # c\n", "# d\ne"]],
    ["with its decorators", ["a\n", "@b\n# c\n@d(\n1)\nclass E: ...\n", "f"]],
    ["with its further clauses", ["if a:\n  b\n# c\nelif d: e\nelse:\n  f\n", "try: a\nfinally: b\n"]],
    ["brackets and strings over lines", ["x = [\n1,\n2\n]\n", 'y = """\nz\n"""\n', "w = 1 + \\\n2\n", "v"]],
    ["a byte order mark", ["\ufeff# a\nb\n", "c"]],
    ["nothing but comments", ["# a\n\n# b\n"]],
    ["nothing", [""]],
    ["carriage returns", ["a\r", "b\r\n", "c"]],
  ])("%s", (_, expected) => {
    expect(texts(expected.join(""))).toEqual(expected);
  });

  test("a line that fell out of its block begins none", () => {
    const text = "class A:\n  def f(self):\n    a\nb\n    c\n  def g(self): ...\n";
    expect(texts(`${text}d\n`)).toEqual([text.replace("\nb", "\n    b"), "d\n"]);
  });

  test("an unclosed bracket spoils only its own", () => {
    expect(texts("a = 1\nb = f(\n\ndef g():\n  pass\n")).toEqual(["a = 1\n", "b = f()\n", "\ndef g():\n  pass\n"]);
  });
});

test("equal chunks of one file are two", () => {
  const [first, second] = parseFile("f()\nf()\n").chunks;
  expect(first).toEqual(second);
  expect(first).not.toBe(second);
});

describe("unchanged chunks keep their identity", () => {
  const text = "import a\n\ndef f():\n  return 1\n\nx = 2\ny = 3\n";
  const before = parseFile(text);

  test.each<[string, string, readonly number[]]>([
    ["the same text", text, [0, 1, 2, 3]],
    ["an edit in one", text.replace("return 1", "return 10"), [0, 2, 3]],
    ["a shift by one line", `\n${text}`, [1, 2, 3]],
    ["a statement more", text.replace("x = 2", "x = 2\nz = 4"), [0, 1, 2, 3]],
    ["a statement less", text.replace("\nx = 2\n", ""), [0, 1, 3]],
    ["statements that change places", "x = 2\ny = 3\nimport a\n\ndef f():\n  return 1\n", [0, 1, 3]],
    ["an edit of the last", `${text}z`, [0, 1, 2, 3]],
    ["an opened bracket", text.replace("return 1", "return f("), [0, 2, 3]],
    ["everything gone", "", []],
  ])("%s", (_, edited, kept) => {
    const after = parseFile(edited, before);
    const found = before.chunks.flatMap((chunk, index) => (after.chunks.includes(chunk) ? [index] : []));
    expect(found.filter((index) => kept.includes(index))).toEqual(kept);
    expect(after).toEqual(parseFile(edited));
  });

  test("over the corpus, after every kind of edit and its undo, as parsed afresh", () => {
    const random = randomNumbers(4);
    for (const kind of breakageKinds) {
      const file = files[Math.floor(random() * files.length)];
      const edit = file && breakText(file.text, kind, random);
      if (file === undefined || edit === undefined) continue;
      const whole = parseFile(file.text);
      const edited = applyEdit(file.text, edit);
      const after = parseFile(edited, whole);
      expect(after).toEqual(parseFile(edited));
      expect(parseFile(file.text, after)).toEqual(whole);
    }
  });
});

test.each(files)("$name gives the same in chunks as at once", ({ text }) => {
  expect(parseModule(text)).toEqual(convertText(text));
});

test("spans of chunks are turned into those of the text as given", () => {
  const text = "x = f(a[0)\n\nclass B:\n  def g(self, y:\n    return y\n";
  const file = parseFile(text);
  const shown = file.chunks.flatMap((chunk, index) => {
    const place = toOriginal(file, index);
    return chunk.module.body.map(({ span }) => text.slice(place(span).start, place(span).end));
  });
  expect(shown).toEqual(["x = f(a[0)", "class B:\n  def g(self, y:\n    return y"]);
  const [half, whole] = [text.indexOf("f(a[0)"), text.indexOf("return y")];
  expect(isRepaired(file, { start: half, end: half + 6 })).toBe(true);
  expect(isRepaired(file, { start: whole, end: whole + 8 })).toBe(false);
});
