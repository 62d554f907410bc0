/** Two sizes that an operation needs equal and that differ: matrix products, concatenations, hidden states and all the rest. */
import type { Span } from "../../base/span.ts";
import { isAtomic, isEnclosed, replace, setArgument } from "../../edits/index.ts";
import type { BrokenRequirement, FileFacts, Operand } from "../../facts/index.ts";
import {
  asConstant,
  axisOf,
  equalDims,
  knownDims,
  printDim,
  printShape,
  proveAtLeast,
  rankOf,
  shapeFrom,
} from "../../shape/index.ts";
import type { Dim } from "../../shape/index.ts";
import { regroupedFix } from "../counted-sizes.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { givenWeightsFix } from "../given-weights.ts";
import { changesOf, madeToFit, modelInputFixes } from "../input-sizes.ts";
import { isOfMetric, metricFix, metricMessage } from "../keras-metrics.ts";
import { weightFixes } from "../loss-weights.ts";
import { isWeight } from "../losses.ts";
import { stateMessage } from "../recurrent-state.ts";
import { resizeMaker } from "../resize-head.ts";
import { culprit, operandPlaces, relatedPlaces, subjectOperand } from "../story.ts";
import { factors, fittingTransposed, transposeAdvice, transposeFixes, untransposedFix } from "../transposed.ts";
import { joinAxisFix, reducedAxisFixes } from "../written-axes.ts";
import { agreeingFixes, flattenedTo, isOfSeveral, itemsOf, resized, writtenNumber } from "../written-sizes.ts";
import { axisWords, code, counted, either } from "../words.ts";
import { familyOf } from "../family.ts";

export const sizeMismatch = defineRule({
  name: "size-mismatch",
  summary: "Two sizes must be equal and are not",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken): BrokenRequirement | undefined => (familyOf(broken) === "size" ? broken : undefined),
  report: (broken, context) => ({
    at: broken.span,
    message: message(broken, context),
    ...(broken.requirement === "one-hot-shape" ? { level: "warning" as const } : {}),
    ...(isOfMetric(broken) && broken.byCall === true ? { isOfOneEdit: true } : {}),
    related: [...operandPlaces(broken, context), ...relatedPlaces(broken)],
  }),
  fixes: (broken, context) => [
    otherAxesFix(broken, context),
    ...transposeFixes(broken, context),
    swapFix(broken, context),
    inputShapeFix(broken),
    ...inputFixes(broken, context),
    givenWeightsFix(broken),
    metricFix(broken, context),
    ...partFixes(broken, context),
    ...sizeFixes(broken, context),
    ...(broken.requirement.includes("weight") ? weightFixes(broken, context) : []),
  ],
});

/** Parts that do not add up to what they are parts of: one of them has another size. */
function partFixes({ requirement, relation, call }: BrokenRequirement, { facts }: RuleContext): readonly Fix[] {
  if (requirement !== "sizes-add-up" || relation.kind !== "equal" || call?.path !== facts.path) return [];
  const [told, whole] = [asConstant(relation.left), asConstant(relation.right)];
  const given = call.args.find(({ parameter }) => /^(split_size|num_or_size|numOrSize)/.test(parameter));
  const items = given?.span && itemsOf(given.span, facts.text);
  if (told === undefined || whole === undefined || items === undefined) return [];
  return items.flatMap((item) => {
    const size = Number(facts.text.slice(item.start, item.end));
    const wanted = size + whole - told;
    const written = wanted < 1 || !Number.isInteger(size) ? undefined : writtenNumber(item, size, wanted, facts);
    return written === undefined
      ? []
      : [{ title: written.title, safe: false, preferred: true, isOneOf: true, edits: [written.edit] }];
  });
}

