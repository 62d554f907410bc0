/** The best of the single output that a layer gives: 0, whatever goes in. */
import { isAtomic, operandOf, replace } from "../../edits/index.ts";
import type { CallFact, LossCallFact, Producer, ValueFact } from "../../facts/index.ts";
import { axisOf, printShape } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { behindCast, headOf, isSameMaker } from "../scores.ts";
import { makerName } from "../story.ts";
import { code, excerpt } from "../words.ts";

interface Constant {
  readonly call: CallFact;
  readonly scores: Producer["inputs"][number];
  /** The layer with one output, and the loss that trains it for yes or no. */
  readonly head: Producer;
  readonly loss: LossCallFact;
}

export const constantArgmax = defineRule({
  name: "constant-argmax",
  summary: "The best class is looked for among a single output",
  level: "warning",
  since: "0.1.0",
  on: "value",

  check: (value, { facts }) => bestOfOne(value, facts),
  report: (found, context) => ({
    at: found.call.span,
    message:
      `${code(found.call.calleeText)} looks for the best along the single output of ${makerName(found.head, context)}, ${printShape(found.scores.tensor.shape)}: it gives 0 for every sample. ` +
      `Compare the output with ${limitOf(found)} instead.`,
    related: [{ place: found.loss.call, message: `${code(found.loss.name)} takes it for yes or no here` }],
  }),
  fixes: (found, context) => [thresholdFix(found, context)],
});

function bestOfOne(value: ValueFact, { path, lossCalls }: RuleContext["facts"]): Constant | undefined {
  const { last, classes } = value.tensor.reading ?? {};
  if (last !== "argmax" || classes?.count !== 1) return undefined;
  const producer = behindCast(value.producer);
  const scores = producer?.inputs[0];
  const { call } = producer ?? {};
  if (call?.path !== path || scores?.producer === undefined) return undefined;
  const head = headOf(scores.producer);
  if (head === undefined || (axisOf(head.output.shape, -1) !== 1 && axisOf(head.output.shape, 1) !== 1))
    return undefined;
  // One box among boxes may well be the best: what was trained for yes or no is never one of several.
  const loss = lossCalls.find(({ contract, input }) => {
    const other = contract.classes === "independent" && input.producer ? headOf(input.producer) : undefined;
    return other !== undefined && isSameMaker(other, head);
  });
  return loss && { call, scores, head, loss };
}

/** As a probability, or as the score that is one half. */
const limitOf = ({ scores }: Constant): string => (scores.tensor.reading?.last === "sigmoid" ? "0.5" : "0");

/** One number for each sample, as the call gave: the axis of the one output is taken away. */
function thresholdFix(found: Constant, { facts }: RuleContext): Fix | undefined {
  const { call } = found;
  const inner = operandOf(call);
  const text = inner && facts.text.slice(inner.start, inner.end);
  const axis = call.args.find(({ parameter }) => /^(dim|axis)$/.test(parameter))?.literal;
  if (text === undefined || facts.language !== "python" || (axis !== "1" && axis !== "-1")) return undefined;
  // `torch.max` gives the number itself too.
  if (!/(^|\.)argmax$/.test(call.calleeText)) return undefined;
  const scores = isAtomic(text) ? text : `(${text})`;
  const library = call.callee?.split(".")[0] ?? "";
  const written =
    library === "torch"
      ? `(${scores}.squeeze(${axis}) > ${limitOf(found)}).long()`
      : library === "numpy"
        ? `(${scores}[:, 0] > ${limitOf(found)}).astype(int)`
        : undefined;
  const title = `Write ${code(excerpt(written ?? "", 60))}`;
  return written === undefined
    ? undefined
    : { title, safe: false, preferred: true, edits: [replace(facts.path, call.span, written)] };
}
