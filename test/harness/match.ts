/** Compares assertions with what was reported. The most specific assertion chooses first, so the order of comments cannot matter. */
import { indexLines, lineColumnAt } from "../../server/src/base/line-index.ts";
import type { FileFacts } from "../../server/src/facts/index.ts";
import type { Diagnostic } from "../../server/src/rules/index.ts";
import { printDim } from "../../server/src/shape/index.ts";
import type { Assertion, ReportAssertion } from "./assertions.ts";

export interface Mismatch {
  /** Line of the source, from 0. */
  readonly line: number;
  readonly message: string;
}

export function match(
  facts: FileFacts,
  diagnostics: readonly Diagnostic[],
  assertions: readonly Assertion[],
  pageRule: string | undefined,
): readonly Mismatch[] {
  const index = indexLines(facts.text);
  const left = new Set(diagnostics);
  const mismatches: Mismatch[] = [];
  const reports = assertions.filter((assertion) => assertion.kind === "report");
  for (const assertion of [...reports].sort((a, b) => specificity(b) - specificity(a))) {
    const found = [...left].find((diagnostic) => fits(diagnostic, assertion, index, pageRule));
    if (found === undefined)
      mismatches.push({
        line: assertion.at,
        message: `nothing is reported as asserted: ${describe(assertion, pageRule)}`,
      });
    else left.delete(found);
  }
  for (const { span, severity, rule, message } of left) {
    const { line, column } = lineColumnAt(index, span.start);
    mismatches.push({ line, message: `unexpected ${severity}: ${String(column + 1)} [${rule}] "${message}"` });
  }
  return [...mismatches, ...assertions.flatMap((assertion) => valueMismatch(facts, assertion))];
}

function specificity({ range, column, rule, text }: ReportAssertion): number {
  return (
    (range === undefined ? 0 : 16) +
    (column === undefined ? 0 : 8) +
    (rule === undefined ? 0 : 2) +
    (text === undefined ? 0 : 4)
  );
}

function fits(
  diagnostic: Diagnostic,
  assertion: ReportAssertion,
  index: ReturnType<typeof indexLines>,
  pageRule: string | undefined,
): boolean {
  const start = lineColumnAt(index, diagnostic.span.start);
  const end = lineColumnAt(index, diagnostic.span.end);
  const isBare = assertion.rule === undefined && assertion.text === undefined;
  const rule = assertion.rule ?? (isBare ? pageRule : undefined);
  return (
    start.line === assertion.line &&
    diagnostic.severity === assertion.level &&
    (rule === undefined || diagnostic.rule === rule) &&
    (assertion.text === undefined || plain(diagnostic.message).includes(plain(assertion.text))) &&
    (assertion.column === undefined || start.column + 1 === assertion.column) &&
    (assertion.range === undefined ||
      (start.column === assertion.range.start && end.line === start.line && end.column === assertion.range.end)) &&
    (!assertion.hasFix || diagnostic.fixes.length > 0)
  );
}

const plain = (text: string): string => text.replaceAll("`", "");

function describe({ level, column, rule, text, range, hasFix }: ReportAssertion, pageRule: string | undefined): string {
  const place = range === undefined ? (column ?? "") : `${String(range.start + 1)}–${String(range.end)}`;
  return `${level}: ${String(place)} [${rule ?? pageRule ?? "any"}]${text === undefined ? "" : ` "${text}"`}${hasFix ? " with a fix" : ""}`;
}

function valueMismatch(facts: FileFacts, assertion: Assertion): readonly Mismatch[] {
  if (assertion.kind !== "value") return [];
  const index = indexLines(facts.text);
  const sizes = facts.sizes
    .filter(({ span }) => lineColumnAt(index, span.start).line === assertion.line)
    .map(({ size }) => printDim(size));
  if (sizes.includes(assertion.value)) return [];
  return [
    {
      line: assertion.at,
      message: `the value is ${sizes.length === 0 ? "not known" : sizes.join(", ")}, not ${assertion.value}`,
    },
  ];
}
