/** What each loss of Keras expects, by the operation's name. Sources: the losses' pages, and one step of `fit` with each. */
import type { LossContract } from "../../facts/index.ts";

const classes = -1;

export const kerasLosses: ReadonlyMap<string, LossContract> = new Map<string, LossContract>([
  [
    "sparse_cross_entropy",
    { input: "probabilities", classes: "exclusive", target: "indices", axis: classes, levels: true },
  ],
  [
    "sparse_cross_entropy_with_logits",
    { input: "logits", classes: "exclusive", target: "indices", axis: classes, levels: true },
  ],
  [
    "one_hot_cross_entropy",
    { input: "probabilities", classes: "exclusive", target: "same-shape", axis: classes, levels: true },
  ],
  [
    "one_hot_cross_entropy_with_logits",
    { input: "logits", classes: "exclusive", target: "same-shape", axis: classes, levels: true },
  ],
  ["each_cross_entropy", { input: "probabilities", classes: "independent", target: "same-shape", levels: true }],
  ["each_cross_entropy_with_logits", { input: "logits", classes: "independent", target: "same-shape", levels: true }],
  ["one_hot_focal_loss", { input: "values", classes: "exclusive", target: "same-shape", axis: classes, levels: true }],
  // The functions of `tf.nn`, which compare shapes as they are.
  [
    "sparse_softmax_cross_entropy_with_logits",
    { input: "logits", classes: "exclusive", target: "indices", axis: classes },
  ],
  [
    "softmax_cross_entropy_with_logits",
    { input: "logits", classes: "exclusive", target: "same-shape", axis: classes, otherShapes: "stretched" },
  ],
  ["sigmoid_cross_entropy_with_logits", { input: "logits", classes: "independent", target: "same-shape" }],
  ["paired_loss", { input: "values", classes: "none", target: "same-shape", levels: true }],
]);
