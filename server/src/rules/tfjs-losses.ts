/**
 * Losses of a training loop of TensorFlow.js: chosen when the model is compiled, and met within `fit`. One of `tf.losses` takes logits and goes by
 * the function; those with a name take probabilities.
 */
import type { LossCallFact } from "../facts/index.ts";
import type { ActivatedLoss } from "./activations.ts";
import type { Fix, RuleContext } from "./define.ts";
import { compileWith } from "./losses.ts";
import { code } from "./words.ts";

const trains = /\.(fit|fitDataset|evaluate|evaluateDataset|trainOnBatch)$/;

const isOfTraining = ({ loss, name }: LossCallFact): boolean => loss.startsWith("tf.") && trains.test(name);

/** What a sentence about the loss begins with: "The loss of `model.fit` for the output `rating`". */
export function lossSubject(loss: LossCallFact): string {
  const { name, part } = loss;
  if (!isOfTraining(loss)) return code(name);
  const which = part === undefined ? "" : ` for ${/^\d+$/.test(part) ? `output ${part}` : `the output ${code(part)}`}`;
  return `The loss of ${code(name)}${which}`;
}

/** The loss by name, that takes what the activation gives. */
export function lossOfProbabilities({ loss }: ActivatedLoss, context: RuleContext): Fix | undefined {
  if (!isOfTraining(loss)) return undefined;
  const name = loss.contract.classes === "exclusive" ? "categoricalCrossentropy" : "binaryCrossentropy";
  const fix = compileWith(name, loss.call, context, loss.part);
  return fix && { ...fix, preferred: false };
}
