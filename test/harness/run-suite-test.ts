/** Runs one test of a suite: analyses its files, compares them with every assertion in it, proves its fixes, and makes the free checks. */
import { indexLines, lineColumnAt } from "../../server/src/base/line-index.ts";
import { cursorIn, assemble, markdownLine, programOf, textOf } from "./assemble.ts";
import type { Assembled, Expectation, SourceFile } from "./assemble.ts";
import { readAssertions, withoutAssertions } from "./assertions.ts";
import { renderFeature } from "./blocks/index.ts";
import { applyFix, applySafeFixes, fixesTitled } from "./fixes.ts";
import { freeChecks } from "./free-checks.ts";
import { refactored } from "./refactors.ts";
import { match } from "./match.ts";
import type { Mismatch } from "./match.ts";
import type { Block, SuiteTest } from "./parse-suite.ts";
import { analyse, analyseCold, openProject, packageFolder } from "./program.ts";
import type { Analysed, Program } from "./program.ts";
import { shapeMismatches } from "./shape-claims.ts";

export interface Failure {
  /** Line of the Markdown file. */
  readonly line: number;
  readonly message: string;
}

/** A block whose content is not what it should be, for `UPDATE=1`. */
export interface Rewrite {
  readonly block: Block;
  readonly text: string;
}

export interface Outcome {
  readonly failures: readonly Failure[];
  readonly rewrites: readonly Rewrite[];
}

interface Run extends Assembled {
  readonly program: Program;
  /** By path. */
  readonly analysed: ReadonlyMap<string, Analysed>;
  readonly pageRule: string | undefined;
}

export async function runSuiteTest(suite: string, test: SuiteTest, pageRule: string | undefined): Promise<Outcome> {
  const assembled = assemble(suite, test);
  const program = programOf(assembled.files);
  const own = assembled.files.filter(({ path, isData }) => !isData && !path.startsWith(packageFolder));
  const analysed = new Map(own.map(({ path }) => [path, analyseCold(program, path, assembled.settings)]));
  const run: Run = { ...assembled, files: own, program, analysed, pageRule };
  const failures = [
    ...own.flatMap((file) => fileFailures(run, file)),
    ...run.fixes.flatMap((fix) => fixFailures(run, fix)),
    ...refactorFailures(run),
    ...run.stages.flatMap((stage) => stageFailures(run, stage)),
  ];
  const rewrites: Rewrite[] = [];
  for (const feature of run.features) {
    const text = await featureText(run, feature);
    if (text === feature.block.text) continue;
    rewrites.push({ block: feature.block, text });
    failures.push({ line: feature.block.line, message: `the ${feature.block.language} is:\n${text}` });
  }
  return { failures, rewrites };
}

/** What the assertions of a text say against what was found in it. */
function comparison(run: Run, file: SourceFile, text: string, found: Analysed): readonly Mismatch[] {
  const { assertions, malformed } = readAssertions(text, file.isPython);
  return [
    ...malformed.map(({ at, message }) => ({ line: at, message })),
    ...match(found.facts, found.diagnostics, assertions, run.pageRule),
    ...shapeMismatches(found.facts).filter(({ line }) => !isReported(found, line)),
  ];
}

/** A shape comment that the product itself contradicts has its own assertion. */
function isReported({ facts, diagnostics }: Analysed, line: number): boolean {
  const index = indexLines(facts.text);
  return diagnostics.some(
    ({ rule, span }) => rule.startsWith("shape-comment-") && lineColumnAt(index, span.start).line === line,
  );
}

function fileFailures(run: Run, file: SourceFile): readonly Failure[] {
  const found = run.analysed.get(file.path);
  if (found === undefined) return [];
  const mismatches = [
    ...comparison(run, file, textOf(file), found),
    ...(found.facts.incomplete ? [{ line: 0, message: "the analysis ran out of fuel" }] : []),
    ...freeChecks(run.program, file.path, run.settings, found),
  ];
  const placed = mismatches.map(({ line, message }) => ({ line: markdownLine(file, line), message }));
  return [...placed, ...noFixFailures(file, found)];
}

function noFixFailures(file: SourceFile, { diagnostics }: Analysed): readonly Failure[] {
  const unwanted = file.pieces.some(({ attributes }) => attributes.has("no-fix"))
    ? diagnostics.flatMap(({ fixes }) => fixes)
    : [];
  return unwanted.map(({ title }) => ({
    line: file.pieces[0]?.line ?? 1,
    message: `no fix was expected, but “${title}” is offered`,
  }));
}

