/** `shapeline shapes`: the shape of every tensor in one file. */
import { createAnalysis } from "./analysis.ts";
import { absolute } from "./collect-files.ts";
import type { ExitCode, Host } from "./host.ts";
import { shapesReport } from "./json-report.ts";
import { createPositions } from "./positions.ts";
import { prettyShapes } from "./pretty-report.ts";
import { readProgram } from "./source-text.ts";

export async function shapes(host: Host, file: string, format: "pretty" | "json"): Promise<ExitCode> {
  const path = absolute(host.workingFolder, file);
  const program = readProgram(host, path);
  if (!program.ok) {
    host.error(`shapeline: ${file}: ${program.error}\n`);
    return 2;
  }
  const { text, cells } = program.value;
  const analysis = await createAnalysis(host, [path]);
  const facts = analysis.facts(path, text);
  const positions = createPositions(host.workingFolder, analysis.textOf, (each) => (each === path ? cells : undefined));
  host.out(format === "json" ? shapesReport(facts, positions) : prettyShapes(facts, positions, host));
  return 0;
}
