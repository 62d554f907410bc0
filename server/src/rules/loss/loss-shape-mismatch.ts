/** A loss that compares element by element gets an input and a target of different shapes. */
import { insertAfter, withSuffix } from "../../edits/index.ts";
import type { BrokenRequirement, LossCallFact, LossOperand, Operand } from "../../facts/index.ts";
import {
  asConstant,
  axisOf,
  equalDims,
  knownDims,
  printDim,
  printShape,
  proveEqual,
  rankOf,
} from "../../shape/index.ts";
import type { Dim, Shape } from "../../shape/index.ts";
import { blankFix } from "../ctc-blank.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { familyOf } from "../family.ts";
import { flattenedSide } from "../flattened-side.ts";
import { chooseLoss, lossSpelling, ofKeras } from "../keras-losses.ts";
import { areOneHot, modeFix, modeSentence, toCategoricalFix, trainsOnOneHot } from "../keras-labels.ts";
import { crossEntropy, replaceLoss } from "../losses.ts";
import { sparseFunction } from "../sparse-function.ts";
import { addAxis, dropAxis } from "../spelling.ts";
import { culprit, operandPlaces, relatedPlaces } from "../story.ts";
import { stepsAdvice } from "../recurrent-steps.ts";
import { unfoldFix } from "../folded-batch.ts";
import { resizeHead } from "../resize-head.ts";
import { fixesOf } from "../keras-words.ts";
import type { Advice } from "../keras-words.ts";
import { missingSteps } from "../missing-axis.ts";
import { surplusAxes } from "../surplus-axes.ts";
import { swappedItems } from "../swapped-items.ts";
import { oneLabelFixes, oneLabelSentence, oneUnitFixes } from "../tfjs-labels.ts";
import type { Compared } from "../tfjs-labels.ts";
import { unitAxisFixes as leveledFixes } from "../unit-axis.ts";
import { code, either } from "../words.ts";
import { joinedAxisFix, reducedAxisFixes } from "../written-axes.ts";

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
  fixes: (found, context) =>
    ofKeras(lossCallAt(found.broken, context)) !== undefined
      ? kerasFixes(found, context)
      : [
          timeFirst(found, context),
          blankFix(found.broken, context),
          unfoldFix(found.input, found.target, context),
          sparseLoss(found, context),
          samplesFix(found, context),
          flattenedSide(found.input, found.target, context),
          ...unitAxisFixes(found, context),
          classesFix(found, context),
          ...reducedAxisFixes(found.input, found.target, undefined, context),
          joinedAxisFix(found.target, found.input.shape, context),
          ...trainingFixes(found, context),
          ...(isTraining(found.broken) ? fixesOf(axesAdvice(found, context)) : []),
          !isTraining(found.broken) && rankOf(found.target.shape) === 2 && found.broken.operation !== "ctc_loss"
            ? stepsAdvice(found.input, found.target, context)?.fix
            : undefined,
        ],
});

