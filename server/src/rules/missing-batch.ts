/**
 * One sample where a batch belongs. Convolutions and pools take (C, H, W) as well as (N, C, H, W), so a missing batch axis shows only further on, where a layer wants
 * it: the way back to the first of them tells what is wrong.
 */
import { insertAfter } from "../edits/index.ts";
import type { BrokenRequirement, Producer } from "../facts/index.ts";
import { printShape, rankOf } from "../shape/index.ts";
import type { Shape } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { addAxis } from "./spelling.ts";
import { handedIn } from "./story.ts";
import { code } from "./words.ts";

export interface MissingBatch {
  /** The first call that took one sample for what it was given. */
  readonly first: Producer;
  readonly sample: Shape;
}

/** Operations that take a sample as well as a batch of them, by the axes of a sample. */
const sampleRank = (operation: string): number | undefined => {
  const space = /^(?:conv|conv_transpose|max_pool|avg_pool|adaptive_avg_pool|adaptive_max_pool)([123])d$/.exec(
    operation,
  )?.[1];
  return space === undefined ? undefined : Number(space) + 1;
};

export function missingBatch(producer: Producer | undefined): MissingBatch | undefined {
  let found: MissingBatch | undefined;
  for (let at = producer, steps = 0; at !== undefined && steps < 60; at = at.inputs[0]?.producer, steps++) {
    const sample = at.inputs[0]?.tensor.shape;
    const rank = sampleRank(at.operation);
    if (rank !== undefined && sample !== undefined && rankOf(sample) === rank) found = { first: at, sample };
  }
  return found;
}

export function missingBatchSentence({ first, sample }: MissingBatch): string {
  const axes = ["C", "D", "H", "W"].filter((axis) => axis !== "D" || rankOf(sample) === 4).slice(0, rankOf(sample));
  return ` The batch axis is missing: ${code(first.call?.calleeText ?? first.operation)} was given ${printShape(sample)}, one sample of (${axes.join(", ")}).`;
}

/** A batch of one, where the sample is handed in: to the network rather than to its first layer, which is given batches elsewhere. */
export function addBatchFix(
  { first, sample }: MissingBatch,
  broken: BrokenRequirement,
  { facts }: RuleContext,
): Fix | undefined {
  const { call } = first;
  const given = call?.args.find(({ parameter, span }) => span !== undefined && /^(input|x|0)$/.test(parameter));
  const [outer] = handedIn(broken, sample, facts);
  const inner =
    call?.path === facts.path && given?.span !== undefined ? { span: given.span, text: given.text } : undefined;
  const place = outer ?? inner;
  if (place === undefined) return undefined;
  const title = `Add a batch axis to \`${place.text ?? "the input"}\``;
  return { title, safe: false, preferred: true, edits: [insertAfter(facts, place.span, addAxis(facts, 0))] };
}
