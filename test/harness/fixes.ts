/** Applying fixes in a test's program. */
import { pythonErrors } from "../../server/src/analysis/file-facts.ts";
import { applyEdits } from "../../server/src/base/text-edit.ts";
import { givenVersion } from "../../server/src/ide/index.ts";
import type { Version } from "../../server/src/ide/index.ts";
import { diagnose } from "../../server/src/rules/index.ts";
import type { Diagnostic, Fix } from "../../server/src/rules/index.ts";
import { parseFile } from "../../server/src/python/syntax/parse.ts";
import { analyseCold } from "./program.ts";
import type { Analysed, Program } from "./program.ts";

/** The program with the edits made; undefined if they overlap. */
export function applyFix(program: Program, fix: Fix): Program | undefined {
  const changed = new Map(program);
  for (const path of new Set(fix.edits.map((edit) => edit.path))) {
    const text = changed.get(path);
    const edited =
      text === undefined
        ? undefined
        : applyEdits(
            text,
            fix.edits.filter((edit) => edit.path === path),
          );
    if (edited === undefined) return undefined;
    changed.set(path, edited);
  }
  return changed;
}

/** The program as fixes are tried in it. */
export function versionOf(program: Program, path: string, { facts, diagnostics }: Analysed): Version {
  const analyst = {
    read: (each: string) => program.get(each),
    analyse: (texts: Program) => analyseCold(new Map([...program, ...texts]), path, {}).facts,
    diagnose: (changed: Analysed["facts"]) => diagnose(changed),
  };
  return givenVersion(analyst, facts, diagnostics);
}

/** Titles of fixes after which the file no longer parses. */
export function unparsedFixes({ facts, diagnostics }: Analysed): readonly string[] {
  return diagnostics
    .flatMap(({ fixes }) => fixes)
    .filter(({ edits }) => {
      const edited = applyEdits(
        facts.text,
        edits.filter(({ path }) => path === facts.path),
      );
      return edited === undefined || pythonErrors(parseFile(edited)).length > 0;
    })
    .map(({ title }) => title);
}

export const plainTitle = (title: string): string => title.replaceAll("`", "");

/** The fixes of this title that differ in what they do. */
export function fixesTitled(diagnostics: readonly Diagnostic[], title: string): readonly Fix[] {
  const found = diagnostics.flatMap(({ fixes, guesses = [] }) =>
    [...fixes, ...guesses].filter((fix) => plainTitle(fix.title) === title),
  );
  return [...new Map(found.map((fix) => [JSON.stringify(fix.edits), fix])).values()];
}

/** Applies the first safe fix again and again. Undefined if that does not come to rest. */
export function applySafeFixes(
  program: Program,
  diagnose: (program: Program) => readonly Diagnostic[],
): Program | undefined {
  let current = program;
  for (let round = 0; round < 10; round++) {
    const fix = diagnose(current).flatMap(({ fixes }) => fixes.filter(({ safe }) => safe))[0];
    if (fix === undefined) return current;
    const changed = applyFix(current, fix);
    if (changed === undefined) return undefined;
    current = changed;
  }
  return undefined;
}
