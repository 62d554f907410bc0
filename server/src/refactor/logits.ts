/**
 * A network of PyTorch that ends in probabilities returns the scores before them, and its loss applies the activation itself, which is more exact. Where the
 * program holds probabilities against a limit, the limit changes with them.
 */
import { setArgument } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import { allOf, distinctEdits } from "./define.ts";
import type { Offer, Refactoring, Scene } from "./define.ts";
import { headsAt } from "./heads.ts";
import type { Head, HeadUse } from "./heads.ts";
import { suffixed } from "./labels.ts";
import { isLargest, isThreshold, predictionsOf } from "./predictions.ts";
import type { Prediction } from "./predictions.ts";
import { removal } from "./removal.ts";
import { changeLoss, isLoss, torchLosses } from "./torch-losses.ts";
import type { LossNames } from "./torch-losses.ts";

export const returnLogits: Offer = (scene) =>
  headsAt(scene).flatMap((head) => {
    const changes = head.uses.map(changeFor);
    return changes.every((change) => change !== undefined) ? (toLogits(head, changes, scene) ?? []) : [];
  });

interface Change {
  readonly to: LossNames;
  /** Arguments that mean the same in both. */
  readonly shared: readonly string[];
}

/** The loss that applies the activation itself. */
function changeFor({ loss, activation }: HeadUse): Change | undefined {
  if (isLoss(loss, torchLosses.bce) && activation?.operation === "sigmoid")
    return { to: torchLosses.bceWithLogits, shared: ["weight"] };
  if (isLoss(loss, torchLosses.nll) && activation?.operation === "log_softmax")
    return { to: torchLosses.crossEntropy, shared: ["weight", "ignore_index"] };
  return undefined;
}

function toLogits(head: Head, changes: readonly Change[], scene: Scene): Refactoring | undefined {
  const own = new Set(head.uses.map(({ activation }) => activation));
  // What the program itself squashes again is none of the network's output.
  const predictions = predictionsOf(head, scene.all()).filter(({ trace }) => own.has(trace.activation));
  const edits = allOf([
    ...head.uses.map((use, index) => useOfLogits(use, changes[index], scene)),
    ...predictions.map((prediction) => predictionOfLogits(prediction)),
  ]);
  return edits && { title: "Return logits instead of probabilities", edits: distinctEdits(edits) };
}

function useOfLogits(use: HeadUse, change: Change | undefined, scene: Scene): readonly FileEdit[] | undefined {
  if (change === undefined || use.activation === undefined) return undefined;
  return allOf([changeLoss(use.loss, change.to, scene, change.shared), removal(use.activation, scene)]);
}

/** One half of probabilities is 0 of logits; any other limit, and rounding, want the probabilities back. The largest stays the largest. */
export function predictionOfLogits(prediction: Prediction): readonly FileEdit[] | undefined {
  const { call, limit, facts, scores } = prediction;
  if (isLargest(prediction)) return [];
  const isHalf = isThreshold(prediction) && limit === 0.5;
  const argument = call.args.find(({ literal }) => literal !== undefined && Number(literal) === limit);
  if (isHalf && argument !== undefined) {
    const edit = setArgument(call, argument.parameter, "0");
    return edit && [edit];
  }
  // Arrays of NumPy have no sigmoid of their own.
  if (!prediction.trace.layer.className.startsWith("torch.")) return undefined;
  return suffixed({ path: facts.path, span: scores, text: facts.text.slice(scores.start, scores.end) }, ".sigmoid()");
}
