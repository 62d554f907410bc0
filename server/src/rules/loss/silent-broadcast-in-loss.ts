/** A loss whose input and target broadcast against each other: (B, 1) against (B,) compares every prediction with every label. */
import type { LossCallFact, LossContract, LossOperand } from "../../facts/index.ts";
import { knownDims, printShape, shapeFrom } from "../../shape/index.ts";
import type { Dim, Shape } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import { crashes } from "../losses.ts";
import { outerProduct, stretched, unitAxisFixes } from "../unit-axis.ts";
import { code } from "../words.ts";

interface Broadcast {
  readonly loss: LossCallFact;
  readonly target: LossOperand;
  /** What is compared in fact. */
  readonly compared: readonly Dim[];
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
    const compared = broadcast(left, right);
    return compared && { loss, target, compared };
  },
  report: ({ loss, target, compared }) => ({
    at: loss.call.span,
    message:
      `${code(loss.name)} broadcasts ${printShape(loss.input.tensor.shape)} against ${printShape(target.tensor.shape)} to ${printShape(shapeFrom(compared))}: ` +
      (loss.contract.otherShapes === "stretched"
        ? "nothing checks the labels of a dataset, and training goes on with what they are stretched to."
        : "every prediction is compared with every label, and the network learns their mean."),
  }),
  fixes: ({ loss, target }, context) =>
    loss.contract.levels === true ? [] : unitAxisFixes(loss.input, target, context),
});

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
