/** Applying refactorings in a test's program, at the cursor, as the editor would. */
import { features } from "../../server/src/ide/index.ts";
import type { ProjectView } from "../../server/src/refactor/index.ts";
import { cursorIn } from "./assemble.ts";
import type { SourceFile } from "./assemble.ts";
import { applyFix, plainTitle } from "./fixes.ts";
import { analyse, openProject } from "./program.ts";
import type { Analysed, Program } from "./program.ts";

/** The other files of the program, as if all of them were open. */
export function projectView(program: Program, path: string): ProjectView {
  return {
    read: (each) => program.get(each),
    users: () => {
      const project = openProject(program);
      return [...program.keys()].filter((each) => each !== path).map((each) => analyse(project, each, {}).facts);
    },
  };
}

interface Cursored {
  readonly files: readonly SourceFile[];
  readonly program: Program;
  readonly analysed: ReadonlyMap<string, Analysed>;
}

/** The program after the refactoring of that title; what is wrong if it is not offered. */
export function refactored({ files, program, analysed }: Cursored, title: string): Program | string {
  const found = files
    .flatMap((file) => file.pieces.map((piece) => ({ file, cursor: cursorIn(file, piece) })))
    .find(({ cursor }) => cursor !== undefined);
  const snapshot = found && analysed.get(found.file.path);
  if (found?.cursor === undefined || snapshot === undefined) return "there is no cursor in the code";
  const span = { start: found.cursor, end: found.cursor };
  const actions = features.codeActions.provide(
    { ...snapshot, project: projectView(program, found.file.path) },
    { span, kinds: ["refactor.rewrite"] },
  );
  const action = actions.find((each) => plainTitle(each.title) === title);
  if (action === undefined) {
    return `no refactoring “${title}” is offered; there are: ${actions.map((each) => `“${each.title}”`).join(", ") || "none"}`;
  }
  const { edits } = action;
  return applyFix(program, { title, safe: false, preferred: false, edits }) ?? `“${title}” has edits that overlap`;
}
