/** `shapeline shapes`: the shape of every tensor in one file. */
import { createAnalysis } from "./analysis.ts";
import { absolute } from "./collect-files.ts";
import type { ExitCode, Host } from "./host.ts";
import { shapesReport } from "./json-report.ts";
import { createPositions } from "./positions.ts";
import { prettyShapes } from "./pretty-report.ts";
import { readSource } from "./source-text.ts";

export async function shapes(host: Host, file: string, format: "pretty" | "json"): Promise<ExitCode> {
  const path = absolute(host.workingFolder, file);
  const source = readSource(host, path);
  if (!source.ok) {
    host.error(`shapeline: ${file}: ${source.error}\n`);
    return 2;
  }
  const analysis = await createAnalysis(host, [path]);
  const facts = analysis.facts(path, source.value);
  const positions = createPositions(host.workingFolder, analysis.textOf);
  host.out(format === "json" ? shapesReport(facts, positions) : prettyShapes(facts, positions, host));
  return 0;
}
