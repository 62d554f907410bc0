/** `shapeline explain-error`: a pasted error in our words, and what the analysis says of the place. */
import pico from "picocolors";
import { explainError } from "../probe/explain-error.ts";
import type { Explanation } from "../probe/explain-error.ts";
import { agreeingReports } from "../probe/explained.ts";
import { diagnose } from "../rules/index.ts";
import type { Diagnostic } from "../rules/index.ts";
import { createAnalysis } from "./analysis.ts";
import { absolute } from "./collect-files.ts";
import type { ExitCode, Host } from "./host.ts";
import { checkReport } from "./json-report.ts";
import { createPositions } from "./positions.ts";
import type { Positions } from "./positions.ts";
import { prettyReport } from "./pretty-report.ts";
import { readSource } from "./source-text.ts";

export async function explainPasted(
  host: Host,
  file: string | undefined,
  format: "pretty" | "json",
): Promise<ExitCode> {
  const pasted = file === undefined ? host.input() : host.files.read(absolute(host.workingFolder, file));
  if (pasted === undefined) {
    host.error(`shapeline: ${file ?? ""}: no such file\n`);
    return 2;
  }
  const explanation = explainError(pasted);
  if (explanation === undefined) {
    host.error("shapeline: there is no error in what was given\n");
    return 2;
  }
  const { path, reports, positions } = await reportsAbout(host, explanation);
  const summary = { files: 1, errors: reports.length, warnings: 0, milliseconds: 0 };
  const files = path === undefined ? [] : [{ path, diagnostics: reports }];
  if (format === "json") host.out(json(explanation, path, checkReport(files, [], summary, positions), positions));
  else host.out(pretty(explanation, path, reports, positions, host));
  return explanation.meaning !== undefined || reports.length > 0 ? 0 : 1;
}

interface About {
  readonly path?: string;
  readonly reports: readonly Diagnostic[];
  readonly positions: Positions;
}

/** The file of the error, if it is here, and what the analysis reports of it. */
async function reportsAbout(host: Host, explanation: Explanation): Promise<About> {
  const none = { reports: [], positions: createPositions(host.workingFolder, (path) => host.files.read(path)) };
  const path = explanation.frame === undefined ? undefined : absolute(host.workingFolder, explanation.frame.path);
  if (path === undefined || host.kindOf(path) !== "file") return none;
  const source = readSource(host, path);
  if (!source.ok) return none;
  const analysis = await createAnalysis(host, [path]);
  const reports = agreeingReports(explanation, source.value, diagnose(analysis.facts(path, source.value)));
  return { path, reports, positions: createPositions(host.workingFolder, analysis.textOf) };
}

function json(
  { error, framework, meaning, advice, frame }: Explanation,
  path: string | undefined,
  reports: string,
  positions: Positions,
): string {
  const { files } = JSON.parse(reports) as { files: readonly { diagnostics: readonly object[] }[] };
  const place =
    frame === undefined ? undefined : { ...frame, path: path === undefined ? frame.path : positions.relative(path) };
  const report = {
    version: 1,
    ...(error.type === undefined ? {} : { type: error.type }),
    message: error.message,
    framework,
    meaning,
    advice,
    place,
    reports: files[0]?.diagnostics ?? [],
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function pretty(
  { error, framework, meaning, advice, frame }: Explanation,
  path: string | undefined,
  reports: readonly Diagnostic[],
  positions: Positions,
  host: Host,
): string {
  const colours = pico.createColors(host.colour);
  const lines: string[] = [];
  if (frame !== undefined) {
    const shown = path === undefined ? frame.path : positions.relative(path);
    lines.push(`${colours.bold(`${shown}:${String(frame.line)}`)}${frame.code === undefined ? "" : `: ${frame.code}`}`);
  }
  lines.push(
    `${colours.red(error.type ?? "Error")}${framework === undefined ? "" : ` of ${framework}`}: ${error.message.split("\n")[0] ?? ""}`,
    "",
  );
  if (meaning !== undefined) lines.push(meaning);
  if (advice !== undefined) lines.push(advice);
  if (meaning === undefined && reports.length === 0) lines.push("Shapeline does not know this error.");
  if (reports.length > 0 && path !== undefined) {
    lines.push("", "The analysis says of this place:", "");
    const summary = { files: 1, errors: reports.length, warnings: 0, milliseconds: 0 };
    // Without its last line, which counts.
    lines.push(
      ...prettyReport([{ path, diagnostics: reports }], [], summary, positions, host)
        .trimEnd()
        .split("\n")
        .slice(0, -1),
    );
  }
  return `${lines.join("\n").trimEnd()}\n`;
}
