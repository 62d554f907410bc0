/** The hover at the cursor, as Markdown; fences in it are written with `~~~`, because the block itself stands in backquotes. */
import { features } from "../../../server/src/ide/index.ts";
import type { FeatureContext } from "./index.ts";

export function renderHover({ analysed, cursor }: FeatureContext): string {
  if (analysed === undefined || cursor === undefined) return "there is no cursor in the code before this block\n";
  const answer = features.hover.provide(analysed, { offset: cursor });
  return `${answer?.markdown.replaceAll("```", "~~~") ?? "nothing"}\n`;
}
