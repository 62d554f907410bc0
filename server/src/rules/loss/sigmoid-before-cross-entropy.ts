/** Squashed scores given to a loss that applies log-softmax over the classes. */
import { activatedBy, activationName, activationSpan, lossPlaces, removeActivation } from "../activations.ts";
import type { ActivatedLoss } from "../activations.ts";
import { axisOf, rankOf } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { bce, replaceLoss } from "../losses.ts";
import { code } from "../words.ts";

export const sigmoidBeforeCrossEntropy = defineRule({
  name: "sigmoid-before-cross-entropy",
  summary: "A loss that applies softmax over the classes is given the output of a sigmoid",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check({ contract, ...loss }): ActivatedLoss | undefined {
    const isApplied = contract.input === "logits" && contract.classes === "exclusive";
    return isApplied ? activatedBy({ contract, ...loss }, "sigmoid") : undefined;
  },
  report: (found, context) => ({
    at: activationSpan(found, context),
    message:
      `${code(found.loss.name)} applies softmax over the classes, but gets the output of ${activationName(found, "sigmoid", context)}: scores between 0 and 1, ` +
      "whose softmax can never be certain of a class. Give it the logits; for two classes in one unit, or several labels at once, use a binary cross-entropy.",
    related: lossPlaces(found),
  }),
  fixes: (found, context) => [removeActivation(found, "sigmoid", context), binaryLoss(found, context)],
});

/** One unit with a sigmoid is a binary classifier: its loss is the wrong one. */
function binaryLoss({ loss }: ActivatedLoss, context: RuleContext): Fix | undefined {
  const { shape } = loss.input.tensor;
  const target = loss.target?.tensor;
  const sameRank = target !== undefined && rankOf(target.shape) === rankOf(shape);
  if (rankOf(shape) !== 2 || axisOf(shape, 1) !== 1 || !sameRank) return undefined;
  const replaced = replaceLoss(loss, bce, context);
  return replaced && { ...replaced, safe: false, preferred: false };
}
