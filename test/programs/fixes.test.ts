/**
 * What a wrong program is offered: each fix, tried or not, leaves a file that parses, and of those that stand one is marked. And that there are programs
 * enough: right ones of 30 to 150 lines, each with a wrong version.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pythonErrors } from "../../server/src/analysis/file-facts.ts";
import { applyEdits } from "../../server/src/base/text-edit.ts";
import { standingFixes } from "../../server/src/ide/index.ts";
import { parseFile } from "../../server/src/python/syntax/parse.ts";
import { versionOf } from "../harness/fixes.ts";
import { analyseCold, sourceFolder } from "../harness/program.ts";

const folder = import.meta.dirname;
const programsIn = (kind: string): readonly string[] =>
  readdirSync(join(folder, kind)).filter((file) => file.endsWith(".py"));
const textOf = (kind: string, file: string): string => readFileSync(join(folder, kind, file), "utf8");
const lineCount = (kind: string, file: string): number => textOf(kind, file).trimEnd().split("\n").length;
const ofWholeLength = (kind: string): readonly string[] =>
  programsIn(kind).filter((file) => lineCount(kind, file) >= 30 && lineCount(kind, file) <= 150);

describe.each(["wrong", "keras/wrong"])("fixes of programs in %s", (kind) => {
  test.each(programsIn(kind))("%s", (file) => {
    const path = `${sourceFolder}/${file}`;
    const text = textOf(kind, file);
    const program = new Map([[path, text]]);
    const analysed = analyseCold(program, path, {});
    const version = versionOf(program, path, analysed);
    for (const diagnostic of analysed.diagnostics) {
      for (const { title, edits } of diagnostic.fixes) {
        const edited = applyEdits(text, edits);
        expect(edited === undefined ? ["edits overlap"] : pythonErrors(parseFile(edited)), title).toEqual([]);
      }
      const standing = standingFixes(version, diagnostic);
      if (standing.length > 0) expect(standing.filter(({ preferred }) => preferred).length).toBeGreaterThan(0);
    }
  });
});

test.each(["", "keras/"])(
  "there are sixty right programs of 30 to 150 lines, and as many wrong ones (%s)",
  (library) => {
    expect(ofWholeLength(`${library}right`).length).toBeGreaterThanOrEqual(60);
    expect(ofWholeLength(`${library}wrong`).length).toBeGreaterThanOrEqual(60);
  },
);
