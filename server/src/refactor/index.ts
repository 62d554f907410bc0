/**
 * Refactorings: changes of a program that works, each with all the edits that belong together, in whatever file. They read facts and write edits;
 * whether the result is right is shown by analysing it again, which the tests do.
 */
import type { Span } from "../base/span.ts";
import type { FileFacts } from "../facts/index.ts";
import type { Offer, ProjectView, Refactoring, Scene } from "./define.ts";
import { annotateShapes } from "./annotate.ts";
import { compiledHeads } from "./compiled-heads.ts";
import { returnKerasLogits } from "./compiled-logits.ts";
import { returnLogits } from "./logits.ts";
import { replaceHead } from "./replace-head.ts";
import { returnScriptLogits } from "./script-logits.ts";
import { sigmoidHead, softmaxHead } from "./softmax-head.ts";

export type { ProjectView, Refactoring } from "./define.ts";

const offers: readonly Offer[] = [
  softmaxHead,
  sigmoidHead,
  compiledHeads,
  returnLogits,
  returnKerasLogits,
  returnScriptLogits,
  replaceHead,
  annotateShapes,
];

/** What is offered where the cursor stands. `project` is absent where a file is looked at alone. */
export function refactorings(
  facts: FileFacts,
  span: Span,
  project?: ProjectView,
  classes?: string,
): readonly Refactoring[] {
  let known: readonly FileFacts[] | undefined;
  const scene: Scene = {
    facts,
    span,
    ...(classes === undefined ? {} : { classes }),
    all: () => (known ??= [facts, ...(project?.users() ?? []).filter(({ path }) => path !== facts.path)]),
    read: (path) => (path === facts.path ? facts.text : project?.read(path)),
  };
  const found = offers.flatMap((offer) => offer(scene));
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}
