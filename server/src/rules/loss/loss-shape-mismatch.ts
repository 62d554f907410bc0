/** A loss that compares element by element gets an input and a target of different shapes. */
import { insertAfter } from "../../edits/index.ts";
import type { BrokenRequirement, LossCallFact, Operand } from "../../facts/index.ts";
import { asConstant, equalDims, knownDims, printShape } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { familyOf } from "../family.ts";
import { crossEntropy, replaceLoss } from "../losses.ts";
import { culprit, operandPlaces, relatedPlaces } from "../story.ts";
import { code } from "../words.ts";

interface DifferentShapes {
  readonly broken: BrokenRequirement;
  readonly input: Operand;
  readonly target: Operand;
}

export const lossShapeMismatch = defineRule({
  name: "loss-shape-mismatch",
  summary: "A loss that compares element by element gets an input and a target of different shapes",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check(broken): DifferentShapes | undefined {
    const [input, target] = broken.operands;
    if (familyOf(broken) !== "loss-shape" || input === undefined || target === undefined) return undefined;
    return { broken, input, target };
  },
  report: (found, context) => ({
    at: found.broken.span,
    message: message(found, context),
    related: [...operandPlaces(found.broken, context), ...relatedPlaces(found.broken)],
  }),
  fixes: (found, context) => [...unitAxisFixes(found, context), classesFix(found, context)],
});

function message({ broken, input, target }: DifferentShapes, context: RuleContext): string {
  const name = (operand: Operand, otherwise: string): string =>
    operand.text === undefined ? otherwise : code(operand.text);
  const says =
    `${culprit(broken, context)} compares element by element, but ${name(input, "its input")} is ${printShape(input.shape)} ` +
    `and ${name(target, "its target")} is ${printShape(target.shape)}.`;
  const units = classesOfOneLabel({ broken, input, target });
  return units === undefined
    ? says
    : `${says} One label for ${String(units)} scores is a choice between classes: that is cross-entropy's.`;
}

/** (B, 1) on one side and (B,) on the other. */
function unitAxisFixes(
  { broken, input, target }: DifferentShapes,
  { facts }: RuleContext,
): readonly (Fix | undefined)[] {
  const left = knownDims(input.shape);
  const right = knownDims(target.shape);
  if (left === undefined || right === undefined || broken.call?.path !== facts.path) return [];
  const squeezed = (operand: Operand, preferred: boolean): Fix | undefined =>
    suffixed(operand, ".squeeze(1)", preferred);
  const unsqueezed = (operand: Operand, preferred: boolean): Fix | undefined =>
    suffixed(operand, ".unsqueeze(1)", preferred);
  const suffixed = (operand: Operand, suffix: string, preferred: boolean): Fix | undefined =>
    operand.span && {
      title: `Write \`${operand.text ?? "it"}${suffix}\``,
      safe: false,
      preferred,
      edits: [insertAfter(facts, operand.span, suffix)],
    };
  if (isWithUnit(left, right)) return [squeezed(input, true), unsqueezed(target, false)];
  if (isWithUnit(right, left)) return [squeezed(target, true), unsqueezed(input, false)];
  return [];
}

/** The first is the second with an axis of 1 behind the batch. */
function isWithUnit(longer: readonly Dim[], shorter: readonly Dim[]): boolean {
  if (longer.length !== shorter.length + 1 || longer[1] !== 1 || longer.length < 2) return false;
  return [...longer.slice(0, 1), ...longer.slice(2)].every((size, axis) => equalDims(size, shorter[axis] ?? -1));
}

/** Scores of (B, K) and labels of (B,) or (B, 1): K. */
function classesOfOneLabel({ input, target }: DifferentShapes): number | undefined {
  const scores = knownDims(input.shape);
  const labels = knownDims(target.shape);
  const [batch, units] = scores ?? [];
  if (scores?.length !== 2 || labels === undefined || batch === undefined || units === undefined) return undefined;
  const isOneLabel = labels.length === 1 || (labels.length === 2 && labels[1] === 1);
  const count = asConstant(units);
  return isOneLabel && equalDims(labels[0] ?? -1, batch) && count !== undefined && count > 1 ? count : undefined;
}

/** Cross-entropy with class numbers instead of a binary loss. */
function classesFix(found: DifferentShapes, context: RuleContext): Fix | undefined {
  const { broken, target } = found;
  const loss = lossCallAt(broken, context);
  if (classesOfOneLabel(found) === undefined || loss?.contract.input !== "logits" || target.span === undefined)
    return undefined;
  const replaced = replaceLoss(loss, crossEntropy, context);
  const suffix = `${knownDims(target.shape)?.length === 2 ? ".squeeze(1)" : ""}${loss.target?.tensor.dtype === "int64" ? "" : ".long()"}`;
  if (replaced === undefined) return undefined;
  const edits = suffix === "" ? replaced.edits : [...replaced.edits, insertAfter(context.facts, target.span, suffix)];
  const title = suffix === "" ? replaced.title : `${replaced.title} with \`${target.text ?? "target"}${suffix}\``;
  return { title, edits, safe: false, preferred: true };
}

function lossCallAt({ call }: BrokenRequirement, { facts }: RuleContext): LossCallFact | undefined {
  return facts.lossCalls.find(
    (loss) =>
      loss.call.path === call?.path && loss.call.span.start === call.span.start && loss.call.span.end === call.span.end,
  );
}
