/** The JSON forms of `check` and `shapes`, as docs/cli.md describes them. They are stable: fields are added, never changed. */
import type { FileFacts } from "../facts/index.ts";
import type { Diagnostic } from "../rules/index.ts";
import { printShape } from "../shape/index.ts";
import type { CheckedFile, Summary } from "./check.ts";
import type { AppliedFix } from "./mend.ts";
import type { Positions } from "./positions.ts";
import { readingWords } from "./reading-words.ts";

export function checkReport(
  files: readonly CheckedFile[],
  applied: readonly AppliedFix[],
  summary: Summary,
  positions: Positions,
): string {
  const titles = (path: string) =>
    applied.filter((fix) => fix.path === path).map(({ rule, title }) => ({ rule, title }));
  const report = {
    version: 1,
    files: files.map(({ path, diagnostics }) => ({
      path: positions.relative(path),
      ...(summary.fixed === undefined ? {} : { fixed: titles(path) }),
      diagnostics: diagnostics.map((diagnostic) => diagnosticJson(path, diagnostic, positions)),
    })),
    summary,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function diagnosticJson(path: string, diagnostic: Diagnostic, { range, relative }: Positions): object {
  const { rule, severity, message, span, related, fixes } = diagnostic;
  return {
    rule,
    severity,
    message,
    range: range(path, span),
    related: related.map(({ place, message: about }) => ({
      path: relative(place.path),
      range: range(place.path, place.span),
      message: about,
    })),
    fixes: fixes.map(({ title, safe, edits }) => ({
      title,
      safe,
      edits: edits.map((edit) => ({
        path: relative(edit.path),
        range: range(edit.path, edit.span),
        newText: edit.newText,
      })),
    })),
  };
}

export function shapesReport(facts: FileFacts, { range, relative }: Positions): string {
  const values = facts.values.map(({ span, text, tensor }) => ({
    range: range(facts.path, span),
    text,
    shape: printShape(tensor.shape),
    dtype: tensor.dtype ?? null,
    reading: readingWords(tensor) ?? null,
  }));
  return `${JSON.stringify({ version: 1, path: relative(facts.path), values }, undefined, 2)}\n`;
}
