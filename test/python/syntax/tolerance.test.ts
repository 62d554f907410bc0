/** Broken text: nothing throws, spans stay within it, and what is outside the broken statement is found again. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Module } from "../../../server/src/python/syntax/ast.ts";
import { parseModule } from "../../../server/src/python/syntax/parse.ts";
import { applyEdit, breakageKinds, breakText, randomNumbers, survival } from "./breakages.ts";
import type { Survival } from "./breakages.ts";
import { flatten } from "./flatten.ts";
import { unparseModule } from "./unparse.ts";

const corpus = join(import.meta.dirname, "..", "corpus");
const files = readdirSync(corpus)
  .filter((name) => name.endsWith(".py"))
  .map((name) => readFileSync(join(corpus, name), "utf8"));

function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

function percent(kept: number, of: number): number {
  return of === 0 ? 100 : (100 * kept) / of;
}

/** Of samples of one kind: shares in percent. */
function rates(
  samples: readonly Survival[],
): Readonly<Record<"definitions" | "paths" | "intact" | "statements" | "calls", number>> {
  const sum = (field: keyof Survival): number => samples.reduce((total, sample) => total + sample[field], 0);
  const intact = samples.filter((sample) => sample.pathsKept === sample.definitions).length;
  return {
    definitions: percent(sum("definitionsKept"), sum("definitions")),
    paths: percent(sum("pathsKept"), sum("definitions")),
    intact: percent(intact, samples.length),
    statements: percent(sum("statementsKept"), sum("statements")),
    calls: percent(sum("callsKept"), sum("calls")),
  };
}

describe("what is outside the broken statement is found again", () => {
  const random = randomNumbers(2026);
  const modules = new Map(files.map((text) => [text, parseModule(text)]));
  const samples = breakageKinds.flatMap((kind) =>
    Array.from({ length: 12 }, () => sample(kind)).filter((found) => found !== undefined),
  );

  function sample(kind: string): { readonly kind: string; readonly kept: Survival } | undefined {
    const text = pick(files, random);
    const edit = breakText(text, kind, random);
    const whole = modules.get(text);
    if (edit === undefined || whole === undefined) return undefined;
    return { kind, kept: survival(whole, parseModule(applyEdit(text, edit)), edit) };
  }

  test("on the whole", () => {
    const all = rates(samples.map(({ kept }) => kept));
    expect(all.definitions).toBeGreaterThan(99.5);
    expect(all.paths).toBeGreaterThan(99);
    expect(all.intact).toBeGreaterThan(98);
    expect(all.statements).toBeGreaterThan(99.5);
    expect(all.calls).toBeGreaterThan(99.5);
  });

  test.each(breakageKinds.filter((kind) => kind.startsWith("type a")))("entirely, when people %s", (kind) => {
    const { definitions, paths, statements } = rates(
      samples.filter((found) => found.kind === kind).map(({ kept }) => kept),
    );
    expect({ definitions, paths }).toEqual({ definitions: 100, paths: 100 });
    expect(statements).toBeGreaterThan(99);
  });
});

/** Everything in the tree lies within the text, and the tree can be walked. */
function expectSound(text: string): void {
  const module: Module = parseModule(text);
  for (const [kind, start, end] of flatten(module)) {
    if (!(0 <= start && start <= end && end <= text.length))
      expect.fail(`${kind} at ${String(start)}-${String(end)} of ${JSON.stringify(text)}`);
  }
  unparseModule(module);
}

describe("nothing throws", () => {
  test("on files cut anywhere", () => {
    const random = randomNumbers(7);
    for (let count = 0; count < 150; count++) {
      const text = pick(files, random);
      const from = random() < 0.5 ? 0 : Math.floor(random() * text.length);
      expectSound(text.slice(from, from + Math.floor(random() * 3000)));
    }
  });

  test("on files that lack tokens", () => {
    const random = randomNumbers(8);
    for (let count = 0; count < 120; count++) {
      const tokens = pick(files, random)
        .split(/(?<=\W)|(?=\W)/)
        .slice(0, 800);
      expectSound(tokens.filter(() => random() > 0.03).join(""));
    }
  });

  test("on tokens in any order", () => {
    const random = randomNumbers(9);
    const words =
      "def class if else: for in match case lambda async await yield with as import from try except f'{ ''' \" ' ( ) [ ] { } : , . = := -> @ # \\ \n \n  \n    \n\t 1 0x a b $ ? ! é 🤖 \u00a0 \ufeff \r \f \0".split(
        " ",
      );
    for (let count = 0; count < 400; count++) {
      const length = Math.floor(random() * 60);
      expectSound(Array.from({ length }, () => pick(words, random) + (random() < 0.5 ? " " : "")).join(""));
    }
  });

  test.each([
    ["deep brackets", "(".repeat(10_000)],
    ["deep brackets, closed", "x = " + "[".repeat(5000) + "]".repeat(5000)],
    ["a long sum", `x = ${"1 + ".repeat(3000)}1`],
    ["a long chain", `x = a${".b()".repeat(2000)}`],
    ["deep blocks", Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth)}if a:`).join("\n")],
    ["deep f-strings", "f'{".repeat(200)],
    ["many quotes", `f"${"{'".repeat(300)}`],
    ["closing brackets", ")]}".repeat(3000)],
    ["line joins", "\\\n".repeat(2000)],
  ])("%s", (_, text) => {
    expectSound(text);
    expectSound(`x = 1\n${text}\ny = 2`);
  });
});

test("one chunk that the parser gives up on spoils no other", () => {
  const module = parseModule(`import a\nx = ${"[".repeat(5000)}${"]".repeat(5000)}\nimport b\n`);
  expect(module.body.map(({ kind }) => kind)).toEqual(["Import", "Import"]);
  expect(module.errors.map(({ message }) => message)).toEqual(["nested too deeply"]);
});

describe("half-typed expressions keep what is there", () => {
  test.each([
    ["x = self.", "x = self."],
    ["x = self.conv(y).", "x = self.conv(y)."],
    ["f(a.)", "f(a.)"],
    ["x = f(a, ", "x = f(a)"],
    ["x[", "x[‹›]"],
    ["x = (a, b", "x = (a, b)"],
    ["x = [1, 2", "x = [1, 2]"],
    ["x = {'a': 1, 'b'", 'x = {"a": 1, "b": ‹›}'],
    ["nn.Linear(3, out_features=", "nn.Linear(3, out_features=‹›)"],
    ["x = ", "x = ‹›"],
    ["x = a if b", "x = (a if b else ‹›)"],
    ["for i in", "for i in ‹›:"],
    ["def f(self, x", "def f(self, x):"],
    ["def f", "‹f›"],
    ["class A", "class A():"],
    ["class", "class ():"],
    ["@a.b(1)", "‹a.b(1)›"],
    ["from a.b import ", "from a.b import "],
    ["from a", "from a import "],
    ["import a.", "import a"],
    ["with open(p", "with open(p):"],
    ["print(f'{x.shape", 'print(f"{x.shape}")'],
    ["x = “a”", "x = ‹›"],
  ])("%s", (source, expected) => {
    expect(unparseModule(parseModule(source))).toBe(expected);
  });
});
