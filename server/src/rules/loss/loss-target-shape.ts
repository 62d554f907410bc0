/** Class labels of another shape than the loss wants: one label for each row of scores. */
import type { BrokenRequirement, LossCallFact, Operand } from "../../facts/index.ts";
import {
  axisOf,
  equalDims,
  knownDims,
  printDim,
  printShape,
  proveEqual,
  rankOf,
  shapeFrom,
} from "../../shape/index.ts";
import type { Dim, Shape } from "../../shape/index.ts";
import { insertAfter, isAtomic, replace, withSuffix } from "../../edits/index.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { familyOf } from "../family.ts";
import { foldedBatch, foldedWords, unfoldFix } from "../folded-batch.ts";
import { nnSpelling } from "../heads.ts";
import { classNumbers, dropAxis } from "../spelling.ts";
import { chooseLoss, lossSpelling, ofKeras } from "../keras-losses.ts";
import { areOneHot, modeFix } from "../keras-labels.ts";
import { compileWith, isSwapped, lossAt } from "../losses.ts";
import { stepsAdvice } from "../recurrent-steps.ts";
import { culprit, hasMethods, operandPlaces, relatedPlaces } from "../story.ts";
import { fixesOf } from "../keras-words.ts";
import { surplusAxes } from "../surplus-axes.ts";
import { oneUnitFixes } from "../tfjs-labels.ts";
import { code } from "../words.ts";
import { reducedAxisFixes } from "../written-axes.ts";

interface WrongTarget {
  readonly broken: BrokenRequirement;
  readonly input: Operand;
  readonly target: Operand;
  /** The shape that labels for this input have. */
  readonly wanted: Shape | undefined;
}

export const lossTargetShape = defineRule({
  name: "loss-target-shape",
  summary: "Class labels do not have one label for each row of scores",
  level: "error",
  since: "0.1.0",
  on: "broken-requirement",

  check(broken, { facts }): WrongTarget | undefined {
    const [input, target] = broken.operands;
    if (familyOf(broken) !== "loss-target-shape" || input === undefined || target === undefined) return undefined;
    const loss = lossAt(broken, facts);
    if (loss !== undefined && isSwapped(loss)) return undefined;
    const dims = knownDims(input.shape);
    const isSparse = /^(fit|batch)_/.test(broken.operation);
    const without = (sizes: readonly Dim[]): readonly Dim[] =>
      isSparse ? [...sizes.slice(0, -1), 1] : [...sizes.slice(0, 1), ...sizes.slice(2)];
    const wanted = dims && shapeFrom(dims.length <= 1 ? [] : without(dims));
    return { broken, input, target, wanted };
  },
  report: (found, context) => ({
    at: found.broken.span,
    message: message(found, context),
    related: [...operandPlaces(found.broken, context), ...relatedPlaces(found.broken)],
  }),
  fixes: (found, context) =>
    found.broken.requirement === "several-outputs"
      ? oneUnitFixes({ ...found, loss: lossAt(found.broken, context.facts) }, context)
      : ofKeras(lossAt(found.broken, context.facts)) !== undefined
        ? [
            oneHotFix(found, context),
            numbersFix(found, context),
            ...fixesOf(surplusAxes(found.input, found.target.shape, context)),
          ]
        : [
            isTrained(found) ? undefined : squeezeFix(found, context),
            isTrained(found) && isOneHot(found.input, found.target)
              ? compileWith("categoricalCrossentropy", found.broken.call, context, found.broken.part)
              : undefined,
            isTrained(found) ? undefined : indicesFix(found, context),
            ...(isTrained(found) ? fixesOf(surplusAxes(found.input, found.target.shape, context)) : []),
            classAxisFix(found, context),
            unfoldFix(found.input, found.target, context),
            isTrained(found) ? undefined : stepsAdvice(found.input, found.target, context)?.fix,
            isTrained(found) ? undefined : pooledScores(found, context),
            resizeScores(found, context),
            ...reducedAxisFixes(found.input, undefined, axisOf(found.target.shape, 0), context),
          ],
});