function message({ broken, input, target }: DifferentShapes, context: RuleContext): string {
  const name = (operand: Operand, otherwise: string): string =>
    operand.text === undefined ? otherwise : code(operand.text);
  const loss = ofKeras(lossCallAt(broken, context));
  const labels = name(target, "the labels");
  const are = target.text === undefined ? "are" : "is";
  if (loss !== undefined && swappedLabels({ broken, input, target }, context) !== undefined)
    return `${lossSpelling(loss)} wants labels of the output's shape ${printShape(input.shape)}, but ${labels} ${are} ${printShape(target.shape)}: they stand in another order than the outputs.`;
  if (loss !== undefined && isOneUnit({ broken, input, target }) && areOneHot(loss))
    return `${lossSpelling(loss)} wants one label for each sample, of the output's shape ${printShape(input.shape)}, but ${labels} ${are} one-hot: ${printShape(target.shape)}.${modeSentence(loss, "one label", context)}`;
  if (loss !== undefined && classesOfOneLabel({ broken, input, target }) !== undefined) {
    return loss.contract.classes === "exclusive"
      ? `${lossSpelling(loss)} wants one-hot labels of shape ${printShape(input.shape)}, but ${labels} ${are} ${printShape(target.shape)}: one class number a sample. ${trainsOnOneHot(loss, target, context) ? `Those that it trains with are one-hot: make these so too, by ${code("to_categorical")}.` : `${code("sparse_categorical_crossentropy")} takes those.`}`
      : `${lossSpelling(loss)} compares ${printShape(input.shape)} with ${labels} of ${printShape(target.shape)}: the model has ${String(classesOfOneLabel({ broken, input, target }))} units for one label. Give the last layer one unit, or use a cross-entropy over classes.`;
  }
  if (loss !== undefined)
    return `${lossSpelling(loss)} wants labels of the output's shape ${printShape(input.shape)}, but ${labels} ${are} ${printShape(target.shape)}.${axesAdvice({ input, target }, context)?.sentence ?? ""}`;
  if (broken.requirement === "several-outputs")
    return `${culprit(broken, context)}: the loss chooses among classes, but the model has one output, ${printShape(input.shape)}. Give it a unit for each class, or compile it with ${code("binaryCrossentropy")} for yes or no.`;
  if (broken.operation === "ctc_loss") return ctcMessage(broken, context);
  if (broken.operands.length > 2 || broken.subject !== "target") {
    const several = severalMessage(broken, context);
    if (several !== undefined) return several;
  }
  const says = isTraining(broken)
    ? `${culprit(broken, context)} compares the model's output ${printShape(input.shape)} with ${name(target, "labels")} of ${printShape(target.shape)}: their shapes must be the same.${axesAdvice({ input, target }, context)?.sentence ?? ""}`
    : `${culprit(broken, context)} compares element by element, but ${name(input, "its input")} is ${printShape(input.shape)} ` +
      `and ${name(target, "its target")} is ${printShape(target.shape)}.${stepsAdvice(input, target, context)?.sentence ?? ""}`;
  const units = classesOfOneLabel({ broken, input, target });
  if (units === undefined) return says;
  return isTraining(broken)
    ? `${says} ${oneLabelSentence(compared({ broken, input, target }, context), units)}`
    : `${says} One label for ${String(units)} scores is a choice between classes: that is cross-entropy's.`;
}

/** Of a model of TensorFlow.js: what it gives against its labels. */
const isTraining = ({ operation }: BrokenRequirement): boolean => /^(fit|batch)_/.test(operation);

/** Scores of (T, B, C): time first. */
function ctcMessage(broken: BrokenRequirement, context: RuleContext): string {
  const { relation, operands, subject } = broken;
  const who = culprit(broken, context);
  const [scores] = operands;
  const names: Readonly<Record<string, string>> = { targets: "the labels have a batch of" };
  if (relation.kind === "at-least" && scores !== undefined) return ctcLengthsMessage(broken, who, scores.shape);
  if (scores === undefined || relation.kind !== "equal")
    return `${who} takes scores of (T, B, C) and labels of (B, S), but gets ${either(
      operands.map(({ shape }) => printShape(shape)),
      "and",
    )}.`;
  const first = axisOf(scores.shape, 0);
  const isTurned = first !== undefined && equalDims(first, relation.left);
  const has = `${names[subject] ?? `\`${subject}\` has`} ${printDim(relation.left)}`;
  const advice = isTurned ? " The batch stands first: move time there with `.transpose(0, 1)`." : "";
  return `${who} takes scores of (T, B, C): ${printShape(scores.shape)} is a batch of ${printDim(relation.right)}, but ${has}.${advice}`;
}

/** A length that counts more than there is, or a blank that is no class. */
function ctcLengthsMessage({ requirement, relation, operands }: BrokenRequirement, who: string, scores: Shape): string {
  const [has, counted] = relation.kind === "at-least" ? [relation.left, relation.right].map(printDim) : [];
  const targets = operands.find(({ parameter }) => parameter === "targets")?.shape;
  if (requirement === "blank-range")
    return `${who} takes a class for its blank that the scores ${printShape(scores)} do not have: they have ${has ?? ""} classes, counted from 0.`;
  return requirement === "input-lengths"
    ? `${who} is told that ${counted ?? ""} steps of the scores count (\`input_lengths\`), but ${printShape(scores)} has ${has ?? ""}: time is the first axis.`
    : `${who} is told that ${counted ?? ""} labels of a sample count (\`target_lengths\`), but the targets ${targets === undefined ? "" : printShape(targets)} have ${has ?? ""} each.`;
}

