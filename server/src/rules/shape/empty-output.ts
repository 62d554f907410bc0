/** A window that is larger than what it slides over: nothing would come out. */
import type { BrokenRequirement } from "../../facts/index.ts";
import { printDim, printShape } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { RuleContext } from "../define.ts";
import { culprit, relatedPlaces, subjectOperand } from "../story.ts";
import { stretchedSample } from "../missing-axis.ts";
import { axisWords, sizeIn } from "../words.ts";
import { familyOf } from "../family.ts";

export const emptyOutput = defineRule({
  name: "empty-output",
  summary: "A convolution or pool gets an input that is smaller than its window",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken): BrokenRequirement | undefined => (familyOf(broken) === "empty" ? broken : undefined),
  report: (broken, context) => ({ at: broken.span, message: message(broken, context), related: relatedPlaces(broken) }),
  fixes: (broken, context) => [stretchedSample(broken, context)?.fix],
});

function message(broken: BrokenRequirement, context: RuleContext): string {
  const { relation, detail } = broken;
  const who = culprit(broken, context);
  const input = subjectOperand(broken);
  const shape = input === undefined ? "" : ` of ${printShape(input.shape)}`;
  if (relation.kind !== "at-least") return `${who} leaves nothing of its input${shape}.`;
  const axis =
    typeof detail?.["axis"] === "string" ? `${axisWords(Number(detail["axis"]))}${shape}` : `its input${shape}`;
  const sample = stretchedSample(broken, context);
  if (sample?.what !== undefined)
    return `${who} has nothing to slide over along ${axis}: ${sample.what}.${sample.sentence}`;
  if (relation.right === 1)
    return `${who} would give a size of ${printDim(relation.left)} along ${axis}: the input is too small.`;
  const padding = detail?.["padding"];
  const room = sizeIn(detail, "room") ?? relation.left;
  const padded = padding === undefined || padding === 0 ? "" : ", padding included";
  return `The window of ${who} is ${printDim(relation.right)} wide, but ${axis} is only ${printDim(room)}${padded}. By this layer the size has shrunk too far: use a larger input, or fewer pools and strides before it.`;
}