function message({ broken, input, target, wanted }: WrongTarget, context: RuleContext): string {
  const who = culprit(broken, context);
  const loss = ofKeras(lossAt(broken, context.facts));
  if (loss !== undefined)
    return kerasMessage(loss, input, target) + (surplusAxes(input, target.shape, context)?.sentence ?? "");
  const labels = target.text === undefined ? "the target" : code(target.text);
  if (broken.requirement === "several-outputs")
    return `${who}: the loss chooses among classes, but the model has one output, ${printShape(input.shape)}. Give it a unit for each class, or compile it with ${code("binaryCrossentropy")} for yes or no.`;
  const says = `${who} wants class labels of shape ${wanted === undefined ? "(B,)" : printShape(wanted)} for scores of ${printShape(input.shape)}, but ${labels} ${target.text === undefined ? "are" : "is"} ${printShape(target.shape)}`;
  if (hasClassAxisLast(input, target)) return `${says}. The classes must be axis 1 of the scores, not the last.`;
  const left = axisOf(input.shape, 0);
  const right = axisOf(target.shape, 0);
  const sameRank = wanted !== undefined && rankOf(target.shape) === rankOf(wanted);
  if (sameRank && left !== undefined && right !== undefined && !equalDims(left, right)) {
    const folded = foldedBatch(input.producer, left, right);
    const steps = stepsAdvice(input, target, context);
    if (steps !== undefined) return `${says}.${steps.sentence}`;
    return `${says}: the batch is ${printDim(left)} in one and ${printDim(right)} in the other.${folded === undefined ? "" : ` ${foldedWords(folded)}`}`;
  }
  if (isTrained({ broken })) {
    const advice = isOneHot(input, target)
      ? `: one-hot. ${code("categoricalCrossentropy")} takes those.`
      : `.${surplusAxes(input, target.shape, context)?.sentence ?? ""}`;
    return `${says}${advice}`;
  }
  return `${says}.${stepsAdvice(input, target, context)?.sentence ?? ""}`;
}

/** (B, T, C) for one label a sample: the axis of 1 was left, or the steps were never brought together. */
function pooledScores({ input, target }: WrongTarget, context: RuleContext): Fix | undefined {
  const [scores, labels] = [knownDims(input.shape), knownDims(target.shape)];
  const [batch, steps] = scores ?? [];
  if (input.span === undefined || scores?.length !== 3 || labels?.length !== 1 || !hasMethods(input)) return undefined;
  if (batch === undefined || steps === undefined || !equalDims(batch, labels[0] ?? -1)) return undefined;
  if (context.facts.language !== "python" || stepsAdvice(input, target, context) !== undefined) return undefined;
  const suffix = steps === 1 ? ".squeeze(1)" : ".mean(dim=1)";
  const what = steps === 1 ? "Squeeze the scores" : "Average the scores over the steps";
  const edits = [insertAfter(context.facts, input.span, suffix)];
  return { title: `${what}: \`${input.text ?? "input"}${suffix}\``, safe: false, preferred: true, edits };
}

/** Scores of a smaller map than the mask's: (B, C, 32, 32) against (B, 64, 64). */
function resizeScores({ broken, input, target, wanted }: WrongTarget, { facts }: RuleContext): Fix | undefined {
  const [has, sizes] = [knownDims(target.shape), wanted && knownDims(wanted)];
  if (has?.length !== 3 || sizes?.length !== 3 || facts.language !== "python" || broken.layer !== undefined)
    return undefined;
  const isOfImages = equalDims(has[0] ?? -1, sizes[0] ?? -2) && !equalDims(has[1] ?? -1, sizes[1] ?? -1);
  if (!isOfImages || input.span === undefined || input.text === undefined || target.text === undefined)
    return undefined;
  const functional =
    /^\s*import (?:[\w. ]+, *)*torch\.nn\.functional as (\w+)/m.exec(facts.text)?.[1] ??
    `${nnSpelling(facts.text)}.functional`;
  const labels = isAtomic(target.text) ? target.text : `(${target.text})`;
  const written = `${functional}.interpolate(${input.text}, size=${labels}.shape[-2:], mode="bilinear")`;
  const edits = [replace(facts.path, input.span, written)];
  return {
    title: `Resize the scores to the labels with \`${functional}.interpolate\``,
    safe: false,
    preferred: true,
    edits,
  };
}

/** The labels of a model that is trained by name: those that are one-hot go with another loss. */
const isTrained = ({ broken }: Pick<WrongTarget, "broken">): boolean => /^(fit|batch)_/.test(broken.operation);

/** Classes stand last. */
function kerasMessage(loss: LossCallFact, input: Operand, target: Operand): string {
  const dims = knownDims(input.shape);
  const wanted = dims === undefined ? "(B,)" : printShape(shapeFrom(dims.slice(0, -1)));
  const labels = target.text === undefined ? "the labels" : code(target.text);
  const says = `${lossSpelling(loss)} wants class numbers of shape ${wanted} for an output of ${printShape(input.shape)}, but ${labels} ${target.text === undefined ? "are" : "is"} ${printShape(target.shape)}`;
  if (areForEachUnit(loss, input, target))
    return `${says}: a label for each unit, which the sigmoid takes by itself. ${code("binary_crossentropy")} takes those.`;
  return isOneHot(input, target) || areOneHotRows(loss, input, target)
    ? `${says}: one-hot. ${code("categorical_crossentropy")} takes those.`
    : `${says}.`;
}

