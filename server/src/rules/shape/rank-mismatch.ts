/** A tensor with more or fewer axes than the operation takes. */
import { insertAfter, replaceCallee, withSuffix } from "../../edits/index.ts";
import type { BrokenRequirement, Operand } from "../../facts/index.ts";
import { knownDims, minRank, printShape, rankOf } from "../../shape/index.ts";
import type { Shape } from "../../shape/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { formatMessage, isFormatted, itemFix } from "../number-formats.ts";
import { addBatchFix, missingBatch, missingBatchSentence } from "../missing-batch.ts";
import { isScalarWanted, scalarFixes, scalarMessage, scalarPlace } from "../not-a-number.ts";
import { stateMessage } from "../recurrent-state.ts";
import { addAxis, dropAxis } from "../spelling.ts";
import { culprit, hasMethods, outerInput, relatedPlaces, subjectOperand } from "../story.ts";
import { code, either, rankWords } from "../words.ts";
import { familyOf } from "../family.ts";
import { topLeftOn } from "../keras-heads.ts";
import { axisNames, fixesOf, hasAxesOfKeras } from "../keras-words.ts";
import type { Advice } from "../keras-words.ts";
import { missingAxis } from "../missing-axis.ts";
import { everyStep, mapsForSteps } from "../surplus-axes.ts";
import { unflattenedInput } from "../unflattened-input.ts";

export const rankMismatch = defineRule({
  name: "rank-mismatch",
  summary: "A tensor has more or fewer axes than the operation takes",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check: (broken): BrokenRequirement | undefined => (familyOf(broken) === "rank" ? broken : undefined),
  report: (broken, context) => ({
    at: broken.span,
    message: message(broken, context),
    related: [...(isScalarWanted(broken) ? [scalarPlace(broken)] : []), ...relatedPlaces(broken)],
  }),
  fixes: (broken, context) => {
    if (isScalarWanted(broken)) return scalarFixes(broken, context);
    if (joinedShapes(broken) !== undefined) return fixesOf(joinedSteps(broken, context));
    const sample = hasAxesOfKeras(broken.layer) ? undefined : missingBatch(subjectOperand(broken)?.producer);
    const misfitting = misfit(broken, context);
    return [
      sample === undefined ? batchFix(broken, context) : addBatchFix(sample, broken, context),
      ...fixesOf(misfitting),
      indexFix(broken, context),
      unitFix(broken, context),
      mapFix(broken, context),
      // What is known to lack an axis, or to have one too many, is no input for another kind of layer.
      misfitting === undefined ? dimensionFix(broken, context) : undefined,
      itemFix(broken, context),
    ];
  },
});

/** An axis that is missing or that there is too much of, where it is known which. */
const misfit = (broken: BrokenRequirement, context: RuleContext) =>
  topLeftOn(broken, context) ??
  missingAxis(broken, context) ??
  unflattenedInput(broken, context) ??
  mapsForSteps(broken, context);

