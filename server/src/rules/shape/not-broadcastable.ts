/** Two tensors combined element by element whose sizes neither agree nor are 1. */
import { withSuffix } from "../../edits/index.ts";
import type { BrokenRequirement, Operand } from "../../facts/index.ts";
import { axisOf, equalDims, knownDims, printShape, rankOf } from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { flattenedSide } from "../flattened-side.ts";
import { classNumbersFix } from "../one-hot-classes.ts";
import { keepingSamples } from "../sample-counts.ts";
import { addAxis } from "../spelling.ts";
import { culprit, hasMethods, operandPlaces, relatedPlaces } from "../story.ts";
import { keptAxisFix, newAxisFixes, reducedAxisFixes } from "../written-axes.ts";
import { agreeingFixes } from "../written-sizes.ts";
import { apart, axisWords, code, excerpt } from "../words.ts";
import { familyOf } from "../family.ts";

export const notBroadcastable = defineRule({
  name: "not-broadcastable",
  summary: "Two tensors are combined element by element, but their shapes do not broadcast",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken): BrokenRequirement | undefined => (familyOf(broken) === "broadcast" ? broken : undefined),
  report: (broken, context) => ({
    at: broken.span,
    message: message(broken, context),
    related: [...operandPlaces(broken, context), ...relatedPlaces(broken)],
  }),
  fixes: (broken, context) => {
    const pairs = broken.operands.map((one) => [one, broken.operands.find((other) => other !== one)] as const);
    return [
      ...pairs.map(([one, other]) => keptAxisFix(one, other, context)),
      ...pairs.map(([one, other]) => classNumbersFix(one, other, context)),
      flattenedBeside(broken, context),
      trailingAxisFix(broken, context),
      ...pairs.flatMap(([one, other]) => newAxisFixes(one, other, context)),
      classesBehindBatch(broken, context),
      ...sizeFixes(broken, context),
    ];
  },
});

/** One number for each row of the other: `mask.unsqueeze(-1)`. PyTorch lines shapes up at their ends. */
function trailingAxisFix({ operands, call, span, path }: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const [one, other] = operands;
  if (operands.length !== 2 || one === undefined || other === undefined || path !== facts.path) return undefined;
  const ranks = [one, other].map(({ shape }) => rankOf(shape) ?? 0);
  const [shorter, longer] = (ranks[0] ?? 0) < (ranks[1] ?? 0) ? [one, other] : [other, one];
  const [few, many] = [knownDims(shorter.shape), knownDims(longer.shape)];
  if (few === undefined || many?.length !== few.length + 1 || few.length === 0 || shorter.span === undefined)
    return undefined;
  const isHere = span.start <= shorter.span.start && shorter.span.end <= span.end;
  const isFitting = few.every((size, axis) => size === 1 || equalDims(size, many[axis] ?? -1));
  if (!isFitting || !isHere || !hasMethods(shorter) || (call !== undefined && call.path !== facts.path))
    return undefined;
  const { text, edit } = withSuffix(facts, shorter.span, addAxis(facts, -1));
  return { title: `Write \`${text}\``, safe: false, preferred: true, edits: [edit] };
}

const flattenedBeside = ({ operands: [one, other] }: BrokenRequirement, context: RuleContext): Fix | undefined =>
  one && other && flattenedSide(one, other, context);

/** One-hot labels have their classes last, (B, H, W, C), and the scores of a network behind the batch, (B, C, H, W). */
function classesBehindBatch({ operands }: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const [labels] = operands.filter(({ producer }) => producer?.output.reading?.last === "one_hot");
  const scores = operands.find((operand) => operand !== labels);
  const call = labels?.producer?.call;
  const [has, wanted] = [labels && knownDims(labels.shape), scores && knownDims(scores.shape)];
  if (has === undefined || wanted?.length !== has.length || call?.path !== facts.path || has.length < 3)
    return undefined;
  const order = [0, has.length - 1, ...has.slice(1, -1).map((_, axis) => axis + 1)];
  const isTurned = order.every((axis, at) => equalDims(has[axis] ?? -1, wanted[at] ?? -2));
  if (!isTurned || labels === undefined || !hasMethods(labels) || facts.language !== "python") return undefined;
  const { text, edit } = withSuffix(facts, call.span, `.permute(${order.join(", ")})`);
  return {
    title: `Put the classes behind the batch: ${code(excerpt(text, 60))}`,
    safe: false,
    preferred: true,
    edits: [edit],
  };
}

/** Another width for the layer, or another size for the tensor, that one of the two comes from. */
function sizeFixes(broken: BrokenRequirement, context: RuleContext): readonly Fix[] {
  const { relation } = broken;
  if (relation.kind !== "broadcast") return [];
  const { axis, left, right } = relation;
  const [one, other] = conflicting(broken, axis, left, right);
  if (one === undefined || other === undefined) return [];
  return [
    ...reducedAxisFixes(one, other, right, context),
    ...reducedAxisFixes(other, one, left, context),
    ...keepingSamples(agreeingFixes(one, other, axis, context), [one, other], context.facts),
  ];
}

function message(broken: BrokenRequirement, context: RuleContext): string {
  const { relation } = broken;
  if (relation.kind !== "broadcast") return `${culprit(broken, context)} cannot combine these shapes.`;
  const { axis, left, right } = relation;
  const [one, other] = conflicting(broken, axis, left, right);
  const shapes =
    one === undefined || other === undefined
      ? ""
      : ` combines ${printShape(one.shape)} and ${printShape(other.shape)}, but`;
  const [here, there] = apart(left, right);
  return `${culprit(broken, context)}${shapes === "" ? " combines tensors whose shapes do not broadcast:" : shapes} ${axisWords(axis)} is ${here} in one and ${there} in the other, and neither is 1.`;
}

/** The two operands that have these sizes on the axis. */
function conflicting(
  { operands }: BrokenRequirement,
  axis: number,
  left: Dim,
  right: Dim,
): readonly (Operand | undefined)[] {
  const has = (size: Dim) => (operand: Operand) => equalDims(axisOf(operand.shape, axis) ?? -1, size);
  const one = operands.find(has(left));
  return [one, operands.find((operand) => operand !== one && has(right)(operand))];
}
