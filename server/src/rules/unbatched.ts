/** Samples of a `tf.data` data set that a loop takes one by one: the data set was not put in batches where it was made. */
import { insert } from "../edits/index.ts";
import type { BrokenRequirement } from "../facts/index.ts";
import { ancestry } from "./ancestry.ts";
import type { RuleContext } from "./define.ts";
import type { Advice } from "./keras-words.ts";
import { subjectOperand } from "./story.ts";
import { code } from "./words.ts";

export function unbatched(broken: BrokenRequirement, { facts }: RuleContext): Advice | undefined {
  for (const { call } of ancestry(subjectOperand(broken)?.producer, 20)) {
    if (call?.path !== facts.path || !/\bDataset\.from_tensor_slices$/.test(call.calleeText)) continue;
    const chain = /^(\s*\.(shuffle|cache|repeat|take|skip|filter|map)\((?:[^()]|\([^()]*\))*\))*/.exec(
      facts.text.slice(call.span.end),
    );
    const end = call.span.end + (chain?.[0].length ?? 0);
    if (/^\s*\.batch\(/.test(facts.text.slice(end))) return undefined;
    const sentence = ` A data set gives samples one by one until it is put in batches: ${code(".batch(32)")}.`;
    const edits = [insert(facts.path, end, ".batch(32)")];
    return { sentence, fix: { title: "Put the data set in batches", safe: false, preferred: true, edits } };
  }
  return undefined;
}
