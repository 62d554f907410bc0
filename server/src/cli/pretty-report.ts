/** What a person reads in the terminal: where, what and why, with the code, the places that belong to it, the fixes that are offered, and a summary. */
import { codeFrameColumns } from "@babel/code-frame";
import pico from "picocolors";
import type { FileFacts } from "../facts/index.ts";
import type { Diagnostic } from "../rules/index.ts";
import type { Place } from "../base/span.ts";
import { printTensor } from "../shape/index.ts";
import type { CheckedFile, Summary } from "./check.ts";
import type { Host } from "./host.ts";
import type { AppliedFix } from "./mend.ts";
import type { Positions } from "./positions.ts";

type Colours = ReturnType<typeof pico.createColors>;
type Severity = Diagnostic["severity"];

export function prettyReport(
  files: readonly CheckedFile[],
  applied: readonly AppliedFix[],
  summary: Summary,
  positions: Positions,
  host: Host,
): string {
  const colours = pico.createColors(host.colour);
  const width = Math.min(Math.max(host.columns, 60), 120);
  const blocks = files.flatMap(({ path, diagnostics }) =>
    diagnostics.map((diagnostic) => block(path, diagnostic, positions, colours, width)),
  );
  const fixed = applied.map(
    ({ path, rule, title }) =>
      `${colours.bold(positions.relative(path))}: ${colours.green("fixed")}${colours.dim(`[${rule}]`)}: ${withCode(title, colours)}\n`,
  );
  return `${fixed.join("")}${[...blocks, summaryLine(summary, colours)].join("\n")}`;
}

function block(path: string, diagnostic: Diagnostic, positions: Positions, colours: Colours, width: number): string {
  const { severity, rule, message, span, related, fixes } = diagnostic;
  const paint = severityColour(severity, colours);
  const lines = [
    `${location({ path, span }, positions, colours)}: ${paint(severity)}${colours.dim(`[${rule}]`)}`,
    ...wrapped(message, width - 2).map((line) => `  ${withCode(line, colours)}`),
    "",
    ...frame({ path, span }, positions, colours, paint, 2),
  ];
  for (const { place, message: about } of related) {
    lines.push(
      "",
      `  ${location(place, positions, colours)}: ${withCode(about, colours)}`,
      ...frame(place, positions, colours, colours.cyan, 0),
    );
  }
  if (fixes.length > 0) lines.push("");
  for (const { title, safe } of fixes) {
    lines.push(`  ${colours.green(safe ? "fix (safe):" : "fix:")} ${withCode(title, colours)}`);
  }
  return `${lines.join("\n")}\n`;
}

function location(place: Place, positions: Positions, colours: Colours): string {
  return colours.bold(positions.spelled(place.path, place.span));
}

function severityColour(severity: Severity, colours: Colours): (text: string) => string {
  if (severity === "error") return (text) => colours.red(text);
  return severity === "warning" ? (text) => colours.yellow(text) : (text) => colours.blue(text);
}

/** The code, a few lines above included, with the place marked. Long places are marked on their first lines only. */
function frame(
  place: Place,
  positions: Positions,
  colours: Colours,
  paint: (text: string) => string,
  linesAbove: number,
): readonly string[] {
  const text = positions.textAround(place.path, place.span);
  if (text === "") return [];
  const { start, end } = positions.range(place.path, place.span);
  const isLong = end.line - start.line > 5;
  const shown = codeFrameColumns(text, isLong ? { start } : { start, end }, { linesAbove, linesBelow: 0 });
  return shown.split("\n").map((line) => {
    const mark = /^(\s+\|\s*)(\^+)\s*$/.exec(line);
    if (mark !== null) return `  ${colours.dim(mark[1] ?? "")}${paint(mark[2] ?? "")}`;
    const gutter = /^(>?\s*\d*\s*\|)(.*)$/.exec(line);
    return gutter === null ? `  ${line}` : `  ${colours.dim(gutter[1] ?? "")}${gutter[2] ?? ""}`;
  });
}

/** Code in a sentence is bold where there are colours, and keeps its backquotes where there are none. */
function withCode(line: string, colours: Colours): string {
  return colours.isColorSupported ? line.replace(/`([^`]+)`/g, (_, code: string) => colours.bold(code)) : line;
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function summaryLine({ files, errors, warnings, fixed, milliseconds }: Summary, colours: Colours): string {
  const mended = fixed === undefined ? "" : `${counted(fixed, "fix", "fixes")} applied. `;
  return mended + remaining({ files, errors, warnings, milliseconds }, colours);
}

function remaining({ files, errors, warnings, milliseconds }: Omit<Summary, "fixed">, colours: Colours): string {
  const checked = `${counted(files, "file")} in ${String(Math.round(milliseconds))} ms`;
  if (errors + warnings === 0) return `${colours.green("No problems found")} in ${checked}.\n`;
  const found = [
    ...(errors > 0 ? [colours.red(counted(errors, "error"))] : []),
    ...(warnings > 0 ? [colours.yellow(counted(warnings, "warning"))] : []),
  ];
  return `${found.join(" and ")} in ${checked}.\n`;
}

const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${String(count)} ${count === 1 ? noun : plural}`;

/** One line a value: where, what it is called, its shape. */
export function prettyShapes(facts: FileFacts, positions: Positions, host: Host): string {
  const colours = pico.createColors(host.colour);
  const rows = facts.values.map(({ span, text, tensor }) => {
    const { start } = positions.range(facts.path, span);
    const shown = text.replace(/\s+/g, " ");
    return {
      at: `${start.cell === undefined ? "" : `cell ${String(start.cell)}:`}${String(start.line)}:${String(start.column)}`,
      text: shown.length > 60 ? `${shown.slice(0, 59)}…` : shown,
      shape: printTensor(tensor),
    };
  });
  const places = Math.max(0, ...rows.map(({ at }) => at.length));
  const texts = Math.max(0, ...rows.map(({ text }) => text.length));
  const lines = rows.map(
    ({ at, text, shape }) => `${colours.dim(at.padEnd(places))}  ${text.padEnd(texts)}  ${colours.bold(shape)}\n`,
  );
  return lines.join("");
}
