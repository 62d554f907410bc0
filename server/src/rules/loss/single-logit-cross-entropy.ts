/** One unit with cross-entropy: the softmax over one class is always 1, so the loss is always 0. */
import type { LossCallFact, Producer } from "../../facts/index.ts";
import { axisOf, isFloating, printShape, rankOf } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { areOneHot } from "../keras-labels.ts";
import { bceWithLogits, compileWith, crashes, replaceLoss, suffixOperand } from "../losses.ts";
import { chooseLoss, isOfKeras, lossSpelling } from "../keras-losses.ts";
import { lossSubject } from "../tfjs-losses.ts";
import { code } from "../words.ts";

export const singleLogitCrossEntropy = defineRule({
  name: "single-logit-cross-entropy",
  summary: "Cross-entropy is given a single class",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): LossCallFact | undefined {
    const { contract, input } = loss;
    const ofScores = contract.input === "logits" || (contract.input === "probabilities" && !isConstant(input.producer));
    if (!ofScores || contract.classes !== "exclusive" || contract.target === "sequences") return undefined;
    const rank = rankOf(input.tensor.shape);
    if (rank === undefined || rank < 2) return undefined;
    // TensorFlow.js refuses one unit at times, which is said by itself.
    if (loss.loss.startsWith("tf.") && crashes(loss, facts)) return undefined;
    const axis = contract.axis === undefined ? 1 : rank + contract.axis;
    return axisOf(input.tensor.shape, axis) === 1 ? loss : undefined;
  },
  report: (loss) => ({
    at: loss.input.span ?? loss.call.span,
    message:
      `${isOfKeras(loss) ? lossSpelling(loss) : lossSubject(loss)} chooses between classes, but ${loss.input.text === undefined ? "its input" : code(loss.input.text)} has only one: ${printShape(loss.input.tensor.shape)}. ` +
      `${loss.contract.input === "logits" ? "The softmax of one score is 1" : "The outputs of each sample are scaled to sum to 1, which makes a single one 1"}, so the loss is 0 whatever the network learns${loss.contract.target === "indices" ? ", and any label but 0 crashes" : ""}. ` +
      `For two classes in one unit use a binary cross-entropy${loss.contract.input === "logits" ? " with logits" : ""}.`,
    related: [loss.creation && { place: loss.creation, message: `${code(loss.name)} is made here` }],
  }),
  fixes: (loss, context) => [binaryLoss(loss, context)],
});

/** A softmax over one unit is said by itself. */
const isConstant = (producer: Producer | undefined): boolean => producer?.operation === "softmax";

/** Binary cross-entropy wants floats of the input's own shape; Keras sees to both. One-hot labels have several columns. */
function binaryLoss(loss: LossCallFact, context: RuleContext): Fix | undefined {
  if (loss.loss.startsWith("tf.")) return compileWith("binaryCrossentropy", loss.call, context, loss.part);
  if (isOfKeras(loss)) return areOneHot(loss) ? undefined : chooseLoss(loss, "binary_crossentropy", context);
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
