/** An axis is named that the tensor does not have. */
import { replace } from "../../edits/index.ts";
import type { BrokenRequirement } from "../../facts/index.ts";
import { asConstant, printDim } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
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
  fixes: (broken, context) => [axisFix(broken, context)],
});

/** The last axis, where the one behind it is named; of several axes those that are there. */
function axisFix({ relation, call }: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const axis = relation.kind === "axis" ? asConstant(relation.axis) : undefined;
  if (relation.kind !== "axis" || axis !== relation.rank || call?.path !== facts.path) return undefined;
  const argument = call.args.find(({ parameter, text }) => axisNames.test(parameter) && text !== undefined);
  if (argument?.span === undefined || argument.written !== undefined) return undefined;
  const text = argument.text ?? "";
  const several = /^([[(])\s*((?:-?\d+\s*,\s*)+-?\d+)\s*[\])]$/.exec(text);
  const rest = several?.[2]?.split(",").map((each) => each.trim());
  const kept = rest?.filter((each) => Number(each) !== axis);
  if (kept !== undefined && (kept.length === rest?.length || kept.length === 0)) return undefined;
  if (kept === undefined && Number(text) !== axis) return undefined;
  const brackets = several?.[1] === "[" ? "[]" : "()";
  const written =
    kept === undefined
      ? "-1"
      : `${brackets.charAt(0)}${kept.join(", ")}${kept.length === 1 ? "," : ""}${brackets.charAt(1)}`;
  const edits = [replace(facts.path, argument.span, written)];
  return { title: `Set \`${argument.parameter}\` to \`${written}\``, safe: false, preferred: true, edits };
}

const axisNames = /^(dim|axis|dims|axes)$/;

function message(broken: BrokenRequirement, context: RuleContext): string {
  const { relation } = broken;
  if (relation.kind !== "axis") return `${culprit(broken, context)} names an axis that is not there.`;
  const last = relation.rank - 1;
  const input = broken.operands[0];
  const has = input === undefined ? `${String(relation.rank)} axes` : rankWords(input.shape);
  const allowed = last === 0 ? "only axis 0 (or -1)" : `axes 0 to ${String(last)} (or -${String(relation.rank)} to -1)`;
  return `${culprit(broken, context)} names axis ${printDim(relation.axis)}, but its input has ${has}; there ${last === 0 ? "is" : "are"} ${allowed}.`;
}
