/**
 * `shapeline check`: analyses files, reports what the rules find, and says by its exit code whether there was anything. With `--fix` it
 * mends first and reports what remains.
 */
import type { Place } from "../base/span.ts";
import { describeCellPlace } from "../project/notebook-cells.ts";
import type { JoinedCells } from "../project/notebook-cells.ts";
import type { FileFacts } from "../facts/index.ts";
import { standingFixes } from "../ide/index.ts";
import { diagnose } from "../rules/index.ts";
import type { Diagnostic, DiagnoseOptions } from "../rules/index.ts";
import { createAnalysis, isWorthChecking, versionIn } from "./analysis.ts";
import type { Analysis } from "./analysis.ts";
import { collectFiles } from "./collect-files.ts";
import type { ExitCode, Host } from "./host.ts";
import { createPositions } from "./positions.ts";
import { checkReport } from "./json-report.ts";
import { prettyReport } from "./pretty-report.ts";
import { mend } from "./mend.ts";
import type { Mended } from "./mend.ts";
import { isNotebook, readProgram, writeSource } from "./source-text.ts";

export interface CheckedFile {
  readonly path: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Summary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  /** Fixes that were applied; absent where none were asked for. */
  readonly fixed?: number;
  readonly milliseconds: number;
}

export interface CheckOptions {
  readonly format: "pretty" | "json";
  readonly fix: "safe" | "all" | undefined;
}

export async function check(host: Host, paths: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const started = host.now();
  const collected = collectFiles(host, paths, (path) => isWorthChecking(host, path));
  const analysis = await createAnalysis(host, collected.paths);
  for (const path of collected.missing) host.error(`shapeline: ${path}: no such file or folder\n`);
  const notebooks = new Map<string, JoinedCells>();
  const positions = createPositions(host.workingFolder, analysis.textOf, (path) => notebooks.get(path));
  const say = (path: string, what: string): void => {
    host.error(`shapeline: ${positions.relative(path)}: ${what}\n`);
  };
  const sources = readAll(host, collected.paths, notebooks, say);
  const mended = options.fix === undefined ? undefined : mendAll(host, analysis, sources, options.fix === "all", say);
  const texts = mended?.texts ?? sources;
  const results = [...texts].map(([path, text]) => checkFile(analysis, path, text, notebooks.get(path), say));
  const files = results.filter((result) => result !== undefined);
  const applied = mended?.applied ?? [];
  const summary = summaryOf(files, mended && applied.length, host.now() - started);
  host.out(
    options.format === "json"
      ? checkReport(files, applied, summary, positions)
      : prettyReport(files, applied, summary, positions, host),
  );
  const isComplete = mended?.complete !== false && files.length === collected.paths.length;
  if (collected.missing.length > 0 || !isComplete) return 2;
  return summary.errors + summary.warnings > 0 ? 1 : 0;
}

type Say = (path: string, what: string) => void;

/** What can be read; of the rest the reason has been said. */
function readAll(
  host: Host,
  paths: readonly string[],
  notebooks: Map<string, JoinedCells>,
  say: Say,
): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const path of paths) {
    const program = readProgram(host, path);
    if (!program.ok) {
      say(path, program.error);
      continue;
    }
    const { text, cells } = program.value;
    sources.set(path, text);
    if (cells !== undefined) notebooks.set(path, cells);
  }
  return sources;
}

/** Mends and writes. A file that cannot be written stays as it is, and so do notebooks, whose text is not the file's. */
function mendAll(
  host: Host,
  analysis: Analysis,
  sources: ReadonlyMap<string, string>,
  unsafe: boolean,
  say: Say,
): Mended & { readonly complete: boolean } {
  let mended: Mended;
  try {
    mended = mend(analysis, new Map([...sources].filter(([path]) => !isNotebook(path))), unsafe);
  } catch (fault) {
    // Nothing is written; the check that follows says which file it was.
    say([...sources.keys()][0] ?? "", `internal fault: ${faultWords(fault)}`);
    return { texts: sources, applied: [], complete: false };
  }
  const texts = new Map([...sources, ...mended.texts]);
  for (const path of sources.keys())
    if (isNotebook(path)) say(path, "notebooks are not changed: an editor makes their fixes");
  let complete = true;
  for (const [path, before] of sources) {
    const after = texts.get(path) ?? before;
    const reason = after === before ? undefined : writeSource(host, path, before, after);
    if (reason === undefined) continue;
    say(path, reason);
    texts.set(path, before);
    complete = false;
  }
  return { texts, applied: mended.applied, complete };
}

/** Undefined where the file could not be checked; the reason has then been said. */
function checkFile(
  analysis: Analysis,
  path: string,
  text: string,
  notebook: JoinedCells | undefined,
  say: Say,
): CheckedFile | undefined {
  try {
    const facts = analysis.facts(path, text);
    if (facts.incomplete) say(path, "too large to follow to the end; what was not reached is not checked");
    const cells = notebook?.cells.map(({ span }) => span);
    const where = (place: Place): string | undefined =>
      cells === undefined || place.path !== path ? undefined : describeCellPlace(text, cells, place.span);
    return { path, diagnostics: withStandingFixes(analysis, facts, { where }) };
  } catch (fault) {
    say(path, `internal fault: ${faultWords(fault)}`);
    return undefined;
  }
}

/** More trials than these in one file are not worth the wait: what is left is listed as it is. */
const mostTrials = 100;

function withStandingFixes(analysis: Analysis, facts: FileFacts, options: DiagnoseOptions): readonly Diagnostic[] {
  const diagnostics = diagnose(facts, options);
  const version = versionIn(analysis, facts, diagnostics, analysis.textOf, options);
  let trials = 0;
  return diagnostics.map((diagnostic) => {
    const wanted = diagnostic.fixes.length + (diagnostic.guesses?.length ?? 0);
    trials += wanted;
    return trials > mostTrials || wanted === 0
      ? diagnostic
      : { ...diagnostic, fixes: standingFixes(version, diagnostic) };
  });
}

const faultWords = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));

function summaryOf(files: readonly CheckedFile[], fixed: number | undefined, milliseconds: number): Summary {
  const severities = files.flatMap(({ diagnostics }) => diagnostics.map(({ severity }) => severity));
  return {
    files: files.length,
    errors: severities.filter((severity) => severity === "error").length,
    warnings: severities.filter((severity) => severity === "warning").length,
    ...(fixed === undefined ? {} : { fixed }),
    milliseconds: Math.round(milliseconds),
  };
}
