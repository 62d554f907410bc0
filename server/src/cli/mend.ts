/**
 * `check --fix`: applies fixes one at a time and keeps each only if the analysis afterwards agrees: every file that it touched still parses, what it
 * mends is gone, and no error has come instead. Only files that were asked for are changed. Writing them is left to `check`.
 */
import { applyEdits } from "../base/text-edit.ts";
import type { FileFacts } from "../facts/index.ts";
import { diagnose } from "../rules/index.ts";
import type { Diagnostic, Fix } from "../rules/index.ts";
import type { Analysis } from "./analysis.ts";

export interface AppliedFix {
  /** Where the report stood. */
  readonly path: string;
  readonly rule: string;
  readonly title: string;
}

export interface Mended {
  /** The texts of all files, changed or not. */
  readonly texts: ReadonlyMap<string, string>;
  readonly applied: readonly AppliedFix[];
}

/** More than this in one file is no longer mending. */
const mostFixes = 100;

export function mend(analysis: Analysis, given: ReadonlyMap<string, string>, unsafe: boolean): Mended {
  let texts = given;
  const applied: AppliedFix[] = [];
  for (const path of given.keys()) {
    const refused = new Set<string>();
    for (let count = 0; count < mostFixes; count++) {
      const step = mendOnce(analysis, texts, path, unsafe, refused);
      if (step === undefined) break;
      texts = step.texts;
      applied.push(step.applied);
    }
  }
  return { texts, applied };
}

/** Applies the first fix that stands the test. What was refused is not tried again. */
function mendOnce(
  analysis: Analysis,
  texts: ReadonlyMap<string, string>,
  path: string,
  unsafe: boolean,
  refused: Set<string>,
): { readonly texts: ReadonlyMap<string, string>; readonly applied: AppliedFix } | undefined {
  const before = state(analysis, texts, path);
  for (const diagnostic of before.diagnostics) {
    const fix = choice(diagnostic, unsafe);
    const key = JSON.stringify([diagnostic.rule, diagnostic.message, fix?.title]);
    if (fix === undefined || refused.has(key)) continue;
    const changed = changedTexts(texts, fix);
    if (changed !== undefined && isBetter(analysis, texts, changed, path, diagnostic, before)) {
      return { texts: changed, applied: { path, rule: diagnostic.rule, title: fix.title } };
    }
    refused.add(key);
  }
  return undefined;
}

function choice({ fixes }: Diagnostic, unsafe: boolean): Fix | undefined {
  const safe = fixes.find((fix) => fix.safe);
  return safe ?? (unsafe ? (fixes.find((fix) => fix.preferred) ?? fixes[0]) : undefined);
}

/** `undefined` where the edits overlap, change nothing or reach a file that was not asked for. */
function changedTexts(texts: ReadonlyMap<string, string>, fix: Fix): ReadonlyMap<string, string> | undefined {
  const changed = new Map(texts);
  for (const path of new Set(fix.edits.map((edit) => edit.path))) {
    const text = texts.get(path);
    const edits = fix.edits.filter((edit) => edit.path === path);
    const edited = text === undefined ? undefined : applyEdits(text, edits);
    if (edited === undefined || edited === text) return undefined;
    changed.set(path, edited);
  }
  return changed;
}

interface State {
  readonly facts: FileFacts;
  readonly diagnostics: readonly Diagnostic[];
}

function state(analysis: Analysis, texts: ReadonlyMap<string, string>, path: string): State {
  const facts = analysis.facts(path, texts.get(path) ?? "");
  return { facts, diagnostics: diagnose(facts) };
}

function isBetter(
  analysis: Analysis,
  texts: ReadonlyMap<string, string>,
  changed: ReadonlyMap<string, string>,
  path: string,
  mended: Diagnostic,
  before: State,
): boolean {
  const touched = [...changed.keys()].filter((each) => changed.get(each) !== texts.get(each));
  const faultsOf = (from: ReadonlyMap<string, string>): number =>
    touched.reduce((sum, each) => sum + state(analysis, from, each).facts.syntaxErrors.length, 0);
  const faultsBefore = faultsOf(texts);
  const isParsed = faultsOf(changed) <= faultsBefore;
  const after = state(analysis, changed, path);
  const same = ({ diagnostics }: State): number =>
    diagnostics.filter(({ rule, message }) => rule === mended.rule && message === mended.message).length;
  const errors = ({ diagnostics }: State): number => diagnostics.filter(({ severity }) => severity === "error").length;
  const isKept = isParsed && same(after) < same(before) && errors(after) <= errors(before);
  // What was tried must leave no trace in the project.
  if (!isKept) for (const each of touched) analysis.setText(each, texts.get(each) ?? "");
  return isKept;
}
