/** A blank of a CTC loss that its scores have no class for: the first class where no label has that number, else the last. */
import { argumentOf, setArgument } from "../edits/index.ts";
import type { BrokenRequirement } from "../facts/index.ts";
import { asConstant } from "../shape/index.ts";
import type { Fix, RuleContext } from "./define.ts";
import { nameFix } from "./named-numbers.ts";

export function blankFix(broken: BrokenRequirement, context: RuleContext): Fix | undefined {
  const { requirement, relation, call, layer, operands } = broken;
  const classes = relation.kind === "at-least" ? asConstant(relation.left) : undefined;
  const creation = layer?.creation ?? call;
  if (requirement !== "blank-range" || classes === undefined || creation === undefined) return undefined;
  if (argumentOf(creation, "blank")?.span === undefined) return undefined;
  const range = operands.find(({ parameter }) => parameter === "targets")?.producer?.output.reading?.range;
  const blank = range !== undefined && range[0] > 0 ? 0 : classes - 1;
  const edit = setArgument(creation, "blank", String(blank));
  const own: Fix | undefined = edit && {
    title: `Set \`blank\` to \`${String(blank)}\``,
    safe: false,
    preferred: true,
    edits: [edit],
  };
  return nameFix(creation, "blank", blank, true, context) ?? own;
}
