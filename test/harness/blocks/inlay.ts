/** The source with its inlay hints written in: `x«: (B, 10)» = …`. */
import { features } from "../../../server/src/ide/index.ts";
import type { FeatureContext } from "./index.ts";

export function renderInlay({ analysed }: FeatureContext): string {
  if (analysed === undefined) return "";
  const { text } = analysed.facts;
  const hints = features.inlayHints.provide(analysed, { span: { start: 0, end: text.length }, mode: "assignments" });
  let result = "";
  let at = 0;
  for (const { offset, label } of hints) {
    result += `${text.slice(at, offset)}«${label}»`;
    at = offset;
  }
  return result + text.slice(at);
}