/** Another width for the layer, or another size for the tensor, that one of the operands comes from. */
function sizeFixes(broken: BrokenRequirement, context: RuleContext): readonly Fix[] {
  const { relation, requirement, operands } = broken;
  if (relation.kind !== "equal") return [];
  const { left, right } = relation;
  const [first, second] = factors(broken);
  if (requirement === "model-input") return modelInputFixes(broken, context);
  if (requirement === "inner-size" && first !== undefined && second !== undefined) {
    const rows = rankOf(second.shape) === 1 ? -1 : -2;
    // What the program trains is made for what comes in.
    return [
      ...flattenedTo(first, right, context),
      ...(isOfSeveral(left, second) ? [] : resized(first, -1, right, false, context)),
      ...(isOfSeveral(right, first) ? [] : resized(second, rows, left, isWeight(second), context)),
    ];
  }
  const differing = differingAxis(broken, left, right);
  const rank = rankOf(operands[0]?.shape ?? shapeFrom([]));
  if (differing !== undefined && rank !== undefined)
    return [
      ...joinAxisFix(broken, context),
      ...reducedAxisFixes(differing.left, differing.right, right, context),
      ...reducedAxisFixes(differing.right, differing.left, left, context),
      ...agreeingFixes(differing.left, differing.right, differing.axis - rank, context),
    ];
  const subject = subjectOperand(broken);
  const isLast = subject !== undefined && equalDims(axisOf(subject.shape, -1) ?? -1, left);
  if (!isLast) return [];
  if (broken.operation === "initial state") return resizeMaker(broken, right, left, context);
  return /last|hidden|state/.test(requirement) ? resized(subject, -1, right, true, context) : [];
}

const products = new Set(["matmul", "mm", "bmm", "mv", "dot", "addmm", "baddbmm"]);

function message(broken: BrokenRequirement, context: RuleContext): string {
  const who = culprit(broken, context);
  const { relation, operation, operands } = broken;
  const shapes = either(
    operands.map((operand) => printShape(operand.shape)),
    "and",
  );
  if (isOfMetric(broken)) return metricMessage(broken);
  if (broken.requirement.includes("weight") && relation.kind !== "equal") return weightMessage(broken, who);
  if (relation.kind !== "equal") return `${who} does not take these sizes together: ${shapes}.`;
  const { left, right } = relation;
  if (broken.requirement === "input-shape") return inputMessage(broken);
  const ofState = stateMessage(broken, who);
  if (ofState !== undefined) return ofState;
  if (products.has(operation) && broken.requirement === "inner-size") {
    const [first, second] = factors(broken);
    if (first !== undefined && second !== undefined) {
      return (
        `${who} multiplies ${printShape(first.shape)} by ${printShape(second.shape)}: the last axis of the first is ${printDim(left)}, ` +
        `but the second has ${printDim(right)} rows.${transposeAdvice(broken)}`
      );
    }
  }
  if (broken.requirement === "size-one")
    return `${who} removes axes of size 1, but one that it names has size ${printDim(left)}: its input is ${shapes}.`;
  if (broken.requirement === "expandable")
    return `${who} repeats axes of size 1 only, but is asked for ${printDim(left)} where its input has ${printDim(right)}: ${shapes}.`;
  if (broken.requirement === "sizes-add-up")
    return `${who} is told sizes that add up to ${printDim(left)}, but the axis that it divides has ${printDim(right)}: its input is ${shapes}.`;
  if (broken.requirement === "same-count")
    return `${who} goes by ${printDim(right)} ${right === 1 ? "axis" : "axes"} here, but is given ${printDim(left)}.`;
  if (broken.requirement === "class-weights") return classWeights(broken, who, left, right);
  const [given, made] = operands;
  if (broken.requirement === "model-input" && given !== undefined && made !== undefined)
    return `${who} was made for inputs of ${printShape(made.shape)}, but gets ${printShape(given.shape)}.`;
  if (broken.requirement === "matching-axes") return matchMessage(broken, who);
  if (broken.requirement === "axis-size" && given !== undefined)
    return `${who} needs ${axisWords(Number(broken.detail?.["axis"]))} of its ${wordOf(broken, "name")} to be ${printDim(right)}, but it is ${printDim(left)} in ${printShape(given.shape)}.`;
  if (broken.requirement === "equal")
    return `${who} needs ${printDim(right)} where it gets ${printDim(left)}: the two must be equal.`;
  const differing = differingAxis(broken, left, right);
  if (differing !== undefined) {
    return `${who} needs ${axisWords(differing.axis)} equal in all its inputs, but it is ${sizeOn(differing.left, differing.axis)} and ${sizeOn(differing.right, differing.axis)}.`;
  }
  return `${who} needs ${subjectWords(broken)} to be ${printDim(right)}, but it is ${printDim(left)}${operands.length > 0 ? `: its inputs are ${shapes}` : ""}.`;
}

