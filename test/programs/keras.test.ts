/**
 * Whole programs of Keras and TensorFlow. Right ones are silent. Wrong ones are a right one with a single mistake, and each was run: Keras raises.
 * Their first lines name each report.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { indexLines, lineColumnAt } from "../../server/src/base/line-index.ts";
import { unparsedFixes } from "../harness/fixes.ts";
import { analyseCold, sourceFolder } from "../harness/program.ts";

const folder = join(import.meta.dirname, "keras");
const programsIn = (kind: string): readonly string[] => readdirSync(join(folder, kind));

/** `rule@line` of each error and warning, and what the program says it should be. */
function analyse(
  kind: string,
  file: string,
): { readonly found: readonly string[]; readonly expected: readonly string[] } {
  const text = readFileSync(join(folder, kind, file), "utf8");
  const path = `${sourceFolder}/${file}`;
  const { facts, diagnostics } = analyseCold(new Map([[path, text]]), path, {});
  const index = indexLines(facts.text);
  const found = diagnostics
    .filter(({ severity }) => severity === "error" || severity === "warning")
    .map(({ rule, span }) => `${rule}@${String(lineColumnAt(index, span.start).line + 1)}`);
  const expected = [...text.matchAll(/^# expect: (\S+)$/gm)].map(([, report]) => report ?? "");
  expect(facts.incomplete).toBe(false);
  expect(unparsedFixes({ facts, diagnostics })).toEqual([]);
  return { found: found.sort(), expected: expected.sort() };
}

describe("right programs of Keras", () => {
  test.each(programsIn("right"))("%s", (file) => {
    expect(analyse("right", file).found).toEqual([]);
  });
});

describe("wrong programs of Keras", () => {
  test.each(programsIn("wrong"))("%s", (file) => {
    const { found, expected } = analyse("wrong", file);
    expect(expected.length).toBeGreaterThan(0);
    expect(found).toEqual(expected);
  });
});
