/** A loss whose input and target broadcast against each other: (B, 1) against (B,) compares every prediction with every label. */
import { insertAfter } from "../../edits/index.ts";
import type { LossCallFact, LossOperand } from "../../facts/index.ts";
import { asConstant, equalDims, knownDims, printShape, shapeFrom } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { crashes } from "../losses.ts";
import { addAxis, dropAxis } from "../spelling.ts";
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
    const left = knownDims(input.tensor.shape);
    const right = target && knownDims(target.tensor.shape);
    if (contract.target !== "same-shape" || target === undefined || left === undefined || right === undefined)
      return undefined;
    if (contract.otherShapes === "refused" || crashes(loss, facts)) return undefined;
    const compared = contract.otherShapes === "stretched" ? stretched(left, right) : outerProduct(left, right);
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
  fixes: (found, context) => unitAxisFixes(found, context),
});

/** The broadcast shape, if each side is stretched along an axis: an outer product, which no loss is meant to take. */
function outerProduct(left: readonly Dim[], right: readonly Dim[]): readonly Dim[] | undefined {
  const rank = Math.max(left.length, right.length);
  const pairs = Array.from(
    { length: rank },
    (_, i) => [left[left.length - rank + i] ?? 1, right[right.length - rank + i] ?? 1] as const,
  );
  const isStretched = (from: Dim, to: Dim): boolean => from === 1 && asConstant(to) !== 1;
  const some = (test: (left: Dim, right: Dim) => boolean): boolean => pairs.some(([one, other]) => test(one, other));
  if (!some(isStretched) || !some((one, other) => isStretched(other, one))) return undefined;
  if (!pairs.every(([one, other]) => one === 1 || other === 1 || equalDims(one, other))) return undefined;
  return pairs.map(([one, other]) => (one === 1 ? other : one));
}

/** The broadcast shape, if one side is surely stretched along an axis. */
function stretched(left: readonly Dim[], right: readonly Dim[]): readonly Dim[] | undefined {
  if (left.length !== right.length) return outerProduct(left, right);
  const isStretched = (from: Dim, to: Dim): boolean => from === 1 && (asConstant(to) ?? 1) > 1;
  const pairs = left.map((size, axis) => [size, right[axis] ?? 1] as const);
  if (!pairs.some(([one, other]) => isStretched(one, other) || isStretched(other, one))) return undefined;
  return pairs.map(([one, other]) => (one === 1 ? other : one));
}

/** Takes the axis of 1 away, or adds it on the other side. */
function unitAxisFixes({ loss, target }: Broadcast, { facts }: RuleContext): readonly (Fix | undefined)[] {
  const left = knownDims(loss.input.tensor.shape) ?? [];
  const right = knownDims(target.tensor.shape) ?? [];
  const [longer, shorter] = left.length > right.length ? [loss.input, target] : [target, loss.input];
  const dims = knownDims(longer.tensor.shape) ?? [];
  const others = knownDims(shorter.tensor.shape) ?? [];
  const isPaired =
    dims.length === others.length + 1 &&
    dims.at(-1) === 1 &&
    others.every((size, axis) => equalDims(size, dims[axis] ?? -1));
  if (!isPaired) return [];
  return [suffixed(longer, dropAxis(facts, -1), true, facts), suffixed(shorter, addAxis(facts, -1), false, facts)];
}

function suffixed(
  operand: LossOperand,
  suffix: string,
  preferred: boolean,
  facts: RuleContext["facts"],
): Fix | undefined {
  if (operand.span === undefined) return undefined;
  const title = `Write \`${operand.text ?? "it"}${suffix}\``;
  return { title, safe: false, preferred, edits: [insertAfter(facts, operand.span, suffix)] };
}
