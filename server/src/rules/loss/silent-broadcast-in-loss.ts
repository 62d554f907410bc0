/** A loss whose input and target broadcast against each other: (B, 1) against (B,) compares every prediction with every label. */
import type { LossCallFact, LossContract, LossOperand } from "../../facts/index.ts";
import { asConstant, equalDims, knownDims, printShape, shapeFrom } from "../../shape/index.ts";
import type { Dim, Shape } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { compileWith, crashes } from "../losses.ts";
import { outerProduct, stretched, unitAxisFixes } from "../unit-axis.ts";
import { code } from "../words.ts";

interface Broadcast {
  readonly loss: LossCallFact;
  readonly target: LossOperand;
  /** What is compared in fact. */
  readonly compared: readonly Dim[];
  readonly isInRow: boolean;
}

export const silentBroadcastInLoss = defineRule({
  name: "silent-broadcast-in-loss",
  summary: "A loss compares every prediction with every label, because their shapes broadcast",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(loss, { facts }): Broadcast | undefined {
    const { contract, input, target } = loss;
    if (contract.target !== "same-shape" || target === undefined) return undefined;
    if (contract.otherShapes === "refused" || crashes(loss, facts)) return undefined;
    const broadcast = contract.otherShapes === "stretched" ? stretched : outerProduct;
    const [left, right] = leveled(contract, input.tensor.shape, target.tensor.shape);
    const row = contract.otherShapes === "stretched" ? inEachRow(left, right) : undefined;
    const compared = row ?? broadcast(left, right);
    return compared && { loss, target, compared, isInRow: row !== undefined };
  },
  report: ({ loss, target, compared, isInRow }) => ({
    at: loss.call.span,
    message: isInRow
      ? `${code(loss.name)} sets labels of ${printShape(target.tensor.shape)} against each row of ${printShape(loss.input.tensor.shape)}: nothing checks the labels of a dataset, and training breaks, or goes on where a batch has as many samples as a row has scores.`
      : `${code(loss.name)} broadcasts ${printShape(loss.input.tensor.shape)} against ${printShape(target.tensor.shape)} to ${printShape(shapeFrom(compared))}: ` +
        (loss.contract.otherShapes === "stretched"
          ? "nothing checks the labels of a dataset, and training goes on with what they are stretched to."
          : "every prediction is compared with every label, and the network learns their mean."),
  }),
  fixes: ({ loss, target }, context) =>
    loss.contract.levels === true ? [] : [sparseLoss(loss, context), ...unitAxisFixes(loss.input, target, context)],
});

/** One label for each sample, set against each row of scores: that breaks, but for a batch of as many samples as there are scores. */
function inEachRow(scores: Shape, labels: Shape): readonly Dim[] | undefined {
  const [rows, row] = [knownDims(scores), knownDims(labels)];
  const [count, width] = [row?.[0], rows?.[1]];
  if (rows?.length !== 2 || row?.length !== 1 || count === undefined || width === undefined) return undefined;
  return equalDims(rows[0] ?? -1, count) && (asConstant(width) ?? 1) > 1 ? rows : undefined;
}

/** What the loss compares: some put an axis of 1 in or take it out first, where the ranks differ by it. */
function leveled(contract: LossContract, left: Shape, right: Shape): readonly [Shape, Shape] {
  const one = knownDims(left);
  const other = knownDims(right);
  if (contract.levels !== true || one === undefined || other === undefined) return [left, right];
  if (one.length === other.length + 1 && one.at(-1) === 1)
    return other.length === 1 ? [left, shapeFrom([...other, 1])] : [shapeFrom(one.slice(0, -1)), right];
  if (other.length === one.length + 1 && other.at(-1) === 1)
    return one.length === 1 ? [shapeFrom([...one, 1]), right] : [left, shapeFrom(other.slice(0, -1))];
  return [left, right];
}

/** Class numbers of one axis, or in a column, where a choice among classes is trained on a dataset. */
function sparseLoss({ contract, input, target, call }: LossCallFact, context: RuleContext): Fix | undefined {
  const [scores, labels] = [knownDims(input.tensor.shape), target && knownDims(target.tensor.shape)];
  const isOneNumber = labels?.length === 1 || (labels?.length === 2 && labels[1] === 1 && scores?.[1] !== 1);
  return contract.classes === "exclusive" && contract.otherShapes === "stretched" && isOneNumber
    ? compileWith("sparseCategoricalCrossentropy", call, context)
    : undefined;
}
