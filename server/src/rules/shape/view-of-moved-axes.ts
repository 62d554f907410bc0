/** `x.transpose(1, 2).view(…)` or `x[:, 1:].view(…)` that joins axes which do not lie next to each other in memory. */
import type { BrokenRequirement } from "../../facts/index.ts";
import { printShape } from "../../shape/index.ts";
import { replaceCallee } from "../../edits/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { familyOf } from "../family.ts";
import { culprit, relatedPlaces, subjectOperand } from "../story.ts";

export const viewOfMovedAxes = defineRule({
  name: "view-of-moved-axes",
  summary: "A view joins axes that were moved, or cut, and lie apart in memory",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken): BrokenRequirement | undefined => (familyOf(broken) === "memory" ? broken : undefined),
  report: (broken, context) => ({ at: broken.span, message: message(broken, context), related: relatedPlaces(broken) }),
  fixes: (broken, context) => [reshapeInstead(broken, context)],
});

function message(broken: BrokenRequirement, context: RuleContext): string {
  const input = broken.operands.find(({ parameter }) => parameter === "input") ?? subjectOperand(broken);
  const size = broken.detail?.["size"];
  const from = input === undefined ? "" : ` of ${printShape(input.shape)}`;
  const into = typeof size === "object" && "lead" in size ? ` as ${printShape(size)}` : "";
  const why =
    broken.requirement === "memory-gaps"
      ? "it was cut out of a larger tensor, whose other elements lie between those to be joined"
      : "its axes were put into another order, and those to be joined do not lie next to each other";
  return `${culprit(broken, context)} cannot see memory${from}${into}: ${why}. \`reshape\` copies where it must; so does \`.contiguous()\` before.`;
}

function reshapeInstead(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const { call } = broken;
  if (call === undefined || broken.path !== facts.path || !call.calleeText.endsWith(".view")) return undefined;
  const edits = [replaceCallee(call, `${call.calleeText.slice(0, -".view".length)}.reshape`)];
  return { title: "Call `reshape`", safe: true, preferred: true, edits };
}
