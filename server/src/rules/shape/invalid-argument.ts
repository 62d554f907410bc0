/** An argument with a value that the operation does not take, whatever its input: a stride of 0, padding wider than half the window. */
import type { BrokenRequirement } from "../../facts/index.ts";
import { printDim } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { RuleContext } from "../define.ts";
import { culprit, relatedPlaces } from "../story.ts";
import { code } from "../words.ts";
import { familyOf } from "../family.ts";

export const invalidArgument = defineRule({
  name: "invalid-argument",
  summary: "An argument has a value that the operation does not take",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken): BrokenRequirement | undefined => (familyOf(broken) === "argument" ? broken : undefined),
  report: (broken, context) => ({ at: broken.span, message: message(broken, context), related: relatedPlaces(broken) }),
});

/** Requirements whose ids do not explain themselves. */
const reasons: Readonly<Record<string, string>> = {
  "padding-half-kernel": "the padding may be half the window at most",
  "output-padding": "the output padding must be smaller than the stride or the dilation",
  "same-padding-stride": '`padding="same"` needs a stride of 1',
  "repeated-axis": "an axis is named twice",
  "one-inferred": "only one size may be -1",
  "axis-order": "the last axis to flatten stands before the first",
};

function message(broken: BrokenRequirement, context: RuleContext): string {
  const who = culprit(broken, context);
  const reason = reasons[broken.requirement];
  const { relation, subject } = broken;
  if (relation.kind === "at-least") {
    if (reason !== undefined && broken.requirement !== "padding-half-kernel") return `${who}: ${reason}.`;
    if (reason !== undefined)
      return `${who}: ${reason}, here ${printDim(relation.left)}, but it is ${printDim(relation.right)}.`;
    return `${who} needs ${code(subject)} to be at least ${printDim(relation.right)}, but it is ${printDim(relation.left)}.`;
  }
  return `${who}: ${reason ?? `${code(subject)} has a value that it does not take (${broken.requirement.replaceAll("-", " ")})`}.`;
}
