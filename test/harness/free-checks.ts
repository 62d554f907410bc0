/**
 * What must be true of every program in every suite, without anyone writing it down: fixes keep the file whole and remove what they are for, and the
 * same program gives the same answer, twice, shifted by a line, and with the rules in another order.
 */
import { lineColumnAt, indexLines } from "../../server/src/base/line-index.ts";
import { diagnose, rules } from "../../server/src/rules/index.ts";
import type { Diagnostic, Fix } from "../../server/src/rules/index.ts";
import { printTensor } from "../../server/src/shape/index.ts";
import { applyFix, applySafeFixes } from "./fixes.ts";
import type { Mismatch } from "./match.ts";
import { analyse, analyseCold, openProject } from "./program.ts";
import type { Analysed, Program } from "./program.ts";

export function freeChecks(program: Program, path: string, settings: unknown, first: Analysed): readonly Mismatch[] {
  return [
    ...fixChecks(program, path, settings, first),
    ...safeFixCheck(program, path, settings),
    ...sameAgain(program, path, settings, first),
    ...sameShifted(program, path, settings, first),
    ...sameInAnyOrder(first),
  ];
}

function fixChecks(program: Program, path: string, settings: unknown, first: Analysed): readonly Mismatch[] {
  const index = indexLines(first.facts.text);
  return first.diagnostics.flatMap((diagnostic) =>
    diagnostic.fixes.flatMap((fix) => {
      const wrong = fixFault(program, path, settings, first, diagnostic, fix);
      const { line } = lineColumnAt(index, diagnostic.span.start);
      return wrong === undefined ? [] : [{ line, message: `the fix “${fix.title}” of ${diagnostic.rule} ${wrong}` }];
    }),
  );
}

function fixFault(
  program: Program,
  path: string,
  settings: unknown,
  first: Analysed,
  diagnostic: Diagnostic,
  fix: Fix,
): string | undefined {
  const fixed = applyFix(program, fix);
  if (fixed === undefined) return "has edits that overlap";
  const after = analyseCold(fixed, path, settings);
  if (after.facts.syntaxErrors.length > first.facts.syntaxErrors.length) return "leaves a file that does not parse";
  const alike = (each: Diagnostic): boolean => each.rule === diagnostic.rule && each.message === diagnostic.message;
  const count = ({ diagnostics }: Analysed, test: (each: Diagnostic) => boolean): number =>
    diagnostics.filter(test).length;
  if (count(after, alike) >= count(first, alike)) return "does not remove it";
  const isError = ({ severity }: Diagnostic): boolean => severity === "error";
  if (count(after, isError) > count(first, isError)) {
    const texts = after.diagnostics.filter(isError).map(({ rule, message }) => `[${rule}] ${message}`);
    return `adds an error: ${texts.join("; ")}`;
  }
  return undefined;
}

function safeFixCheck(program: Program, path: string, settings: unknown): readonly Mismatch[] {
  const fixed = applySafeFixes(program, (current) => analyseCold(current, path, settings).diagnostics);
  return fixed === undefined ? [{ line: 0, message: "the safe fixes do not come to rest in 10 rounds" }] : [];
}

function sameAgain(program: Program, path: string, settings: unknown, first: Analysed): readonly Mismatch[] {
  const project = openProject(program);
  analyse(project, path, settings);
  const again = analyse(project, path, settings);
  return describe(again) === describe(first)
    ? []
    : [{ line: 0, message: `a second analysis differs:\n${difference(first, again)}` }];
}

/** One blank line more at the top moves everything and changes nothing. */
function sameShifted(program: Program, path: string, settings: unknown, first: Analysed): readonly Mismatch[] {
  const shifted = analyseCold(new Map([...program, [path, `\n${program.get(path) ?? ""}`]]), path, settings);
  const back: Analysed = {
    facts: {
      ...shifted.facts,
      values: shifted.facts.values.map((value) => ({ ...value, span: movedBack(value.span) })),
    },
    diagnostics: shifted.diagnostics.map((each) => ({
      ...each,
      span: movedBack(each.span),
      message: each.message.replace(/\bline (\d+)/g, (_, line: string) => `line ${String(Number(line) - 1)}`),
    })),
  };
  return describe(back) === describe(first)
    ? []
    : [{ line: 0, message: `a blank line at the top changes the answer:\n${difference(first, back)}` }];
}

const movedBack = ({ start, end }: { start: number; end: number }): { start: number; end: number } => ({
  start: start - 1,
  end: end - 1,
});

function sameInAnyOrder(first: Analysed): readonly Mismatch[] {
  const usual = diagnose(first.facts);
  const reversed = diagnose(first.facts, { rules: [...rules].reverse() });
  const print = (diagnostics: readonly Diagnostic[]): string => JSON.stringify(diagnostics);
  return print(usual) === print(reversed) ? [] : [{ line: 0, message: "the order of the rules changes the reports" }];
}

/** Reports and shapes as text: names of symbols count, their ids do not. */
function lines({ facts, diagnostics }: Analysed): readonly string[] {
  return [
    ...facts.values.map(({ span, tensor }) => `${String(span.start)}–${String(span.end)} ${printTensor(tensor)}`),
    ...diagnostics.map(({ span, rule, message }) => `${String(span.start)}–${String(span.end)} [${rule}] ${message}`),
  ];
}

const describe = (analysed: Analysed): string => lines(analysed).join("\n");

function difference(first: Analysed, other: Analysed): string {
  const before = new Set(lines(first));
  const after = new Set(lines(other));
  const gone = [...before].filter((line) => !after.has(line)).map((line) => `  - ${line}`);
  const come = [...after].filter((line) => !before.has(line)).map((line) => `  + ${line}`);
  return [...gone, ...come].slice(0, 10).join("\n");
}
