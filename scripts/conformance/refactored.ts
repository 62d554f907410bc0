/** The right programs of the tests after each refactoring that is offered anywhere in them: what `fixes.mjs` analyses again and runs. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { applyEdits } from "../../server/src/base/text-edit.ts";
import type { TextEdit } from "../../server/src/base/text-edit.ts";
import type { FileFacts } from "../../server/src/facts/index.ts";
import { refactorings } from "../../server/src/refactor/index.ts";
import type { Refactoring } from "../../server/src/refactor/index.ts";
import { root } from "../../test/harness/pages.ts";
import { openProject, sourceFolder } from "../../test/harness/program.ts";
import type { Example, Framework } from "./fixes-side.ts";

interface Program {
  readonly place: string;
  readonly framework: Framework;
  readonly name: string;
  readonly text: string;
}

function programsIn(folder: string, framework: Framework, pattern: RegExp): readonly Program[] {
  const names = readdirSync(join(root, folder)).filter((name) => pattern.test(name));
  const read = (name: string): string => readFileSync(join(root, folder, name), "utf8");
  return names.map((name) => ({ place: `${folder}/${name}`, framework, name, text: read(name) }));
}

export const rightPrograms = (): readonly Program[] => [
  ...programsIn("test/programs/right", "torch", /\.py$/),
  ...programsIn("test/programs/keras/right", "keras", /\.py$/),
  ...programsIn("test/tsjs/tfjs/programs", "tfjs", /\.[cm]?[jt]s$/),
];

export const refactoredPrograms = (chosen: (program: Program) => boolean): readonly Example[] =>
  rightPrograms().filter(chosen).flatMap(changesOf);

function changesOf({ place, framework, name, text }: Program): readonly Example[] {
  const path = `${sourceFolder}/${name}`;
  const facts = openProject(new Map([[path, text]])).analyse(path);
  const offered = everywhere(facts);
  const isComment = ({ title }: Refactoring): boolean => title.startsWith("Annotate the shapes");
  const comments = distinct(offered.filter(isComment).flatMap(({ edits }) => edits));
  const changes = [
    ...offered.filter((each) => !isComment(each)),
    ...(comments.length === 0 ? [] : [{ title: "Annotate the shapes of every function", edits: comments }]),
  ];
  return changes.map(({ title, edits }) => ({
    place,
    framework,
    main: name,
    files: { [name]: applyEdits(text, edits) ?? "" },
    fix: title,
    original: text,
    ...(title.startsWith("Annotate") ? { isSame: true as const } : {}),
  }));
}

/** At each word, where a cursor may stand; one that is offered in several places is one. */
function everywhere(facts: FileFacts): readonly Refactoring[] {
  const places = [...facts.text.matchAll(/[A-Za-z_]\w*/g)].map(({ index }) => index);
  const found = places.flatMap((at) => refactorings(facts, { start: at, end: at }));
  return [...new Map(found.map((each) => [JSON.stringify(each.edits), each])).values()];
}

const distinct = (edits: readonly TextEdit[]): readonly TextEdit[] => [
  ...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values(),
];