function message(broken: BrokenRequirement, context: RuleContext): string {
  const { relation } = broken;
  const who = culprit(broken, context);
  if (relation.kind !== "rank") return `${who} does not take a tensor with this number of axes.`;
  if (isFormatted(broken)) return formatMessage(broken);
  if (isScalarWanted(broken)) return scalarMessage(broken, who);
  const ofState = stateMessage(broken, who);
  if (ofState !== undefined) return ofState;
  const joined = joinedShapes(broken);
  if (joined !== undefined)
    return `${who} joins tensors of one number of axes, but gets ${either(joined.map(printShape), "and")}.${joinedSteps(broken, context)?.sentence ?? ""}`;
  const input = subjectOperand(broken);
  const shape = input?.shape ?? relation.shape;
  const has =
    rankOf(shape) === undefined ? `at least ${String(minRank(shape))} axes: ${printShape(shape)}` : rankWords(shape);
  if (broken.subject === "indices" && "min" in relation.allowed) {
    const number = rankOf(shape) === 0 ? " The number in it is `.item()`." : "";
    return `${who} indexes ${axesWords(relation.allowed.min)}, but the tensor has ${has}.${number}`;
  }
  // An order of axes names each of them.
  if (broken.subject === "dims" && !("min" in relation.allowed) && rankOf(shape) !== undefined)
    return `${who} names ${allowedWords(relation.allowed)}, but its input has ${rankWords(shape)}.`;
  const axes = hasAxesOfKeras(broken.layer) ? axisNames(broken.layer) : layoutWords(broken);
  const sample = hasAxesOfKeras(broken.layer) ? undefined : missingBatch(input?.producer);
  const missing = misfit(broken, context);
  const advice = missing?.sentence ?? (sample === undefined ? "" : missingBatchSentence(sample));
  const isNamed = broken.operation === "check_rank" && broken.layer === undefined && input?.text !== undefined;
  const what = isNamed ? code(input.text) : `its ${subjectWords(broken)}`;
  return `${who} takes ${allowedWords(relation.allowed)}${axes}, but ${missing?.what ?? `${what} has ${has}`}.${advice}`;
}

/** The shapes of tensors that stand in one list, of which another than the first is at fault. */
function joinedShapes({ relation, subject, operands }: BrokenRequirement): readonly Shape[] | undefined {
  const shapes = operands.filter(({ parameter }) => parameter === subject).map(({ shape }) => shape);
  if (relation.kind !== "rank" || shapes.length < 2) return undefined;
  return new Set(shapes.map(rankOf)).size > 1 ? shapes : undefined;
}

/** Every step of a sequence among rows, one for each sample. */
function joinedSteps({ operands }: BrokenRequirement, context: RuleContext): Advice | undefined {
  const steps = operands.filter(({ shape }) => rankOf(shape) === 3);
  const areRows = operands.every((operand) => steps.includes(operand) || rankOf(operand.shape) === 2);
  return areRows && steps.length === 1 ? everyStep(steps[0]?.producer, context) : undefined;
}

function axesWords(count: number): string {
  return `${String(count)} ${count === 1 ? "axis" : "axes"}`;
}

type Allowed = readonly number[] | { readonly min: number; readonly max?: number };

function allowedWords(allowed: Allowed): string {
  if (!("min" in allowed)) {
    const counts = [...allowed].sort((a, b) => a - b);
    return `${either(counts.map(String))} ${counts.length === 1 && counts[0] === 1 ? "axis" : "axes"}`;
  }
  const { min, max } = allowed;
  if (max === min) return axesWords(min);
  if (max === undefined) return `at least ${axesWords(min)}`;
  return `${String(min)} to ${String(max)} axes`;
}

/** What the axes are, for the operations where everybody stumbles. */
const layouts: readonly (readonly [RegExp, string])[] = [
  [/(batch|instance)_norm2d$/, " (batch, channels, height, width)"],
  [/(conv|pool|conv_transpose)1d$/, " (batch, channels, length)"],
  [/(conv|pool|conv_transpose)2d$/, " (batch, channels, height, width)"],
  [/(conv|pool|conv_transpose)3d$/, " (batch, channels, depth, height, width)"],
];

function layoutWords({ operation, subject }: BrokenRequirement): string {
  return subject === "input" ? (layouts.find(([pattern]) => pattern.test(operation))?.[1] ?? "") : "";
}

const subjectWords = ({ subject }: BrokenRequirement): string => (subject === "input" ? "input" : `\`${subject}\``);

/** An index for each row, where one for each row and column is wanted: `gather(1, actions.unsqueeze(1))`. */
function indexFix(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const index = subjectOperand(broken);
  const { relation, subject } = broken;
  if (subject !== "index" || relation.kind !== "rank" || "min" in relation.allowed || index?.span === undefined)
    return undefined;
  const wanted = relation.allowed[0];
  if (wanted === undefined || rankOf(index.shape) !== wanted - 1 || !hasMethods(index)) return undefined;
  const suffix = addAxis(facts, wanted === 2 ? 1 : -1);
  const { text, edit } = withSuffix(facts, index.span, suffix);
  return { title: `Write \`${text}\``, safe: false, preferred: true, edits: [edit] };
}

