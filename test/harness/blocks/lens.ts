/** The code lenses of the file, one a line: the model's name and what stands over it. */
import { features } from "../../../server/src/ide/index.ts";
import type { FeatureContext } from "./index.ts";

export function renderLens({ analysed }: FeatureContext): string {
  if (analysed === undefined) return "";
  return features.codeLens
    .provide(analysed, undefined)
    .map(({ model, title }) => `${model}: ${title}\n`)
    .join("");
}
