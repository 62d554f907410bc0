/** Labels whose numbers are of a kind that the loss refuses: floats as class numbers, integers for a binary loss. */
import { insertAfter } from "../../edits/index.ts";
import type { BrokenRequirement, Operand } from "../../facts/index.ts";
import { asDType, equalShapes, isFloating } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { familyOf } from "../family.ts";
import { culprit, relatedPlaces } from "../story.ts";
import { code } from "../words.ts";

interface WrongDType {
  readonly broken: BrokenRequirement;
  readonly target: Operand | undefined;
  readonly actual: string;
  readonly wanted: "indices" | "floats";
}

export const lossTargetDtype = defineRule({
  name: "loss-target-dtype",
  summary: "Labels have a dtype that the loss refuses",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check(broken): WrongDType | undefined {
    if (familyOf(broken) !== "loss-dtype") return undefined;
    const { relation, detail } = broken;
    const actual = relation.kind === "dtype" ? relation.actual : detail?.["actual"];
    const allowed = relation.kind === "dtype" ? relation.allowed : detail?.["wanted"];
    const wanted = typeof allowed === "string" && /int64|index/.test(allowed) ? "indices" : "floats";
    const target = broken.operands.find(({ parameter }) => parameter === broken.subject);
    return { broken, target, actual: typeof actual === "string" ? actual : "of another dtype", wanted };
  },
  report: (found, context) => ({
    at: found.broken.span,
    message: message(found, context),
    related: relatedPlaces(found.broken),
  }),
  fixes: (found, context) => castFixes(found, context),
});

function message({ broken, target, actual, wanted }: WrongDType, context: RuleContext): string {
  const labels = target?.text === undefined ? "its target" : code(target.text);
  const wants = wanted === "indices" ? "class numbers as integers (`int64`)" : "its target as floating-point numbers";
  return `${culprit(broken, context)} wants ${wants}, but ${labels} is ${code(actual)}.`;
}

function castFixes(
  { broken, target, actual, wanted }: WrongDType,
  { facts }: RuleContext,
): readonly (Fix | undefined)[] {
  if (target?.span === undefined || broken.call?.path !== facts.path) return [];
  const { span, text = "target" } = target;
  const dtype = asDType(actual);
  const isOneHot = wanted === "floats" && broken.operation === "cross_entropy" && sameShapeAsInput(broken, target);
  const suffixes = isOneHot ? [".argmax(dim=1)", ".float()"] : [wanted === "indices" ? ".long()" : ".float()"];
  // Fractions would be cut off: whether the floats are class numbers, only the author knows.
  const isExact = wanted === "floats" && !isOneHot && dtype !== undefined && !isFloating(dtype);
  return suffixes.map((suffix, index) => ({
    title: `Write \`${text}${suffix}\``,
    safe: isExact,
    preferred: index === 0,
    edits: [insertAfter(facts, span, suffix)],
  }));
}

function sameShapeAsInput({ operands }: BrokenRequirement, target: Operand): boolean {
  const [input] = operands;
  return input !== undefined && equalShapes(input.shape, target.shape);
}
