/** The titles of the quick fixes at the cursor, the preferred one marked, and behind them those of the refactorings. */
import { features } from "../../../server/src/ide/index.ts";
import { projectView } from "../refactors.ts";
import { versionOf } from "../fixes.ts";
import type { FeatureContext } from "./index.ts";

export function renderActions({ analysed, cursor, program, path }: FeatureContext): string {
  if (analysed === undefined || cursor === undefined) return "there is no cursor in the code before this block\n";
  const span = { start: cursor, end: cursor };
  const actions = features.codeActions.provide(
    { ...analysed, project: projectView(program, path), version: versionOf(program, path, analysed) },
    { span, kinds: ["quickfix", "refactor.rewrite"] },
  );
  return actions
    .map(({ title, preferred, kind }) => {
      const note = preferred ? " (preferred)" : kind === "refactor.rewrite" ? " (refactoring)" : "";
      return `${title.replaceAll("`", "")}${note}\n`;
    })
    .join("");
}
