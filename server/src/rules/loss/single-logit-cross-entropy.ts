/** One unit with cross-entropy: the softmax over one class is always 1, so the loss is always 0. */
import type { LossCallFact } from "../../facts/index.ts";
import { axisOf, isFloating, printShape, rankOf } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { bceWithLogits, replaceLoss, suffixOperand } from "../losses.ts";
import { code } from "../words.ts";

export const singleLogitCrossEntropy = defineRule({
  name: "single-logit-cross-entropy",
  summary: "Cross-entropy is given a single class",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(loss): LossCallFact | undefined {
    const { contract, input } = loss;
    if (contract.input !== "logits" || contract.classes !== "exclusive" || contract.target !== "indices")
      return undefined;
    const rank = rankOf(input.tensor.shape);
    return rank !== undefined && rank >= 2 && axisOf(input.tensor.shape, 1) === 1 ? loss : undefined;
  },
  report: (loss) => ({
    at: loss.input.span ?? loss.call.span,
    message:
      `${code(loss.name)} chooses between classes, but ${loss.input.text === undefined ? "its input" : code(loss.input.text)} has only one: ${printShape(loss.input.tensor.shape)}. ` +
      "The softmax of one score is 1, so the loss is 0 whatever the network learns, and any label but 0 crashes. " +
      "For two classes in one unit use a binary cross-entropy with logits.",
    related: [loss.creation && { place: loss.creation, message: `${code(loss.name)} is made here` }],
  }),
  fixes: (loss, context) => [binaryLoss(loss, context)],
});

/** Binary cross-entropy wants floats of the input's own shape. */
function binaryLoss(loss: LossCallFact, context: RuleContext): Fix | undefined {
  const replaced = replaceLoss(loss, bceWithLogits, context);
  const suffix = targetSuffix(loss);
  if (replaced === undefined || suffix === undefined) return undefined;
  const target = suffix === "" ? [] : [suffixOperand(loss.target, suffix, context)];
  if (target.includes(undefined)) return undefined;
  const edits = [...replaced.edits, ...target.filter((edit) => edit !== undefined)];
  const title = suffix === "" ? replaced.title : `${replaced.title} with \`${loss.target?.text ?? "target"}${suffix}\``;
  return { title, edits, safe: false, preferred: true };
}

function targetSuffix({ input, target }: LossCallFact): string | undefined {
  const rank = rankOf(input.tensor.shape);
  const targetRank = target === undefined ? undefined : rankOf(target.tensor.shape);
  if (rank === undefined || targetRank === undefined || target === undefined) return undefined;
  const axis = targetRank === rank ? "" : targetRank === rank - 1 ? ".unsqueeze(1)" : undefined;
  const { dtype } = target.tensor;
  return axis === undefined ? undefined : axis + (dtype !== undefined && isFloating(dtype) ? "" : ".float()");
}
