/**
 * An activation that a loss applies itself, and the model too: the layer's is left out, or a loss is used that takes what the layer gives. Of the two that
 * which leaves the rest of the program right comes first.
 */
import type { FileFacts, Producer } from "../facts/index.ts";
import { removeActivation } from "./activations.ts";
import type { ActivatedLoss } from "./activations.ts";
import type { Fix, RuleContext } from "./define.ts";
import { isOfKeras, takeProbabilities } from "./keras-losses.ts";
import { bce, negativeLogLikelihood, replaceLoss, suffixOperand } from "./losses.ts";
import { behindCast, isSameMaker, lastChange } from "./scores.ts";

type Activation = "sigmoid" | "softmax";

export function appliedOnce(
  found: ActivatedLoss,
  operation: Activation,
  context: RuleContext,
): readonly (Fix | undefined)[] {
  const removed = removeActivation(found, operation, context);
  const plain = isOfKeras(found.loss)
    ? takeProbabilities(found, context)
    : lossOfProbabilities(found, operation, context);
  const { activation } = found;
  const isRead =
    activation !== undefined &&
    readsProbabilities(activation, operation, context.facts) &&
    !readsScores(activation, context.facts);
  if (plain === undefined || !isRead)
    return [removed, operation === "softmax" && !isOfKeras(found.loss) ? undefined : plain];
  return [{ ...plain, preferred: true }, removed && { ...removed, preferred: false }];
}

/** The loss of PyTorch that takes probabilities, or their logarithms. */
function lossOfProbabilities({ loss }: ActivatedLoss, operation: Activation, context: RuleContext): Fix | undefined {
  if (operation === "sigmoid") {
    const plain = replaceLoss(loss, bce, context);
    return plain && { ...plain, safe: false, preferred: false };
  }
  const replaced = replaceLoss(loss, negativeLogLikelihood, context, ["weight", "ignore_index"]);
  if (replaced === undefined) return undefined;
  const logarithm = suffixOperand(loss.input, ".log()", context);
  const title = `${replaced.title} with the logarithm`;
  return logarithm && { title, edits: [...replaced.edits, logarithm], safe: false, preferred: false };
}

/** Whether the program does more with the activation's numbers than to look for the largest: it prints, compares or averages probabilities. */
function readsProbabilities(activation: Producer, operation: Activation, { values, lossCalls }: FileFacts): boolean {
  const losses = new Set(lossCalls.map(({ call }) => call.id));
  // A threshold on what then are scores is told by itself, with its own fix.
  const isFollowed = (user: Producer): boolean =>
    operation === "sigmoid" &&
    activation.layer?.className.startsWith("keras.") !== true &&
    comparisons.test(user.operation);
  return values.some(({ producer }) => {
    const user = behindCast(producer);
    if (user === undefined || ordering.test(user.operation) || isFollowed(user)) return false;
    if (user.output.reading?.last === activation.operation || losses.has(user.call?.id ?? -1)) return false;
    return readsIt(user, activation);
  });
}

/** Whether the program takes them for scores elsewhere: it applies the activation itself, or asks on which side of zero they are. */
const readsScores = (activation: Producer, { values }: FileFacts): boolean =>
  values.some(({ producer }) => {
    const user = behindCast(producer);
    const isOfScores =
      user?.operation === activation.operation ||
      (comparisons.test(user?.operation ?? "") && user?.call?.args.some(({ literal }) => Number(literal ?? NaN) === 0));
    return isOfScores === true && user !== undefined && user !== activation && readsIt(user, activation);
  });

const readsIt = ({ inputs }: Producer, activation: Producer): boolean =>
  inputs.some((input) => {
    const maker = input.tensor.reading?.last === activation.operation ? lastChange(input) : undefined;
    return maker !== undefined && isSameMaker(maker, activation);
  });

/** Of scores and of probabilities these say the same. */
const ordering = /^(arg|max$|topk|sort|softmax|log_softmax|sigmoid)/;
const comparisons = /^(gt|ge|lt|le|greater|greater_equal|less|less_equal|round)$/;
