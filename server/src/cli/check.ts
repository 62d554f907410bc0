/** `shapeline check`: analyses files, reports what the rules find, and says by its exit code whether there was anything. */
import { diagnose } from "../rules/index.ts";
import type { Diagnostic } from "../rules/index.ts";
import { createAnalysis, isWorthChecking } from "./analysis.ts";
import type { Analysis } from "./analysis.ts";
import { collectFiles } from "./collect-files.ts";
import type { ExitCode, Host } from "./host.ts";
import { createPositions } from "./positions.ts";
import { checkReport } from "./json-report.ts";
import { prettyReport } from "./pretty-report.ts";
import { readSource } from "./source-text.ts";

export interface CheckedFile {
  readonly path: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Summary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly milliseconds: number;
}

export async function check(host: Host, paths: readonly string[], format: "pretty" | "json"): Promise<ExitCode> {
  const started = host.now();
  const collected = collectFiles(host, paths, (path) => isWorthChecking(host, path));
  const analysis = await createAnalysis(host, collected.paths);
  for (const path of collected.missing) host.error(`shapeline: ${path}: no such file or folder\n`);
  const positions = createPositions(host.workingFolder, analysis.textOf);
  const results = collected.paths.map((path) => checkFile(host, analysis, path, positions.relative(path)));
  const files = results.filter((result) => result !== undefined);
  const summary = summaryOf(files, host.now() - started);
  host.out(format === "json" ? checkReport(files, summary, positions) : prettyReport(files, summary, positions, host));
  if (collected.missing.length > 0 || files.length < results.length) return 2;
  return summary.errors + summary.warnings > 0 ? 1 : 0;
}

/** Undefined where the file could not be checked; the reason has then been said. */
function checkFile(host: Host, analysis: Analysis, path: string, shown: string): CheckedFile | undefined {
  const source = readSource(host, path);
  if (!source.ok) {
    host.error(`shapeline: ${shown}: ${source.error}\n`);
    return undefined;
  }
  try {
    const facts = analysis.facts(path, source.value);
    if (facts.incomplete)
      host.error(`shapeline: ${shown}: too large to follow to the end; what was not reached is not checked\n`);
    return { path, diagnostics: diagnose(facts) };
  } catch (fault) {
    host.error(`shapeline: ${shown}: internal fault: ${fault instanceof Error ? fault.message : String(fault)}\n`);
    return undefined;
  }
}

function summaryOf(files: readonly CheckedFile[], milliseconds: number): Summary {
  const severities = files.flatMap(({ diagnostics }) => diagnostics.map(({ severity }) => severity));
  return {
    files: files.length,
    errors: severities.filter((severity) => severity === "error").length,
    warnings: severities.filter((severity) => severity === "warning").length,
    milliseconds: Math.round(milliseconds),
  };
}
