// `tf.losses`: each reduces to a number, unless it is told not to.
import { ops } from "shapeline";
import { float32 } from "@tensorflow/tfjs-core/convert";
import { mean, sum } from "@tensorflow/tfjs-core/reduction";
import { sub } from "@tensorflow/tfjs-core/arithmetic";

const __public__ = "tf.losses";

function reduced(labels, predictions) {
  return mean(sub(labels, predictions));
}

export function meanSquaredError(labels, predictions, weights) {
  return reduced(labels, predictions);
}

export function absoluteDifference(labels, predictions, weights) {
  return reduced(labels, predictions);
}

export function huberLoss(labels, predictions, weights) {
  return reduced(labels, predictions);
}

export function logLoss(labels, predictions, weights) {
  return reduced(labels, predictions);
}

export function hingeLoss(labels, predictions, weights) {
  return reduced(labels, predictions);
}

export function sigmoidCrossEntropy(multiClassLabels, logits, weights) {
  return reduced(multiClassLabels, logits);
}

export function softmaxCrossEntropy(onehotLabels, logits, weights) {
  return reduced(onehotLabels, logits);
}

export function cosineDistance(labels, predictions, axis, weights) {
  return reduced(labels, predictions);
}

export function computeWeightedLoss(losses, weights) {
  return ops.full([], float32);
}
