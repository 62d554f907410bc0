/** The file's reports as the terminal prints them, without the summary. */
import { sourceFolder } from "../program.ts";
import { createPositions } from "../../../server/src/cli/positions.ts";
import { prettyReport } from "../../../server/src/cli/pretty-report.ts";
import { memoryHost } from "./console.ts";
import type { FeatureContext } from "./index.ts";

export function renderDiagnostics({ analysed, program, path }: FeatureContext): string {
  if (analysed === undefined) return "";
  const positions = createPositions(sourceFolder, (each) => program.get(each));
  const summary = { files: 1, errors: 0, warnings: 0, milliseconds: 0 };
  const report = prettyReport(
    [{ path, diagnostics: analysed.diagnostics }],
    [],
    summary,
    positions,
    memoryHost(new Map(program), () => undefined),
  );
  return report.slice(0, report.lastIndexOf("\n", report.length - 2) + 1);
}
