/** An axis is named that the tensor does not have. */
import type { BrokenRequirement } from "../../facts/index.ts";
import { printDim } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { RuleContext } from "../define.ts";
import { culprit, relatedPlaces } from "../story.ts";
import { rankWords } from "../words.ts";
import { familyOf } from "../family.ts";

export const axisOutOfRange = defineRule({
  name: "axis-out-of-range",
  summary: "An axis is named that the tensor does not have",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken): BrokenRequirement | undefined => (familyOf(broken) === "axis" ? broken : undefined),
  report: (broken, context) => ({ at: broken.span, message: message(broken, context), related: relatedPlaces(broken) }),
});

function message(broken: BrokenRequirement, context: RuleContext): string {
  const { relation } = broken;
  if (relation.kind !== "axis") return `${culprit(broken, context)} names an axis that is not there.`;
  const last = relation.rank - 1;
  const input = broken.operands[0];
  const has = input === undefined ? `${String(relation.rank)} axes` : rankWords(input.shape);
  const allowed = last === 0 ? "only axis 0 (or -1)" : `axes 0 to ${String(last)} (or -${String(relation.rank)} to -1)`;
  return `${culprit(broken, context)} names axis ${printDim(relation.axis)}, but its input has ${has}; there ${last === 0 ? "is" : "are"} ${allowed}.`;
}