/** One axis too many, of size 1: a column where a list of numbers is taken. */
function unitFix(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const { relation, layer, call } = broken;
  const input = subjectOperand(broken);
  if (relation.kind !== "rank" || "min" in relation.allowed || layer !== undefined || call?.path !== facts.path)
    return undefined;
  const sizes = input && knownDims(input.shape);
  const units = sizes?.flatMap((size, axis) => (size === 1 ? [axis] : [])) ?? [];
  const [axis] = units;
  if (sizes?.length !== Math.max(...relation.allowed) + 1 || axis === undefined || units.length > 1) return undefined;
  if (input?.span === undefined || !hasMethods(input)) return undefined;
  const { text, edit } = withSuffix(facts, input.span, dropAxis(facts, axis));
  return { title: `Write \`${text}\``, safe: false, preferred: true, edits: [edit] };
}

/** Rows of numbers, where a transposed convolution grows a map from one point: its height and width are 1. */
function mapFix(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const { operation, subject, layer } = broken;
  const input = subjectOperand(broken);
  const space = Number(/^conv_transpose([123])d$/.exec(operation)?.[1]);
  if (subject !== "input" || !(space > 0) || input === undefined || rankOf(input.shape) !== 2) return undefined;
  const given = hasAxesOfKeras(layer) || !hasMethods(input) ? undefined : outerInput(broken, input);
  if (given?.path !== facts.path || facts.language !== "python") return undefined;
  const suffix = `[:, :${", None".repeat(space)}]`;
  const { text, edit } = withSuffix(facts, given.span, suffix);
  return { title: `Give it axes of size 1: \`${text}\``, safe: false, preferred: true, edits: [edit] };
}

/** The same layer for as many axes as come in: `GlobalAveragePooling3D` for films, `BatchNorm1d` for rows. */
function dimensionFix({ layer, relation, subject }: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const creation = layer?.creation;
  const rank = relation.kind === "rank" ? rankOf(relation.shape) : undefined;
  const found = /(?<=[a-z])([123])([dD])$/.exec(creation?.calleeText ?? "");
  if (creation?.path !== facts.path || rank === undefined || found === null || subject !== "input") return undefined;
  const space = rank === 2 && /Norm\dd$/.test(found.input) ? 1 : rank - 2;
  if (space < 1 || space > 3 || space === Number(found[1]) || !found.input.includes(".")) return undefined;
  const name = `${found.input.slice(0, found.index)}${String(space)}${found[2] ?? ""}`;
  const title = `Use \`${name}\``;
  return { title, safe: false, preferred: false, edits: [replaceCallee(creation, name)] };
}

/** One axis is missing in front of an input: most often the batch. */
function batchFix(broken: BrokenRequirement, { facts }: RuleContext): Fix | undefined {
  const { relation, subject } = broken;
  if (hasAxesOfKeras(broken.layer)) return undefined;
  const input: Operand | undefined = subjectOperand(broken);
  if (relation.kind !== "rank" || subject !== "input" || input?.span === undefined || input.text === undefined)
    return undefined;
  const rank = rankOf(relation.shape);
  const most = "min" in relation.allowed ? relation.allowed.min : Math.max(...relation.allowed);
  // A size that is left open is the batch's already.
  if (typeof knownDims(relation.shape)?.[0] !== "number") return undefined;
  if (rank === undefined || rank + 1 !== most || broken.call?.path !== facts.path) return undefined;
  if (!hasMethods(input)) return undefined;
  const title = `Add a batch axis to \`${input.text}\``;
  return { title, safe: false, preferred: false, edits: [insertAfter(facts, input.span, addAxis(facts, 0))] };
}
