/** What each loss of TensorFlow.js expects, by the operation's name: those that `compile` takes by name, and `tf.losses`. */
import type { LossContract } from "../../facts/index.ts";

const regression: LossContract = { input: "values", classes: "none", target: "same-shape", otherShapes: "refused" };
const categorical: LossContract = {
  input: "probabilities",
  classes: "exclusive",
  target: "same-shape",
  otherShapes: "refused",
  axis: -1,
};
const sparse: LossContract = { input: "probabilities", classes: "exclusive", target: "indices", axis: -1 };
const binary: LossContract = {
  input: "probabilities",
  classes: "independent",
  target: "same-shape",
  otherShapes: "refused",
};

export const tfjsLosses: ReadonlyMap<string, LossContract> = new Map<string, LossContract>([
  ["fit_loss", regression],
  ["fit_categorical_crossentropy", categorical],
  ["fit_sparse_crossentropy", sparse],
  ["fit_binary_crossentropy", binary],
  ["batch_loss", { ...regression, otherShapes: "stretched" }],
  ["batch_categorical_crossentropy", { ...categorical, otherShapes: "stretched" }],
  ["batch_sparse_crossentropy", sparse],
  ["batch_binary_crossentropy", binary],
  ["exact_loss", regression],
  ["exact_log_loss", binary],
  ["sigmoid_cross_entropy", { input: "logits", classes: "independent", target: "same-shape", otherShapes: "refused" }],
  [
    "softmax_cross_entropy",
    { input: "logits", classes: "exclusive", target: "same-shape", otherShapes: "refused", axis: -1 },
  ],
]);
