/** Over every file of the Python corpus, whole and cut short: lowering does not throw, and spans stay within the text. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Span } from "../../../server/src/base/span.ts";
import { lowerModule } from "../../../server/src/python/lower/module.ts";
import { parseModule } from "../../../server/src/python/syntax/parse.ts";

const corpus = join(import.meta.dirname, "..", "corpus");
const files = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".py"))
  : [];

function isSpan(value: object): value is Span {
  return "start" in value && "end" in value;
}

function* spansIn(value: unknown): Generator<Span> {
  if (typeof value !== "object" || value === null) return;
  if (isSpan(value)) yield value;
  else for (const child of Object.values(value)) yield* spansIn(child);
}

function misplaced(text: string): readonly Span[] {
  const module = lowerModule(parseModule(text), "/corpus.py");
  return [...spansIn(module.body)].filter(({ start, end }) => !(start >= 0 && start <= end && end <= text.length));
}

test("every file of the corpus lowers, whole and cut short", { timeout: 60_000 }, () => {
  const failures = files.flatMap((name) => {
    const text = readFileSync(join(corpus, name), "utf8");
    const cuts = [1, 0.8, 0.55, 0.3].map((part) => Math.floor(text.length * part));
    return cuts
      .filter((cut) => misplaced(text.slice(0, cut)).length > 0)
      .map((cut) => `${name}, first ${String(cut)} characters`);
  });
  expect(failures).toEqual([]);
});