function wordOf({ detail }: BrokenRequirement, name: string): string {
  const word = detail?.[name];
  return typeof word === "string" ? word : "";
}

/** An axis of one input against an axis of another, by the names that the library gives them. */
function matchMessage(broken: BrokenRequirement, who: string): string {
  const { relation, detail, operands } = broken;
  const [input, other] = operands;
  if (relation.kind !== "equal" || input === undefined || other === undefined) return `${who} needs two sizes equal.`;
  const [mine = "input", its = "other input"] = wordOf(broken, "names").split(",");
  const place = (axis: unknown, name: string): string => `${axisWords(Number(axis))} of its ${name}`;
  return (
    `${who} needs ${place(detail?.["axis"], mine)} to be as long as ${place(detail?.["otherAxis"], its)}, ` +
    `but it is ${printDim(relation.left)} in ${printShape(input.shape)} and ${printDim(relation.right)} in ${printShape(other.shape)}.`
  );
}

function classWeights({ operands }: BrokenRequirement, who: string, left: Dim, right: Dim): string {
  const weight = operands.find(({ parameter }) => parameter === "weight");
  const name = weight?.text === undefined ? "`weight`" : code(weight.text);
  return `${who} takes one weight for each class: ${printDim(right)}, as the scores ${printShape(operands[0]?.shape ?? shapeFrom([right]))} have, but ${name} has ${printDim(left)}.`;
}

/** Weights of the outputs, which stretch to the scores or do not. */
function weightMessage({ operands, subject }: BrokenRequirement, who: string): string {
  const [scores] = operands;
  const weights = operands.filter(({ parameter }) => parameter.includes("weight"));
  const weight = weights.find(({ parameter }) => parameter === subject) ?? weights.at(-1);
  if (scores === undefined || weight === undefined) return `${who} has weights that do not fit its scores.`;
  const outputs = axisOf(scores.shape, -1);
  const each =
    outputs === undefined || outputs === 1
      ? "one number for each output"
      : `one number for each of the ${counted(outputs, "output")}`;
  return `${who} takes in \`${weight.parameter}\` ${each} of ${printShape(scores.shape)}, but it is ${printShape(weight.shape)}.`;
}

/** What a model was made for, behind the batch, against what it is given. */
function inputMessage({ detail, operands, layer, call }: BrokenRequirement): string {
  const who = code(call?.calleeText ?? "the model");
  const expected = detail?.["expected"];
  const sizes = typeof expected === "object" && "lead" in expected ? knownDims(expected) : undefined;
  const wanted = sizes?.map((size) => (proveAtLeast(size, 0) === "fails" ? "_" : printDim(size))) ?? ["…"];
  const [input] = operands;
  const name = input?.text === undefined ? "its input" : code(input.text);
  const source = layer?.creation === undefined ? "" : `, the \`inputShape\` of ${code(layer.name)}`;
  return `${who} takes (B, ${wanted.join(", ")})${source}, but ${name} is ${input === undefined ? "another shape" : printShape(input.shape)}.`;
}

/** "the size of `hx`" */
function subjectWords({ requirement, subject }: BrokenRequirement): string {
  return `${requirement.replaceAll("-", " ")} of ${code(subject)}`;
}

/** "56 in (4, 64, 56, 56)" */
function sizeOn({ shape }: Operand, axis: number): string {
  return `${printDim(axisOf(shape, axis) ?? 0)} in ${printShape(shape)}`;
}

/** The axis, and the two inputs that disagree on it. */
function differingAxis({ operands }: BrokenRequirement, left: Dim, right: Dim) {
  for (const [index, one] of operands.entries()) {
    for (const other of operands.slice(index + 1)) {
      if (knownDims(one.shape)?.length !== knownDims(other.shape)?.length) continue;
      const axis = knownDims(one.shape)?.findIndex((size, at) => isPair(size, axisOf(other.shape, at), left, right));
      if (axis !== undefined && axis >= 0) return { axis, left: one, right: other };
    }
  }
  return undefined;
}

