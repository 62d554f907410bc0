/** Every step of a sequence, where the labels have one for the whole of it: the last step is taken where the recurrent layer's output goes on. */
import { insertAfter } from "../edits/index.ts";
import type { Producer } from "../facts/index.ts";
import { axisOf, equalDims, rankOf } from "../shape/index.ts";
import type { Shape } from "../shape/index.ts";
import type { RuleContext } from "./define.ts";
import type { Advice } from "./keras-words.ts";
import { makerName } from "./story.ts";

const isRecurrent = ({ operation, layer }: Producer): boolean =>
  /^(lstm|gru|rnn)/.test(operation) && layer?.className.startsWith("torch.nn.") === true;

/** For scores of (B, T, C) or (T, B, C), and labels of (B,). */
export function lastStep(producer: Producer | undefined, labels: Shape, context: RuleContext): Advice | undefined {
  const samples = axisOf(labels, 0);
  if (rankOf(labels) !== 1 || samples === undefined || context.facts.language !== "python") return undefined;
  let next: Producer | undefined;
  let at = producer;
  for (let steps = 0; at !== undefined && steps < 12 && rankOf(at.output.shape) === 3; steps++) {
    if (isRecurrent(at)) return advice(at, next, samples, context);
    next = at;
    at = at.inputs[0]?.producer;
  }
  return undefined;
}

function advice(
  recurrent: Producer,
  next: Producer | undefined,
  samples: Parameters<typeof equalDims>[0],
  context: RuleContext,
): Advice | undefined {
  const batch = [0, 1].find((axis) => equalDims(axisOf(recurrent.output.shape, axis) ?? -1, samples));
  if (batch === undefined) return undefined;
  const taken = batch === 0 ? "[:, -1]" : "[-1]";
  const sentence = ` ${makerName(recurrent, context)} gives every step of the sequence: take the last one, \`${taken}\`.`;
  const given =
    next?.call?.path === context.facts.path ? next.call.args.find(({ span }) => span !== undefined) : undefined;
  if (given?.span === undefined || given.keyword) return { sentence };
  const edits = [insertAfter(context.facts, given.span, taken)];
  const title = `Take the last step: \`${given.text ?? ""}${taken}\``;
  return { sentence, fix: { title, safe: false, preferred: true, edits } };
}
