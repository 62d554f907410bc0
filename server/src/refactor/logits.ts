/**
 * A network of PyTorch that ends in probabilities returns the scores before them, and its loss applies the activation itself, which is more exact. Where the
 * program holds probabilities against a limit, the limit changes with them.
 */
import { setArgument } from "../edits/index.ts";
import type { FileEdit } from "../edits/index.ts";
import type { FileFacts } from "../facts/index.ts";
import { consumersOf, operandPlace } from "./consumers.ts";
import type { Consumer } from "./consumers.ts";
import { allOf, distinctEdits } from "./define.ts";
import type { Offer, Refactoring, Scene } from "./define.ts";
import { keyOfActivation, traceOf, usesAt } from "./heads.ts";
import type { OutputUse, Trace } from "./heads.ts";
import { suffixed } from "./labels.ts";
import { isLargest, isOfTorch, isThreshold, predictionsWhere } from "./predictions.ts";
import type { Prediction } from "./predictions.ts";
import { removal } from "./removal.ts";
import { changeLoss, isLoss, torchLosses } from "./torch-losses.ts";
import type { LossNames } from "./torch-losses.ts";

export const returnLogits: Offer = (scene) =>
  usesAt(scene, keyOfActivation).flatMap((uses) => {
    const changes = uses.map(changeFor);
    return changes.every((change) => change !== undefined) ? (toLogits(uses, changes, scene) ?? []) : [];
  });

interface Change {
  readonly to: LossNames;
  /** Arguments that mean the same in both. */
  readonly shared: readonly string[];
}

/** The loss that applies the activation itself. */
function changeFor({ loss, activation }: OutputUse): Change | undefined {
  if (isLoss(loss, torchLosses.bce) && activation?.operation === "sigmoid")
    return { to: torchLosses.bceWithLogits, shared: ["weight"] };
  if (isLoss(loss, torchLosses.nll) && activation?.operation === "log_softmax")
    return { to: torchLosses.crossEntropy, shared: ["weight", "ignore_index"] };
  return undefined;
}

function toLogits(uses: readonly OutputUse[], changes: readonly Change[], scene: Scene): Refactoring | undefined {
  const [key] = uses.map(keyOfActivation);
  // What the program itself squashes again is none of the network's output.
  const isOutput = (trace: Trace): boolean => keyOfActivation(trace) === key;
  const predictions = predictionsWhere(isOutput, scene.all());
  const known = [...uses.map(({ loss }) => loss.call), ...predictions.map(({ call }) => call)];
  const edits = allOf([
    ...uses.map((use, index) => useOfLogits(use, changes[index], scene)),
    ...predictions.map((prediction) => predictionOfLogits(prediction)),
    ...consumersOf(isOutput, scene.all(), known).map((consumer) => squashedAgain(consumer, scene)),
    ...scene.all().map((facts) => numbersOf(facts, isOutput)),
  ]);
  return edits && { title: "Return logits instead of probabilities", edits: distinctEdits(edits) };
}

/** What goes on with probabilities makes them itself. */
function squashedAgain(consumer: Consumer, { read }: Scene): readonly FileEdit[] | undefined {
  const place = operandPlace(consumer, read);
  return consumer.trace.activation?.operation === "sigmoid" && place !== undefined
    ? suffixed(place, ".sigmoid()")
    : undefined;
}

const asNumbers = /^(?:\.(?:detach|cpu|squeeze)\(\))*\.(?:item|tolist)\(/;

/** `out.item()` is a probability to whoever reads it. */
function numbersOf(
  { values, text, path }: FileFacts,
  isOutput: (trace: Trace) => boolean,
): readonly FileEdit[] | undefined {
  const edits: FileEdit[] = [];
  for (const { producer, role, span } of values) {
    const trace = role === "expression" ? traceOf(producer) : undefined;
    if (trace === undefined || !isOutput(trace) || !asNumbers.test(text.slice(span.end))) continue;
    if (trace.activation?.operation !== "sigmoid") return undefined;
    edits.push(...suffixed({ path, span, text: text.slice(span.start, span.end) }, ".sigmoid()"));
  }
  return distinctEdits(edits);
}

function useOfLogits(use: OutputUse, change: Change | undefined, scene: Scene): readonly FileEdit[] | undefined {
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
  if (!isOfTorch(prediction.trace)) return undefined;
  return suffixed({ path: facts.path, span: scores, text: facts.text.slice(scores.start, scores.end) }, ".sigmoid()");
}