/** Three tensors that go together sample by sample. */
function severalMessage(broken: BrokenRequirement, context: RuleContext): string | undefined {
  const tensors = broken.operands.filter(({ parameter }) => !parameter.includes("weight"));
  if (tensors.length < 3) return undefined;
  const shapes = either(
    tensors.map(
      ({ parameter, text, shape }) => `${text === undefined ? parameter : code(text)} is ${printShape(shape)}`,
    ),
    "and",
  );
  return `${culprit(broken, context)} takes its ${either(
    tensors.map(({ parameter }) => parameter.replace(/(\d)$/, " $1")),
    "and",
  )} sample by sample, but ${shapes}.`;
}

/** A target of (B,) beside columns of (B, 1), or a column beside rows of numbers. */
function samplesFix({ broken }: DifferentShapes, { facts }: RuleContext): Fix | undefined {
  const tensors = broken.operands.filter(({ parameter }) => !parameter.includes("weight"));
  const [one, target] = [tensors[0], tensors.find(({ parameter }) => parameter === "target")];
  const sizes = one && knownDims(one.shape);
  const has = target && knownDims(target.shape);
  if (tensors.length < 3 || target?.span === undefined || sizes === undefined || has === undefined) return undefined;
  if (broken.call?.path !== facts.path || sizes.length !== 2 || !equalDims(sizes[0] ?? -1, has[0] ?? -2))
    return undefined;
  const isColumn = has.length === 2 && has[1] === 1 && sizes[1] !== 1;
  const isMissing = has.length === 1 && sizes[1] === 1;
  if (!isColumn && !isMissing) return undefined;
  const { text, edit } = withSuffix(facts, target.span, isColumn ? dropAxis(facts, 1) : addAxis(facts, 1));
  return { title: `Write \`${text}\``, safe: false, preferred: true, edits: [edit] };
}

/** Axes that the output of a model has and its labels have not, or steps that the labels have and the output has not. */
const axesAdvice = (
  { input, target }: Pick<DifferentShapes, "input" | "target">,
  context: RuleContext,
): Advice | undefined => surplusAxes(input, target.shape, context) ?? missingSteps(input, target.shape, context);

/** Time first for the scores of a CTC loss. */
function timeFirst({ broken, input }: DifferentShapes, { facts }: RuleContext): Fix | undefined {
  const { relation, operation, call } = broken;
  const first = axisOf(input.shape, 0);
  if (operation !== "ctc_loss" || relation.kind !== "equal" || first === undefined || input.span === undefined)
    return undefined;
  if (!equalDims(first, relation.left) || call?.path !== facts.path) return undefined;
  const suffix = ".transpose(0, 1)";
  const title = `Put time first: \`${input.text ?? "input"}${suffix}\``;
  return { title, safe: false, preferred: true, edits: [insertAfter(facts, input.span, suffix)] };
}

function kerasFixes(found: DifferentShapes, context: RuleContext): readonly (Fix | undefined)[] {
  const swapped = swappedLabels(found, context);
  if (swapped !== undefined) return [swapped];
  return [
    ...kerasLabelFixes(found, context),
    ...columnsFix(found, context),
    flattenedSide(found.input, found.target, context),
    ...fixesOf(axesAdvice(found, context)),
    ...levelFixes(found, context),
  ];
}

/** Functions of Keras put no axis in, as its loss objects do: that keeps one loss for each sample. */
function levelFixes({ broken }: DifferentShapes, context: RuleContext): readonly (Fix | undefined)[] {
  const loss = lossCallAt(broken, context);
  const isFunction = loss?.creation === undefined && loss?.chosen === undefined && broken.path === context.facts.path;
  if (!isFunction || loss?.target === undefined || loss.contract.classes !== "independent") return [];
  const [drop, add] = leveledFixes(loss.input, loss.target, context);
  return [add && { ...add, preferred: true }, drop && { ...drop, preferred: false }];
}

/** The labels of several outputs, in another order than the outputs. */
const swappedLabels = ({ broken, input, target }: DifferentShapes, { facts }: RuleContext): Fix | undefined =>
  broken.part === undefined ? undefined : swappedItems(broken.call, ["y"], target.shape, input.shape, facts);

