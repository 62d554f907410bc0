/** `b, c, h, w = x.shape` of a tensor with three axes; results and tensors that have more or fewer parts than names. */
import { insert } from "../../edits/index.ts";
import type { BrokenRequirement } from "../../facts/index.ts";
import { asConstant, printDim, printShape } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { relatedPlaces, subjectOperand } from "../story.ts";
import { familyOf } from "../family.ts";
import { code, excerpt } from "../words.ts";
import { splitAxisFixes } from "../written-axes.ts";

export const unpackMismatch = defineRule({
  name: "unpack-mismatch",
  summary: "A shape or result is unpacked into more or fewer names than it has parts",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken): BrokenRequirement | undefined => (familyOf(broken) === "parts" ? broken : undefined),
  report: (broken, context) => ({ at: broken.span, message: message(broken, context), related: relatedPlaces(broken) }),
  fixes: (broken, context) => [moreNames(broken, context), ...otherAxis(broken, context)],
});

/** Names for the parts that have none. */
function moreNames({ relation, path, span }: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const [parts, names] = relation.kind === "equal" ? [asConstant(relation.left), asConstant(relation.right)] : [];
  if (parts === undefined || names === undefined || parts - names < 1 || parts - names > 2 || path !== facts.path)
    return undefined;
  const targets = facts.text.slice(span.start, span.end);
  if (facts.language !== "python" || !/^\w+(\s*,\s*\w+)+$/.test(targets)) return undefined;
  const placeholders = parts - names;
  const added = ", _".repeat(placeholders);
  const edits = [insert(path, span.end, added)];
  const title = `Take all ${String(parts)} parts: ${code(targets + added)}`;
  return { title, safe: false, preferred: true, placeholders, edits };
}

/** The parts of another axis, where they are as many as the names. */
function otherAxis({ relation, operands }: BrokenRequirement, context: RuleContext): readonly Fix[] {
  const names = relation.kind === "equal" ? asConstant(relation.right) : undefined;
  return names === undefined ? [] : splitAxisFixes(operands[0], names, context);
}

function message(broken: BrokenRequirement, { facts }: RuleContext): string {
  const { relation, requirement } = broken;
  const shape = subjectOperand(broken)?.shape;
  const [parts, names] = relation.kind === "equal" ? [printDim(relation.left), printDim(relation.right)] : ["?", "?"];
  const count = `${names} ${names === "1" ? "name" : "names"}`;
  const targets =
    broken.path === facts.path ? `: ${code(excerpt(facts.text.slice(broken.span.start, broken.span.end), 40))}` : "";
  if (requirement === "items" || shape === undefined)
    return `A result of ${parts} ${parts === "1" ? "part" : "parts"} is unpacked into ${count}${targets}.`;
  if (requirement === "sizes")
    return `A shape with ${parts} ${parts === "1" ? "axis" : "axes"}, ${printShape(shape)}, is unpacked into ${count}${targets}.`;
  return `A tensor of shape ${printShape(shape)} is unpacked along its first axis into ${parts} parts, but there are ${count}${targets}.`;
}
