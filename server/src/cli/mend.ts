/**
 * `check --fix`: applies fixes one at a time, each only if it stands when the program is analysed with it (`ide/standing-fixes.ts`). Only files that were
 * asked for are changed. Writing them is left to `check`.
 */
import { standingFixes } from "../ide/index.ts";
import { diagnose } from "../rules/index.ts";
import type { Fix } from "../rules/index.ts";
import { versionIn } from "./analysis.ts";
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
      texts = new Map([...texts, ...step.texts]);
      // Others are read as they are now, too: the next edits are made of that.
      for (const [changed, text] of step.texts) analysis.setText(changed, text);
      applied.push(step.applied);
    }
  }
  return { texts, applied };
}

interface Step {
  /** The files that it changed. */
  readonly texts: ReadonlyMap<string, string>;
  readonly applied: AppliedFix;
}

/** Applies the first fix that stands the test. Reports without one are not looked at again. */
function mendOnce(
  analysis: Analysis,
  texts: ReadonlyMap<string, string>,
  path: string,
  unsafe: boolean,
  refused: Set<string>,
): Step | undefined {
  const facts = analysis.facts(path, texts.get(path) ?? "");
  const before = versionIn(analysis, facts, diagnose(facts), (each) => texts.get(each));
  for (const diagnostic of before.diagnostics) {
    const { rule, message } = diagnostic;
    const key = JSON.stringify([rule, message]);
    if (refused.has(key)) continue;
    const allowed = (fixes: readonly Fix[] = []): readonly Fix[] => fixes.filter(({ safe }) => safe || unsafe);
    const tried = { ...diagnostic, fixes: allowed(diagnostic.fixes), guesses: allowed(diagnostic.guesses) };
    const fix = choice(standingFixes(before, tried));
    const after = fix && before.with(fix.edits);
    if (fix !== undefined && after !== undefined)
      return { texts: after.texts, applied: { path, rule, title: fix.title } };
    refused.add(key);
  }
  return undefined;
}

const choice = (fixes: readonly Fix[]): Fix | undefined =>
  fixes.find(({ safe }) => safe) ?? fixes.find(({ preferred }) => preferred);