function fixFailures(run: Run, { block, of, path }: Expectation): readonly Failure[] {
  const file = run.files.find((each) => each.path === path);
  const title = block.attributes.get("fix") ?? "";
  const fixed = title === "all" ? allFixed(run, path) : fixedBy(run, title);
  if (typeof fixed === "string") return [{ line: block.line - 1, message: fixed }];
  if (file === undefined) return [];
  const expected: Program = new Map([...run.program, ...programOf(run.files, of, block)]);
  const failures: Failure[] = [];
  for (const each of run.files) {
    const wanted = withoutAssertions(expected.get(each.path) ?? "", each.isPython);
    const got = withoutAssertions(fixed.get(each.path) ?? "", each.isPython);
    if (!isSameCode(wanted, got))
      failures.push({ line: block.line, message: `“${title}” gives:\n${firstDifference(wanted, got)}` });
  }
  if (failures.length > 0) return failures;
  const after = analyseCold(expected, path, run.settings);
  return comparison(run, file, expected.get(path) ?? "", after).map(({ line, message }) => ({
    line: markdownLine(file, line, of, block),
    message: `after “${title}”: ${message}`,
  }));
}

/** The files after a refactoring, each in a block of its own; those that have none stay as they are. */
function refactorFailures(run: Run): readonly Failure[] {
  const titles = new Set(run.refactors.map(({ block }) => block.attributes.get("refactor") ?? ""));
  return [...titles].flatMap((title) => {
    const blocks = run.refactors.filter(({ block }) => block.attributes.get("refactor") === title);
    const [first] = blocks;
    const line = (first?.block.line ?? 1) - 1;
    const changed = refactored(run, title);
    if (typeof changed === "string") return [{ line, message: changed }];
    const expected = new Map([...run.program, ...blocks.map(({ path, block }) => [path, block.text] as const)]);
    return run.files.flatMap((file) => {
      const block = blocks.find(({ path }) => path === file.path)?.block;
      const text = expected.get(file.path) ?? "";
      const got = changed.get(file.path) ?? "";
      const wanted = withoutAssertions(text, file.isPython);
      if (wanted !== withoutAssertions(got, file.isPython))
        return [{ line: block?.line ?? line, message: `“${title}” gives ${file.path}:\n${got}` }];
      const after = analyseCold(expected, file.path, run.settings);
      const later: SourceFile = block === undefined ? file : { ...file, pieces: [block] };
      return comparison(run, later, text, after).map(({ line: at, message }) => ({
        line: markdownLine(later, at),
        message: `after “${title}”: ${message}`,
      }));
    });
  });
}

function fixedBy(run: Run, title: string): Program | string {
  const diagnostics = [...run.analysed.values()].flatMap((each) => each.diagnostics);
  const [fix, ...others] = fixesTitled(diagnostics, title);
  if (fix === undefined) {
    const offered = diagnostics.flatMap(({ fixes }) => fixes.map((each) => `“${each.title}”`));
    return `no fix “${title}” is offered; there are: ${offered.join(", ") || "none"}`;
  }
  if (others.length > 0) return `several fixes are called “${title}”`;
  return applyFix(run.program, fix) ?? `“${title}” has edits that overlap`;
}

function allFixed(run: Run, path: string): Program | string {
  const diagnose = (program: Program) => analyseCold(program, path, run.settings).diagnostics;
  return applySafeFixes(run.program, diagnose) ?? "the safe fixes do not come to rest";
}

/** The expected code may state shapes that the code before did not have. */
function isSameCode(wanted: string, got: string): boolean {
  return differingLine(wanted.split("\n"), got.split("\n")) < 0;
}

function differingLine(wanted: readonly string[], got: readonly string[]): number {
  const longest = wanted.length > got.length ? wanted : got;
  return longest.findIndex((_, index) => {
    const line = wanted[index];
    return line !== got[index] && line?.replace(/\s*(#|\/\/) shape:.*$/, "") !== got[index];
  });
}

function firstDifference(wanted: string, got: string): string {
  const left = wanted.split("\n");
  const right = got.split("\n");
  const at = differingLine(left, right);
  return `  ${right[at] ?? "(nothing)"}\nwhere this was expected:\n  ${left[at] ?? "(nothing)"}`;
}

/** A later text of a file must be understood as if it had been the first. */
function stageFailures(run: Run, { block, path }: Expectation): readonly Failure[] {
  const file = run.files.find((each) => each.path === path);
  if (file === undefined) return [{ line: block.line, message: `there is no ${path} before this stage` }];
  const project = openProject(run.program);
  analyse(project, path, run.settings);
  project.setText(path, block.text);
  const warm = analyse(project, path, run.settings);
  const cold = analyseCold(new Map([...run.program, [path, block.text]]), path, run.settings);
  const later: SourceFile = { ...file, pieces: [block] };
  const failures = comparison(run, later, block.text, warm).map(({ line, message }) => ({
    line: markdownLine(later, line),
    message,
  }));
  const isSame = JSON.stringify(warm.diagnostics) === JSON.stringify(cold.diagnostics);
  return isSame
    ? failures
    : [...failures, { line: block.line, message: "the edited project and a new one give different reports" }];
}

function featureText(run: Run, { block, of, path }: Expectation): Promise<string> {
  const file = run.files.find((each) => each.path === path) ?? run.files[0];
  const analysed = file === undefined ? undefined : run.analysed.get(file.path);
  const cursor = file === undefined || of === undefined ? undefined : cursorIn(file, of);
  return renderFeature({ block, program: run.program, path: file?.path ?? "", analysed, cursor });
}
