/** The tokens of shape comments, inside the grammars of the languages that have them. */
import { beforeAll, describe, expect, test } from "vitest";
import { loadTokenizers } from "./tokenize.ts";
import type { Tokenizer } from "./tokenize.ts";

let tokenizers: Readonly<Record<string, Tokenizer>>;

beforeAll(async () => {
  tokenizers = await loadTokenizers({
    "source.python": "python",
    "source.ts": "typescript",
    "source.tsx": "tsx",
    "source.js": "javascript",
  });
});

/** Our tokens of a line: the text, and the scope without what all of ours end in. */
function ours(line: string, scope = "source.python"): readonly string[] {
  const tokens = tokenizers[scope]?.(line) ?? [];
  return tokens.flatMap(({ text, scopes }) => {
    const own = scopes.at(-1) ?? "";
    return own.endsWith(".shapeline") ? [`${text.trim()} ${own.replace(/\.shapeline$/, "")}`] : [];
  });
}

const marker = ["shape keyword.other.shape", ": punctuation.separator.colon"];
const begin = "( punctuation.definition.shape.begin";
const end = ") punctuation.definition.shape.end";
const comma = ", punctuation.separator.comma";

test("names, numbers, operators", () => {
  expect(ours("x = f(y)  # shape: (B, 3, 2*H, W//2 - 1)")).toEqual([
    ...marker,
    begin,
    "B variable.other.size",
    comma,
    "3 constant.numeric.integer",
    comma,
    "2 constant.numeric.integer",
    "* keyword.operator.arithmetic",
    "H variable.other.size",
    comma,
    "W variable.other.size",
    "// keyword.operator.arithmetic",
    "2 constant.numeric.integer",
    "- keyword.operator.arithmetic",
    "1 constant.numeric.integer",
    end,
  ]);
});

test("rests, anything and what is not known", () => {
  expect(ours("# shape: (*batch, _, ?, *_, *?)")).toEqual([
    ...marker,
    begin,
    "* keyword.operator.rest",
    "batch variable.other.rest",
    comma,
    "_ constant.language",
    comma,
    "? constant.language",
    comma,
    "* keyword.operator.rest",
    "_ constant.language",
    comma,
    "* keyword.operator.rest",
    "? constant.language",
    end,
  ]);
});

test("a product is no rest, and parentheses group", () => {
  expect(ours("# shape: (2*(H + 1),)")).toEqual([
    ...marker,
    begin,
    "2 constant.numeric.integer",
    "* keyword.operator.arithmetic",
    "( punctuation.definition.group.begin",
    "H variable.other.size",
    "+ keyword.operator.arithmetic",
    "1 constant.numeric.integer",
    ") punctuation.definition.group.end",
    comma,
    end,
  ]);
});

test("several names, each with its shape and type", () => {
  expect(ours("# shape: q=(B, 8) float32, self.k=() int64")).toEqual([
    ...marker,
    "q variable.parameter",
    "= keyword.operator.assignment",
    begin,
    "B variable.other.size",
    comma,
    "8 constant.numeric.integer",
    end,
    "float32 support.type.dtype",
    comma,
    "self.k variable.parameter",
    "= keyword.operator.assignment",
    begin,
    end,
    "int64 support.type.dtype",
  ]);
});

test("an ignore comment names its rules", () => {
  expect(ours("f(x)  # shape: ignore[feature-mismatch, one-hot-target]")).toEqual([
    ...marker,
    "ignore keyword.control.ignore",
    "[ punctuation.definition.rules.begin",
    "feature-mismatch entity.name.rule",
    comma,
    "one-hot-target entity.name.rule",
    "] punctuation.definition.rules.end",
  ]);
  expect(ours("f(x)  # shape: ignore")).toEqual([...marker, "ignore keyword.control.ignore"]);
});

describe("everything else stays what it was", () => {
  test.each([
    ["prose", "# shape: the batch comes first"],
    ["another comment", "# shapes (B, 3)"],
    ["not at the beginning", "# the shape: (B, 3)"],
    ["a string", 'x = "# shape: (B, 3)"'],
    ["a type comment", "x = []  # type: list[int]"],
  ])("%s", (_, line) => {
    expect(ours(line)).toEqual([]);
  });

  test("the text after the shape is an ordinary comment", () => {
    const tokens = tokenizers["source.python"]?.("# shape: (B,) as ever") ?? [];
    expect(tokens.at(-1)).toMatchObject({ text: " as ever" });
    expect(tokens.at(-1)?.scopes.at(-1)).toBe("comment.line.number-sign.python");
  });
});

test.each(["source.ts", "source.tsx", "source.js"])("line comments of %s", (scope) => {
  expect(ours("const y = f(x); // shape: (B, 10) int32", scope)).toEqual([
    ...marker,
    begin,
    "B variable.other.size",
    comma,
    "10 constant.numeric.integer",
    end,
    "int32 support.type.dtype",
  ]);
  expect(ours("const url = 'http://shape: (B)';", scope)).toEqual([]);
});