function isPair(one: Dim, other: Dim | undefined, left: Dim, right: Dim): boolean {
  if (other === undefined) return false;
  return (equalDims(one, left) && equalDims(other, right)) || (equalDims(one, right) && equalDims(other, left));
}

/** What was transposed for a model of TensorFlow.js that takes it as it was, grouped otherwise than that takes it, or made otherwise. */
function inputFixes({ requirement, detail, operands }: BrokenRequirement, context: RuleContext) {
  const [given] = operands;
  const expected = detail?.["expected"];
  const sizes = typeof expected === "object" && "lead" in expected ? knownDims(expected) : undefined;
  if (requirement !== "input-shape" || given === undefined || sizes === undefined) return [];
  const came = knownDims(given.shape);
  const changes = came?.length === sizes.length + 1 ? changesOf(came, [-1, ...sizes]) : [];
  return [
    untransposedFix(given, sizes, context),
    regroupedFix(given, sizes, context),
    ...madeToFit(given, changes, context),
  ];
}

/** `k.transpose(1, 2)`, where the last two axes were meant: `k.transpose(-2, -1)`. */
function otherAxesFix(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const [first, second] = factors(broken);
  const { call, operation, inputs } = second?.producer ?? {};
  const moved = inputs?.[0]?.tensor.shape;
  const isThisCall = call?.path === facts.path && call.span.start === second?.span?.start;
  if (operation !== "transpose" || moved === undefined || !isThisCall || broken.requirement !== "inner-size")
    return undefined;
  const [width, wanted] = [axisOf(moved, -1), first && axisOf(first.shape, -1)];
  const axes = call.args.filter(({ parameter }) => /^dim[01]$/.test(parameter)).map(({ span }) => span);
  const [one, other] = axes;
  if (width === undefined || wanted === undefined || !equalDims(width, wanted)) return undefined;
  if (one === undefined || other === undefined) return undefined;
  const edits = [replace(facts.path, one, "-2"), replace(facts.path, other, "-1")];
  return { title: "Transpose the last two axes: `transpose(-2, -1)`", safe: false, preferred: true, edits };
}

/** `torch.spmm(x, a)`, where `torch.spmm(a, x)` fits. */
function swapFix(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const [first, second] = factors(broken);
  if (first?.span === undefined || second?.span === undefined || fittingTransposed(broken).includes("second"))
    return undefined;
  const { path } = broken.call ?? broken.own ?? broken;
  if (!products.has(broken.operation) || broken.requirement !== "inner-size" || path !== facts.path) return undefined;
  const [rows, columns] = [axisOf(first.shape, -2), axisOf(second.shape, -1)];
  if (rows === undefined || columns === undefined || !equalDims(rows, columns)) return undefined;
  const spans = [first.span, second.span].map((span) => withBrackets(span, facts));
  const [one, other] = spans.map(({ start, end }) => facts.text.slice(start, end));
  const [here, there] = spans;
  if (here === undefined || there === undefined || one === undefined || other === undefined) return undefined;
  if (!isAtomic(one) || !isAtomic(other)) return undefined;
  const edits = [replace(facts.path, here, other), replace(facts.path, there, one)];
  return { title: `Swap ${code(one)} and ${code(other)}`, safe: false, preferred: true, edits };
}

/** With the brackets around it, which are no call's. */
function withBrackets({ start, end }: Span, { text }: FileFacts): Span {
  return isEnclosed(text, { start, end }) ? { start: start - 1, end: end + 1 } : { start, end };
}

/** A model's first layer, told of the shape that comes in. */
function inputShapeFix({ requirement, layer, operands }: BrokenRequirement): Fix | undefined {
  const sizes = operands[0] === undefined ? undefined : knownDims(operands[0].shape)?.slice(1).map(asConstant);
  if (requirement !== "input-shape" || layer?.creation === undefined || sizes?.includes(undefined) !== false)
    return undefined;
  const text = `[${sizes.join(", ")}]`;
  const edit = setArgument(layer.creation, "inputShape", text);
  return edit && { title: `Set \`inputShape\` to \`${text}\``, safe: false, preferred: false, edits: [edit] };
}
