/** A probe's result for the terminal: what ran where, a table of layers, what was not as inferred, what broke. */
import pico from "picocolors";
import type { JudgedReport } from "../ide/index.ts";
import { noteText } from "../probe/notes.ts";
import type { Agreement } from "../probe/compare.ts";
import type { LayerRow, ProbeReport, SiteRow } from "../probe/report.ts";
import type { TracePlace } from "../probe/trace.ts";
import type { Host } from "./host.ts";
import type { Positions } from "./positions.ts";

type Colours = ReturnType<typeof pico.createColors>;

const MARKS: Readonly<Record<Agreement, string>> = {
  equal: "=",
  refined: "≈",
  new: "+",
  contradicted: "≠",
  elsewhere: "·",
  varies: "~",
};

/** By which option the user says what is open; `name`: of the input, or of the class to make. */
export function howToSay(open: "model" | "make" | "input", name?: string): string {
  const option = {
    model: "--model NAME",
    make: `--make "${name ?? "Net"}(…)"`,
    input: name === undefined ? '--input "(2, 3, 224, 224)"' : `--input "${name}=(…)", for example (2, 3, 224, 224)`,
  };
  return `Say it with ${option[open]}.`;
}

/** The run's word on a report of the analysis. */
const VERDICTS: Readonly<Record<JudgedReport["verdict"]["kind"], string>> = {
  confirmed: "confirmed",
  refuted: "refuted by this run, please report it",
  "not-reached": "not reached",
};

export function prettyProbe(
  path: string,
  report: ProbeReport,
  reports: readonly JudgedReport[],
  positions: Positions,
  host: Host,
): string {
  const colours = pico.createColors(host.colour);
  const at = (place: TracePlace): string =>
    colours.dim(
      `${positions.relative(place.path)}${place.cell === undefined ? "" : `#cell ${String(place.cell.number)}`}:${[place.line, place.column].filter((n) => n !== undefined).join(":")}`,
    );
  const lines: string[] = [];
  const { model, software, deviceLine, inputs, outputs, failure, loss, layers } = report;
  if (model !== undefined) lines.push(`${colours.bold(model)} in ${positions.relative(path)}`);
  if (software !== undefined) lines.push(software);
  if (deviceLine !== undefined) lines.push(deviceLine);
  for (const { name, shape, assumed } of inputs)
    lines.push(
      `Input ${name === undefined ? "" : `${name} `}${shape}${assumed === undefined ? "" : `, assumed: ${assumed}`}`,
    );
  if (outputs.length > 0) lines.push(`Output ${outputs.join(", ")}`);
  if (layers.length > 0) lines.push("", ...table(layers, colours));
  const doubted = report.sites.filter(({ agreement }) => agreement === "contradicted");
  if (doubted.length > 0) lines.push("", "Not as inferred:", ...doubted.map((site) => siteLine(path, site, positions)));
  if (loss !== undefined)
    lines.push(
      "",
      loss.ok
        ? `${lossText(loss.name)} of ${lossInputs(loss)} works.`
        : colours.red(`${lossText(loss.name)} of ${loss.inputs.join(" and ")} breaks: ${loss.message ?? ""}`),
    );
  for (const { x, y, place } of report.data)
    lines.push(
      `Training data ${x.join(", ")}${y.length === 0 ? "" : ` with labels ${y.join(", ")}`}${place === undefined ? "" : `, ${at(place)}`}`,
    );
  if (failure !== undefined) {
    const within = failure.layer === undefined ? "" : ` in ${failure.layer} with input ${failure.inputs.join(", ")}`;
    lines.push("", `${failure.place === undefined ? "" : `${at(failure.place)}: `}${colours.red("broke")}${within}`);
    lines.push(...failure.message.split("\n").map((line) => `  ${line}`.trimEnd()));
  }
  if (reports.length > 0) lines.push("", "Reports of the analysis:");
  for (const { span, rule, message, verdict } of reports)
    lines.push(
      `  ${colours.dim(positions.spelled(path, span))} ${VERDICTS[verdict.kind]}: ${message} ${colours.dim(`[${rule}]`)}`,
    );
  if (report.notes.length > 0) lines.push("");
  for (const note of report.notes)
    lines.push(`${note.place === undefined ? "" : `${at(note.place)}: `}${noteText(note)}`);
  const paint = report.outcome === "ran" && report.counts.contradicted === 0 ? colours.green : colours.red;
  if (report.ending.kind !== "finished" && report.output.trim() !== "")
    lines.push(
      "",
      "The end of what it printed:",
      ...report.output
        .trim()
        .split("\n")
        .slice(-8)
        .map((line) => `  ${line}`),
    );
  const hint = report.open === undefined ? "" : `${howToSay(report.open)}\n`;
  return `${lines.join("\n")}${lines.length > 0 ? "\n\n" : ""}${paint(report.summary)}\n${hint}`;
}

/** Labels that were made up are no word on the program's own. */
export function lossInputs({ inputs, madeUp }: NonNullable<ProbeReport["loss"]>): string {
  const [output, ...labels] = inputs;
  return madeUp === true && output !== undefined && labels.length > 0
    ? `${output} with made-up labels of ${labels.join(" and ")}`
    : inputs.join(" and ");
}

const lossText = (name: string): string => (name === "the loss" ? "The loss" : `Loss ${name}`);

function siteLine(probed: string, site: SiteRow, positions: Positions): string {
  const { path = probed, span, text, inferred, observed } = site;
  return `  ${positions.spelled(path, span)} ${text}: inferred ${inferred ?? "?"}, was ${observed.join(" and ")}`;
}

function table(layers: readonly LayerRow[], colours: Colours): readonly string[] {
  const head = ["layer", "class", "output", "inferred", "ms", "memory", "parameters"];
  const rows = layers.map((row) => [
    `${"  ".repeat(Math.min(row.depth, 6))}${row.name === "" ? "(model)" : row.name}${row.times === undefined ? "" : ` ×${String(row.times)}`}`,
    row.className,
    row.outputs.join(", "),
    row.agreement === undefined ? "" : `${MARKS[row.agreement]} ${row.inferred ?? ""}`.trimEnd(),
    row.ms === undefined ? "" : row.ms.toFixed(2),
    row.bytes === undefined ? "" : bytesText(row.bytes),
    row.parameters === undefined || row.parameters === 0 ? "" : String(row.parameters),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number): boolean => column >= 4;
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, i) => (isNumber(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join("  ")}`.trimEnd();
  return [colours.dim(line(head)), ...rows.map(line)];
}

export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} B`;
  return bytes < 2 ** 20 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