/** One-hot labels are wanted, class numbers are there: there is a loss for them, or they become one-hot. One label is wanted, and rows of them are there. */
function kerasLabelFixes(found: DifferentShapes, context: RuleContext): readonly (Fix | undefined)[] {
  const loss = lossCallAt(found.broken, context);
  const classes = classesOfOneLabel(found);
  if (loss?.contract.classes === "exclusive" && classes !== undefined)
    return [
      chooseLoss(loss, "sparse_categorical_crossentropy", context),
      toCategoricalFix(found.target, classes, trainsOnOneHot(loss, found.target, context), context),
      modeFix(loss, "one-hot", false, context),
    ];
  if (loss?.contract.classes === "independent" && classes !== undefined) {
    // Two units for yes or no are one too many.
    const isOneOfMany = classes > 2 && loss.input.tensor.reading?.last === "softmax";
    const isChoice = areClassNumbers(loss.target) || isOneOfMany;
    return isChoice
      ? [chooseLoss(loss, "sparse_categorical_crossentropy", context)]
      : resizeHead(found.input.producer, -1, 1, context);
  }
  if (loss?.contract.classes === "exclusive" && (isMaskOfNumbers(found) || isNumberEach(found)))
    return [chooseLoss(loss, "sparse_categorical_crossentropy", context)];
  const isOneLabel = loss?.contract.classes === "independent" && isOneUnit(found) && areOneHot(loss);
  return isOneLabel ? [modeFix(loss, "one label", true, context)] : [];
}

/** Numbers of three classes or more. */
const areClassNumbers = (labels: LossOperand | undefined): boolean => {
  const classes = labels?.tensor.reading?.classes;
  return classes !== undefined && classes.kind !== "atMost" && classes.count > 2;
};

/** Class numbers of (B, H, W, 1) for an output of (B, H, W, K). */
function isMaskOfNumbers({ input, target }: DifferentShapes): boolean {
  const [scores, labels] = [knownDims(input.shape), knownDims(target.shape)];
  if (scores === undefined || labels?.length !== scores.length || labels.at(-1) !== 1 || labels.length < 3)
    return false;
  return labels.slice(0, -1).every((size, axis) => equalDims(size, scores[axis] ?? -1));
}

/** Class numbers of (B, H, W) for an output of (B, H, W, K). */
function isNumberEach({ input, target }: DifferentShapes): boolean {
  const [scores, labels] = [knownDims(input.shape), knownDims(target.shape)];
  if (labels === undefined || labels.length < 2 || scores?.length !== labels.length + 1) return false;
  return labels.every((size, axis) => equalDims(size, scores[axis] ?? -1));
}

/** The function of TensorFlow that takes class numbers. */
function sparseLoss(found: DifferentShapes, context: RuleContext): Fix | undefined {
  const { call } = found.broken;
  const target = lossCallAt(found.broken, context)?.target;
  if (call === undefined || target === undefined) return undefined;
  if (classesOfOneLabel(found) === undefined && !isNumberEach(found)) return undefined;
  return sparseFunction(call, target, context);
}

/** As many units as the labels have columns. */
function columnsFix(found: DifferentShapes, context: RuleContext): readonly Fix[] {
  const [scores, labels] = [knownDims(found.input.shape), knownDims(found.target.shape)];
  const wanted = labels?.at(-1);
  if (scores?.length !== 2 || labels?.length !== 2 || wanted === undefined || (asConstant(wanted) ?? 1) === 1)
    return [];
  return resizeHead(found.input.producer, -1, wanted, context);
}

/** Whether the model gives one number for each sample. */
const isOneUnit = ({ input }: DifferentShapes): boolean => {
  const scores = knownDims(input.shape);
  return scores?.length === 2 && scores[1] === 1;
};

