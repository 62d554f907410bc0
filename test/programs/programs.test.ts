/**
 * Whole programs. Right ones are silent, and every shape that is said of them is the one that PyTorch gave (real.json, by
 * `scripts/conformance/programs.mjs`). Wrong ones are a right one with a single mistake: their first lines name each report.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { indexLines, lineColumnAt } from "../../server/src/base/line-index.ts";
import { printTensor } from "../../server/src/shape/index.ts";
import { unparsedFixes } from "../harness/fixes.ts";
import { analyse as analyseIn, analyseCold, openProject, sourceFolder } from "../harness/program.ts";
import type { Analysed } from "../harness/program.ts";
import { measure } from "./measure.ts";
import type { Printed } from "./measure.ts";

const folder = import.meta.dirname;
const programsIn = (name: string): readonly string[] =>
  readdirSync(join(folder, name)).filter((file) => file.endsWith(".py"));
const readJson = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
const real = readJson("real.json") as Readonly<Record<string, Printed>>;
const known = readJson("known.json") as Readonly<Record<string, number>>;

function analyse(kind: string, file: string): Analysed & { readonly text: string } {
  const text = readFileSync(join(folder, kind, file), "utf8");
  const path = `${sourceFolder}/${file}`;
  return { ...analyseCold(new Map([[path, text]]), path, {}), text };
}

/** One project that sees all programs one after the other: what it keeps of earlier ones must show in nothing that it says. */
const lasting = openProject(new Map());

/** Lines longer by a comment at three places: what stands below moves, and the statement itself is new. */
const noted = (lines: readonly string[], part: number): string =>
  lines.toSpliced(Math.floor(lines.length * part), 0, "# a note").join("\n");

/** The program after each of some edits: whole, cut short or moved at three places, and mended each time. */
function analyseWarm(kind: string, file: string): readonly Analysed[] {
  const path = `${sourceFolder}/${file}`;
  const text = readFileSync(join(folder, kind, file), "utf8");
  const lines = text.split("\n");
  const cut = (part: number): string => lines.slice(0, Math.floor(lines.length * part)).join("\n");
  const analyseText = (version: string): Analysed => {
    lasting.setText(path, version);
    return analyseIn(lasting, path, {});
  };
  const edits = [cut(0.9), noted(lines, 0.1), cut(0.5), noted(lines, 0.6), cut(0.2)];
  const whole = [undefined, ...edits].map((edited) => {
    if (edited !== undefined) analyseText(edited);
    return analyseText(text);
  });
  lasting.setText(path, undefined);
  return whole;
}

/** All that the editor shows: reports with what they say, and the shape of every expression. */
function shown(analysed: Analysed): unknown {
  const reported = analysed.diagnostics.map(({ rule, span, message, related, fixes }) => ({
    rule,
    span,
    message,
    related,
    fixes,
  }));
  return { reported, values: printedValues(analysed) };
}

/** `rule@line` of each error and warning. */
function reports({ facts, diagnostics }: Analysed): readonly string[] {
  const index = indexLines(facts.text);
  return diagnostics
    .filter(({ severity }) => severity === "error" || severity === "warning")
    .map(({ rule, span }) => `${rule}@${String(lineColumnAt(index, span.start).line + 1)}`)
    .sort();
}

/** What is said of each place, as the command line prints it. */
function printedValues({ facts }: Analysed): Printed {
  const index = indexLines(facts.text);
  const position = (offset: number): string => {
    const { line, column } = lineColumnAt(index, offset);
    return `${String(line + 1)}:${String(column + 1)}`;
  };
  return Object.fromEntries(
    facts.values.map(({ span, tensor }) => [`${position(span.start)}-${position(span.end)}`, printTensor(tensor)]),
  );
}

describe("right programs", () => {
  test.each(programsIn("right"))("%s", (file) => {
    const analysed = analyse("right", file);
    expect(reports(analysed)).toEqual([]);
    expect(analysed.facts.incomplete).toBe(false);
    for (const warm of analyseWarm("right", file)) expect(shown(warm)).toEqual(shown(analysed));
    const found = measure(printedValues(analysed), real[file] ?? {});
    expect(found.wrong).toEqual([]);
    expect(found.known, "expressions that are known completely").toBeGreaterThanOrEqual(known[file] ?? Infinity);
  });
});

describe("wrong programs", () => {
  test.each(programsIn("wrong"))("%s", (file) => {
    const analysed = analyse("wrong", file);
    const expected = [...analysed.text.matchAll(/^# expect: (\S+)$/gm)].map(([, report]) => report ?? "").sort();
    expect(expected.length).toBeGreaterThan(0);
    expect(reports(analysed)).toEqual(expected);
    expect(unparsedFixes(analysed)).toEqual([]);
    for (const warm of analyseWarm("wrong", file)) expect(shown(warm)).toEqual(shown(analysed));
  });
});
