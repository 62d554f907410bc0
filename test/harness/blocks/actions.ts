/** The titles of the quick fixes at the cursor, the preferred one marked. */
import { features } from "../../../server/src/ide/index.ts";
import type { FeatureContext } from "./index.ts";

export function renderActions({ analysed, cursor }: FeatureContext): string {
  if (analysed === undefined || cursor === undefined) return "there is no cursor in the code before this block\n";
  const span = { start: cursor, end: cursor };
  const actions = features.codeActions.provide(analysed, { span, kinds: ["quickfix"] });
  return actions
    .map(({ title, preferred }) => `${title.replaceAll("`", "")}${preferred ? " (preferred)" : ""}\n`)
    .join("");
}