/** (B, 1) on one side and (B,) on the other. */
function unitAxisFixes(
  { broken, input, target }: DifferentShapes,
  { facts }: RuleContext,
): readonly (Fix | undefined)[] {
  const left = knownDims(input.shape);
  const right = knownDims(target.shape);
  if (left === undefined || right === undefined || broken.call?.path !== facts.path) return [];
  const squeezed = (operand: Operand, preferred: boolean): Fix | undefined =>
    suffixed(operand, dropAxis(facts, 1), preferred);
  const unsqueezed = (operand: Operand, preferred: boolean): Fix | undefined =>
    suffixed(operand, addAxis(facts, 1), preferred);
  const suffixed = (operand: Operand, suffix: string, preferred: boolean): Fix | undefined => {
    if (operand.span === undefined) return undefined;
    const { text, edit } = withSuffix(facts, operand.span, suffix);
    return { title: `Write \`${text}\``, safe: false, preferred, edits: [edit] };
  };
  if (isWithUnit(left, right)) return [squeezed(input, true), unsqueezed(target, false)];
  if (isWithUnit(right, left)) return [squeezed(target, true), unsqueezed(input, false)];
  return [];
}

/** The first is the second with an axis of 1 behind the batch. */
function isWithUnit(longer: readonly Dim[], shorter: readonly Dim[]): boolean {
  if (longer.length !== shorter.length + 1 || longer[1] !== 1 || longer.length < 2) return false;
  return [...longer.slice(0, 1), ...longer.slice(2)].every(
    (size, axis) => proveEqual(size, shorter[axis] ?? -1) !== "fails",
  );
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

/** Maps of scores, (B, K, H, W), and one class number for each place, (B, H, W). */
function isLabelEach({ input, target }: DifferentShapes): boolean {
  const [batch, units, ...places] = knownDims(input.shape) ?? [];
  const labels = knownDims(target.shape);
  if (batch === undefined || labels?.length !== places.length + 1 || places.length === 0) return false;
  const isSeveral = (asConstant(units ?? 1) ?? 1) > 1;
  return isSeveral && [batch, ...places].every((size, axis) => equalDims(size, labels[axis] ?? -1));
}

/** Cross-entropy with class numbers instead of a binary loss. */
function classesFix(found: DifferentShapes, context: RuleContext): Fix | undefined {
  const { broken, target } = found;
  const loss = lossCallAt(broken, context);
  const isChoice = classesOfOneLabel(found) !== undefined || isLabelEach(found);
  if (!isChoice || loss?.contract.input !== "logits" || target.span === undefined) return undefined;
  const replaced = replaceLoss(loss, crossEntropy, context);
  const suffix = `${classesOfOneLabel(found) !== undefined && knownDims(target.shape)?.length === 2 ? ".squeeze(1)" : ""}${loss.target?.tensor.dtype === "int64" ? "" : ".long()"}`;
  if (replaced === undefined) return undefined;
  const edits = suffix === "" ? replaced.edits : [...replaced.edits, insertAfter(context.facts, target.span, suffix)];
  const title = suffix === "" ? replaced.title : `${replaced.title} with \`${target.text ?? "target"}${suffix}\``;
  return { title, edits, safe: false, preferred: true };
}

function lossCallAt({ call, part }: BrokenRequirement, { facts }: RuleContext): LossCallFact | undefined {
  return facts.lossCalls.find(
    (loss) =>
      loss.part === part &&
      loss.call.path === call?.path &&
      loss.call.span.start === call.span.start &&
      loss.call.span.end === call.span.end,
  );
}

const compared = (found: DifferentShapes, context: RuleContext): Compared => ({
  ...found,
  loss: lossCallAt(found.broken, context),
});

/** What a model is trained with in TensorFlow.js: another loss, one-hot labels, or as many units as the labels have columns. */
function trainingFixes(found: DifferentShapes, context: RuleContext): readonly (Fix | undefined)[] {
  const { broken, input, target } = found;
  if (!isTraining(broken)) return [];
  if (broken.requirement === "several-outputs") return oneUnitFixes(compared(found, context), context);
  const units = classesOfOneLabel(found);
  if (units !== undefined) return oneLabelFixes(compared(found, context), units, context);
  const scores = knownDims(input.shape);
  const labels = knownDims(target.shape);
  const wanted = scores?.length === labels?.length ? labels?.at(-1) : undefined;
  return wanted === undefined || equalDims(wanted, scores?.at(-1) ?? -1)
    ? []
    : resizeHead(found.input.producer, -1, wanted, context);
}