const isOneHot = (input: Operand, target: Operand): boolean => {
  const scores = knownDims(input.shape);
  const labels = knownDims(target.shape);
  return (
    scores !== undefined &&
    labels?.length === scores.length &&
    labels.every((size, axis) => equalDims(size, scores[axis] ?? -1))
  );
};

/** Columns of labels that nothing shows to exclude each other, for units that do not either. */
const areForEachUnit = (loss: LossCallFact, input: Operand, target: Operand): boolean =>
  loss.input.tensor.reading?.last === "sigmoid" && isOneHot(input, target) && !areOneHot(loss);

/** Known by how they were made, where the number of classes is not. */
function areOneHotRows(loss: LossCallFact, input: Operand, target: Operand): boolean {
  const [scores, labels] = [knownDims(input.shape), knownDims(target.shape)];
  const mayFit = proveEqual(scores?.at(-1) ?? 0, labels?.at(-1) ?? 0) !== "fails";
  return areOneHot(loss) && labels !== undefined && labels.length === scores?.length && mayFit;
}

/** Folders give class numbers as well. */
function numbersFix({ broken }: WrongTarget, context: RuleContext): Fix | undefined {
  const loss = lossAt(broken, context.facts);
  return loss !== undefined && areOneHot(loss) ? modeFix(loss, "class numbers", false, context) : undefined;
}

function oneHotFix({ broken, input, target }: WrongTarget, context: RuleContext): Fix | undefined {
  const loss = lossAt(broken, context.facts);
  if (loss !== undefined && areForEachUnit(loss, input, target))
    return chooseLoss(loss, "binary_crossentropy", context);
  return loss !== undefined && (isOneHot(input, target) || areOneHotRows(loss, input, target))
    ? chooseLoss(loss, "categorical_crossentropy", context)
    : undefined;
}

/** (B, T, C) with labels of (B, T). */
function hasClassAxisLast(input: Operand, target: Operand): boolean {
  const scores = knownDims(input.shape);
  const labels = knownDims(target.shape);
  if (scores === undefined || labels === undefined || scores.length < 3 || labels.length !== scores.length - 1)
    return false;
  return labels.every((size, axis) => equalDims(size, scores[axis] ?? -1));
}

/** (B, 1) labels for a loss that wants (B,). */
function squeezeFix({ target, wanted }: WrongTarget, { facts }: RuleContext): Fix | undefined {
  const dims = knownDims(target.shape);
  const sizes = wanted && knownDims(wanted);
  if (target.span === undefined || dims === undefined || sizes === undefined || dims.length !== sizes.length + 1)
    return undefined;
  if (
    dims[1] !== 1 ||
    ![...dims.slice(0, 1), ...dims.slice(2)].every((size, axis) => equalDims(size, sizes[axis] ?? -1))
  )
    return undefined;
  const { text, edit } = withSuffix(facts, target.span, dropAxis(facts, 1));
  return { title: `Squeeze the labels: ${code(text)}`, safe: true, preferred: true, edits: [edit] };
}

/** One-hot labels of the scores' own shape. */
function indicesFix({ input, target }: WrongTarget, { facts }: RuleContext): Fix | undefined {
  const same =
    rankOf(input.shape) === rankOf(target.shape) &&
    equalDims(axisOf(input.shape, 1) ?? -1, axisOf(target.shape, 1) ?? -2);
  if (target.span === undefined || !same) return undefined;
  const suffix = classNumbers(facts);
  const title = `Make class numbers of one-hot labels: \`${target.text ?? "target"}${suffix}\``;
  return { title, safe: false, preferred: true, edits: [insertAfter(facts, target.span, suffix)] };
}

function classAxisFix({ input, target }: WrongTarget, { facts }: RuleContext): Fix | undefined {
  const rank = rankOf(input.shape);
  if (input.span === undefined || rank === undefined || !hasClassAxisLast(input, target)) return undefined;
  const suffix = rank === 3 ? ".transpose(1, 2)" : ".movedim(-1, 1)";
  const title = `Put the class axis second: \`${input.text ?? "input"}${suffix}\``;
  return { title, safe: false, preferred: true, edits: [insertAfter(facts, input.span, suffix)] };
}
