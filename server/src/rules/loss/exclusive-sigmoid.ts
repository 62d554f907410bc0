/** Two units with a sigmoid each for two classes of which always one is true: the loss does not know that they exclude each other. */
import type { LossCallFact } from "../../facts/index.ts";
import { axisOf, equalShapes, isFloating, rankOf } from "../../shape/index.ts";
import { activatedBy, removeActivation, setActivation } from "../activations.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { chooseLoss, isOfKeras } from "../keras-losses.ts";
import { both, crashes, crossEntropy, replaceLoss } from "../losses.ts";
import { code } from "../words.ts";

export const exclusiveSigmoid = defineRule({
  name: "exclusive-sigmoid",
  summary: "Two classes that exclude each other are learnt as two separate labels",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): LossCallFact | undefined {
    const { contract, input, target } = loss;
    if (contract.classes !== "independent" || contract.target !== "same-shape" || target === undefined)
      return undefined;
    const { shape } = input.tensor;
    const { shape: labels, reading } = target.tensor;
    const areTwo = rankOf(shape) === 2 && axisOf(shape, 1) === 2 && equalShapes(shape, labels);
    // One-hot labels of more classes are often learnt one against the rest, on purpose.
    const isOneHot = reading?.last === "one_hot" && reading.sumsToOne === -1;
    return areTwo && isOneHot && !crashes(loss, facts) ? loss : undefined;
  },
  report: (loss) => ({
    at: loss.call.span,
    message:
      `${loss.target?.text === undefined ? "The target" : code(loss.target.text)} is one-hot: exactly one of the two classes is true, but ${code(loss.name)} learns each for itself, ` +
      "so both may come out likely, or neither. Use a cross-entropy over the two scores, or one unit with a binary cross-entropy.",
    related: [loss.creation && { place: loss.creation, message: `${code(loss.name)} is made here` }],
  }),
  fixes: (loss, context) => [isOfKeras(loss) ? oneAmongTwoInKeras(loss, context) : oneAmongTwo(loss, context)],
});

/** Cross-entropy takes one-hot floats of the scores' shape as they are. */
function oneAmongTwo(loss: LossCallFact, context: RuleContext): Fix | undefined {
  const replaced = replaceLoss(loss, crossEntropy, context);
  const isFloat = loss.target?.tensor.dtype !== undefined && isFloating(loss.target.tensor.dtype);
  if (replaced === undefined || !isFloat) return undefined;
  const squashed = loss.contract.input === "probabilities" ? activatedBy(loss, "sigmoid") : undefined;
  if (loss.contract.input === "probabilities" && squashed === undefined) return undefined;
  const removed = squashed && removeActivation(squashed, "sigmoid", context);
  if (squashed !== undefined && removed === undefined) return undefined;
  const title = removed === undefined ? replaced.title : `${replaced.title} without the sigmoid`;
  return { title, safe: false, preferred: true, edits: [...replaced.edits, ...(removed?.edits ?? [])] };
}

/** The loss over both, of probabilities of both together. */
function oneAmongTwoInKeras(loss: LossCallFact, context: RuleContext): Fix | undefined {
  const chosen = chooseLoss(loss, "categorical_crossentropy", context);
  if (loss.contract.input === "logits") return chosen;
  return both(chosen, setActivation(activatedBy(loss, "sigmoid")?.activation?.layer, "softmax", context));
}
