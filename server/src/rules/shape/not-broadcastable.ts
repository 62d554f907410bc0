/** Two tensors combined element by element whose sizes neither agree nor are 1. */
import type { BrokenRequirement, Operand } from "../../facts/index.ts";
import { axisOf, equalDims, printDim, printShape } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { RuleContext } from "../define.ts";
import { culprit, operandPlaces, relatedPlaces } from "../story.ts";
import { axisWords } from "../words.ts";
import { familyOf } from "../family.ts";

export const notBroadcastable = defineRule({
  name: "not-broadcastable",
  summary: "Two tensors are combined element by element, but their shapes do not broadcast",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken): BrokenRequirement | undefined => (familyOf(broken) === "broadcast" ? broken : undefined),
  report: (broken, context) => ({
    at: broken.span,
    message: message(broken, context),
    related: [...operandPlaces(broken, context), ...relatedPlaces(broken)],
  }),
});

function message(broken: BrokenRequirement, context: RuleContext): string {
  const { relation } = broken;
  if (relation.kind !== "broadcast") return `${culprit(broken, context)} cannot combine these shapes.`;
  const { axis, left, right } = relation;
  const [one, other] = conflicting(broken, axis, left, right);
  const shapes =
    one === undefined || other === undefined
      ? ""
      : ` combines ${printShape(one.shape)} and ${printShape(other.shape)}, but`;
  return `${culprit(broken, context)}${shapes === "" ? " combines tensors whose shapes do not broadcast:" : shapes} ${axisWords(axis)} is ${printDim(left)} in one and ${printDim(right)} in the other, and neither is 1.`;
}

/** The two operands that have these sizes on the axis. */
function conflicting(
  { operands }: BrokenRequirement,
  axis: number,
  left: Dim,
  right: Dim,
): readonly (Operand | undefined)[] {
  const has = (size: Dim) => (operand: Operand) => equalDims(axisOf(operand.shape, axis) ?? -1, size);
  const one = operands.find(has(left));
  return [one, operands.find((operand) => operand !== one && has(right)(operand))];
}
