/** On which axis a network's scores have the classes, as the rest of the program shows. */
import type { FileFacts, LossCallFact, Producer, ValueFact } from "../facts/index.ts";
import { axisOf, equalDims, equalShapes, rankOf } from "../shape/index.ts";
import type { Shape } from "../shape/index.ts";
import { headOf, isSameMaker } from "./scores.ts";

export interface ClassAxis {
  /** From the front. */
  readonly axis: number;
  /** The loss that has them there. */
  readonly loss: LossCallFact;
}

/** The axis of the classes of what a loss gets: torch has it on 1, or alone, the others last. */
export function classAxisOf({ contract, input }: LossCallFact): number | undefined {
  const rank = rankOf(input.tensor.shape);
  if (rank === undefined || rank < 2) return undefined;
  if (contract.axis !== undefined) return rank + contract.axis;
  return contract.target === "indices" ? 1 : undefined;
}

/** As a loss shows it that takes scores of the same layer, of as many axes and as many classes. */
export function classAxisByLoss(
  scores: { readonly shape: Shape; readonly producer: Producer | undefined },
  { lossCalls }: FileFacts,
): ClassAxis | undefined {
  const head = scores.producer && headOf(scores.producer);
  if (head === undefined) return undefined;
  for (const loss of lossCalls) {
    const { shape } = loss.input.tensor;
    const axis = classAxisOf(loss);
    const other = loss.input.producer && headOf(loss.input.producer);
    if (loss.contract.classes !== "exclusive" || axis === undefined || axis === 0 || other === undefined) continue;
    const [here, there] = [axisOf(scores.shape, axis), axisOf(shape, axis)];
    const isAlike = rankOf(shape) === rankOf(scores.shape) && here !== undefined && there !== undefined;
    if (isAlike && equalDims(here, there) && isSameMaker(other, head)) return { axis, loss };
  }
  return undefined;
}

/** Probabilities that are multiplied with, or held against, one-hot labels: the axis along which those have their one. */
export function classAxisByLabels(
  activation: Producer,
  rank: number,
  values: readonly ValueFact[],
): number | undefined {
  for (const { producer } of values) {
    if (!/^(mul|sub)$/.test(producer?.operation ?? "") || producer?.inputs.length !== 2) continue;
    const side = producer.inputs.findIndex((input) => isOf(activation, input.producer));
    const { shape, reading } = producer.inputs[1 - side]?.tensor ?? {};
    const own = producer.inputs[side]?.tensor.shape;
    // What does not fit is turned itself.
    if (own === undefined || shape === undefined || !equalShapes(own, shape) || rankOf(shape) !== rank) continue;
    if (reading?.last === "one_hot" && reading.sumsToOne !== undefined) return rank + reading.sumsToOne;
  }
  return undefined;
}

/** The very numbers that the activation gave. */
const isOf = (activation: Producer, producer: Producer | undefined): boolean =>
  producer === activation || (producer?.call !== undefined && producer.call.id === activation.call?.id);
