// `tf.losses`: each reduces to a number, unless it is told not to.
import { ops } from "shapeline";
import { float32, toTensor } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf.losses";

// No reduction is 0; the others give a number. Shapes that differ are refused.
function compared(loss, labels, predictions, weights, reduction) {
  return loss(toTensor(predictions), toTensor(labels), reduction === 0 ? "none" : "mean");
}

// `tf.Reduction`
export const Reduction = { NONE: 0, MEAN: 1, SUM: 2, SUM_BY_NONZERO_WEIGHTS: 3 };

export function meanSquaredError(labels, predictions, weights, reduction) {
  return compared(ops.exact_loss, labels, predictions, weights, reduction);
}

export function absoluteDifference(labels, predictions, weights, reduction) {
  return compared(ops.exact_loss, labels, predictions, weights, reduction);
}

export function huberLoss(labels, predictions, weights, delta, reduction) {
  return compared(ops.exact_loss, labels, predictions, weights, reduction);
}

export function logLoss(labels, predictions, weights, epsilon, reduction) {
  return compared(ops.exact_log_loss, labels, predictions, weights, reduction);
}

export function hingeLoss(labels, predictions, weights, reduction) {
  return compared(ops.exact_loss, labels, predictions, weights, reduction);
}

export function sigmoidCrossEntropy(multiClassLabels, logits, weights, labelSmoothing, reduction) {
  return compared(ops.sigmoid_cross_entropy, multiClassLabels, logits, weights, reduction);
}

// One value is left of the classes.
export function softmaxCrossEntropy(onehotLabels, logits, weights, labelSmoothing, reduction) {
  const each = compared(ops.softmax_cross_entropy, onehotLabels, logits, weights, reduction);
  return reduction === 0 && !ops.is_unknown(each) ? ops.reduce("sum", each, [-1], false) : each;
}

export function cosineDistance(labels, predictions, axis, weights, reduction) {
  const each = compared(ops.exact_loss, labels, predictions, weights, reduction);
  return reduction === 0 && !ops.is_unknown(each) ? ops.reduce("sum", each, [axis], true) : each;
}

export function computeWeightedLoss(losses, weights, reduction) {
  const each = toTensor(losses);
  return reduction === 0 ? each : ops.full([], float32);
}
