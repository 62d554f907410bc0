/** A statistic over a single value: batch norm in training on a batch of one at 1×1. */
import type { BrokenRequirement } from "../../facts/index.ts";
import { printDim, printShape } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import { culprit, relatedPlaces, subjectOperand } from "../story.ts";
import { familyOf } from "../family.ts";

export const tooFewValues = defineRule({
  name: "too-few-values",
  summary: "A norm in training gets a single value to take the variance of",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken): BrokenRequirement | undefined => (familyOf(broken) === "few-values" ? broken : undefined),
  report: (broken, context) => {
    const input = subjectOperand(broken);
    const shape = input === undefined ? "this input" : printShape(input.shape);
    const { relation } = broken;
    const needs = relation.kind === "at-least" ? `${printDim(relation.right)} values at least` : "more values";
    const message = `${culprit(broken, context)} needs ${needs} for its statistics, but ${shape} has ${relation.kind === "at-least" ? printDim(relation.left) : "fewer"}. Use a larger batch, \`drop_last=True\` in the loader, or \`.eval()\`.`;
    return { at: broken.span, message, related: relatedPlaces(broken) };
  },
});
