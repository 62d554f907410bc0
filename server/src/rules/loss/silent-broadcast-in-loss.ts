/** A loss whose input and target broadcast against each other: (B, 1) against (B,) compares every prediction with every label. */
import type { LossCallFact, LossContract, LossOperand } from "../../facts/index.ts";
import {
  asConstant,
  axisOf,
  equalDims,
  knownDims,
  printDim,
  printShape,
  rankOf,
  shapeFrom,
} from "../../shape/index.ts";
import type { Dim, Shape } from "../../shape/index.ts";
import { ancestry } from "../ancestry.ts";
import { defineRule } from "../define.ts";
import type { Fix, RuleContext } from "../define.ts";
import { compileWith, crashes, dependsOnWeights } from "../losses.ts";
import {
  isOneASample,
  isOneForEach,
  isPaired,
  outerSum,
  outerSumFixes,
  outerSumPlace,
  squareSize,
} from "../outer-sums.ts";
import type { OuterSum } from "../outer-sums.ts";
import { resizeHead } from "../resize-head.ts";
import { headOf, isRaw } from "../scores.ts";
import { fixesOf } from "../keras-words.ts";
import { isDenseFunction, sparseFunction } from "../sparse-function.ts";
import { everyStep } from "../surplus-axes.ts";
import { outerProduct, stretched, unitAxisFixes } from "../unit-axis.ts";
import { code } from "../words.ts";

/** How the two meet: each with each, labels stretched unseen, one label a sample along each row of scores, labels of other samples along the steps of each, one output with each of several columns. */
type Meeting = "pairs" | "stretched" | "rows" | "steps" | { readonly columns: number };

interface Broadcast {
  readonly loss: LossCallFact;
  readonly target: LossOperand;
  /** What is compared in fact. */
  readonly compared: readonly Dim[];
  readonly meeting: Meeting;
  /** What made a matrix of all against all of one of the sides. */
  readonly sum?: OuterSum | undefined;
}

export const silentBroadcastInLoss = defineRule({
  name: "silent-broadcast-in-loss",
  summary: "A loss compares every prediction with every label, because their shapes broadcast",
  level: "warning",
  since: "0.1.0",
  on: "loss-call",

  check(fact, { facts }): Broadcast | undefined {
    const loss = ofSeveralSamples(fact);
    const { contract, input, target } = loss;
    if (contract.target !== "same-shape" || target === undefined) return undefined;
    if (contract.otherShapes === "refused" || crashes(loss, facts)) return undefined;
    const [left, right] = leveled(contract, input.tensor.shape, target.tensor.shape);
    const found = (compared: readonly Dim[] | undefined, meeting: Meeting): Broadcast | undefined =>
      compared && { loss, target, compared, meeting };
    if (contract.otherShapes === "stretched")
      return found(inEachRow(left, right), "rows") ?? found(stretched(left, right), "stretched");
    const pairs = found(outerProduct(left, right), "pairs") ?? matrixOfPairs(loss, target, left, right);
    const columns = pairs === undefined ? columnsForOne(loss, left, right) : undefined;
    if (columns !== undefined) return found(knownDims(right), { columns });
    const isKept = loss.contract.levels === true && (loss.chosen ?? loss.creation) !== undefined;
    return pairs ?? (isKept ? found(alongSteps(left, right), "steps") : undefined);
  },
  report: ({ loss, target, compared, meeting, sum }, context) => {
    const [scores, labels] = [loss.input, target].map(({ tensor }) => printShape(tensor.shape));
    const made = `${code(loss.name)} broadcasts ${scores ?? ""} against ${labels ?? ""} to ${printShape(shapeFrom(compared))}: `;
    return {
      at: loss.call.span,
      message:
        meeting === "rows"
          ? `${code(loss.name)} sets labels of ${labels ?? ""} against each row of ${scores ?? ""}: ${unchecked}, and training breaks, or goes on where a batch has as many samples as a row has scores.`
          : meeting === "steps"
            ? `${code(loss.name)} sets labels of ${labels ?? ""} against each sample's steps in ${scores ?? ""}: training breaks, or goes on where a batch has one sample or as many as there are steps.${everyStep(loss.input.producer, context)?.sentence ?? ""}`
            : made + consequence(loss, meeting),
      related: [sum && outerSumPlace(sum, context)],
    };
  },
  fixes: ({ loss, target, meeting, sum }, context) => {
    if (sum !== undefined)
      return outerSumFixes(
        sum,
        [loss.input, target].some(({ tensor }) => rankOf(tensor.shape) === 1),
        context,
      );
    if (meeting === "steps") return fixesOf(everyStep(loss.input.producer, context));
    if (typeof meeting === "object") return resizeHead(loss.input.producer, -1, meeting.columns, context);
    return loss.contract.levels === true
      ? []
      : [
          sparseLoss(loss, context),
          sparseFunction(loss.call, target, context),
          ...unitAxisFixes(loss.input, target, context),
        ];
  },
});

/** What `squeeze()` leaves is (B,) for each batch but one of a single sample. */
function ofSeveralSamples(loss: LossCallFact): LossCallFact {
  const { input, target } = loss;
  return { ...loss, input: squeezed(input), ...(target === undefined ? {} : { target: squeezed(target) }) };
}

function squeezed(operand: LossOperand): LossOperand {
  const { tensor, producer } = operand;
  const from = producer?.inputs[0]?.tensor.shape;
  const sizes = from && knownDims(from);
  const isWhole =
    producer?.operation === "squeeze" && producer.inputs.length === 1 && rankOf(tensor.shape) === undefined;
  if (!isWhole || sizes?.[0] === undefined || asConstant(sizes[0]) !== undefined) return operand;
  return { ...operand, tensor: { ...tensor, shape: shapeFrom(sizes.filter((size) => size !== 1)) } };
}

/** One number for each sample, (B,), against a matrix of all against all, (B, B): that was a sum of such numbers and a column of them, or is no one's. */
function matrixOfPairs(loss: LossCallFact, target: LossOperand, left: Shape, right: Shape): Broadcast | undefined {
  const isLeft = squareSize(left) !== undefined;
  const [square, row, matrix, single] = isLeft ? [left, right, loss.input, target] : [right, left, target, loss.input];
  const count = squareSize(square);
  const compared = knownDims(square);
  if (count === undefined || compared === undefined || !isOneForEach(row, square)) return undefined;
  const sum = outerSum(matrix.producer);
  if (sum !== undefined) return { loss, target, compared, meeting: "pairs", sum };
  const isPrediction =
    rankOf(row) === 1 &&
    single.producer !== undefined &&
    dependsOnWeights(single.producer) &&
    isOneASample(single.producer, count);
  const isData = matrix.producer === undefined || !dependsOnWeights(matrix.producer);
  return isPrediction && isData && !isPaired(matrix.producer)
    ? { loss, target, compared, meeting: "pairs" }
    : undefined;
}

const unchecked = "nothing checks the labels of a dataset";

function consequence({ call, input }: LossCallFact, meeting: Exclude<Meeting, "rows" | "steps">): string {
  if (meeting === "stretched" && isDenseFunction(call))
    return `one label is set against all ${printDim(axisOf(input.tensor.shape, -1) ?? 1)} scores of its sample. Class numbers are for ${code("sparse_softmax_cross_entropy_with_logits")}.`;
  if (meeting === "stretched") return `${unchecked}, and training goes on with what they are stretched to.`;
  return meeting === "pairs"
    ? "every prediction is compared with every label, and the network learns their mean."
    : `the one output is compared with each of ${String(meeting.columns)} columns, and the network learns their mean. Give the last layer ${String(meeting.columns)} outputs.`;
}

/** One label for each sample, set against each row of scores: that breaks, but for a batch of as many samples as there are scores. */
function inEachRow(scores: Shape, labels: Shape): readonly Dim[] | undefined {
  const [rows, row] = [knownDims(scores), knownDims(labels)];
  const [count, width] = [row?.[0], rows?.[1]];
  if (rows?.length !== 2 || row?.length !== 1 || count === undefined || width === undefined) return undefined;
  return equalDims(rows[0] ?? -1, count) && (asConstant(width) ?? 1) > 1 ? rows : undefined;
}

/** An output for each step, (B, T, K), and one label a sample, (B, K), in batches whose size is not known: the samples' axis meets the steps. */
function alongSteps(scores: Shape, labels: Shape): readonly Dim[] | undefined {
  const [sizes, rows] = [knownDims(scores), knownDims(labels)];
  const [batch, steps, width] = sizes ?? [];
  if (sizes?.length !== 3 || rows?.length !== 2 || batch === undefined || asConstant(batch) !== undefined)
    return undefined;
  const isOneASample = equalDims(batch, rows[0] ?? -1) && equalDims(width ?? -1, rows[1] ?? -2);
  return isOneASample && (asConstant(steps ?? 1) ?? 1) > 1 ? sizes : undefined;
}

/** A layer with one unit, (B, 1), against several columns of targets, (B, 3), where numbers are compared and not classes. */
function columnsForOne({ contract, input, target }: LossCallFact, left: Shape, right: Shape): number | undefined {
  const [outputs, targets] = [knownDims(left), knownDims(right)];
  const columns = asConstant(targets?.at(-1) ?? 1) ?? 1;
  if (contract.classes !== "none" || outputs?.length !== targets?.length || (outputs?.length ?? 0) < 2)
    return undefined;
  const isElsewhereAlike = outputs?.slice(0, -1).every((size, axis) => equalDims(size, targets?.[axis] ?? -1));
  const head = input.producer && headOf(input.producer);
  const isOneUnit = head !== undefined && axisOf(head.output.shape, -1) === 1 && outputs?.at(-1) === 1;
  // What another network gives may be a vote of several.
  if ([...ancestry(target?.producer)].some(({ operation }) => isRaw({ last: operation }))) return undefined;
  return columns > 1 && isElsewhereAlike === true && isOneUnit ? columns : undefined;
}

/** What the loss compares: some put an axis of 1 in or take it out first, where the ranks differ by it. */
function leveled(contract: LossContract, left: Shape, right: Shape): readonly [Shape, Shape] {
  const one = knownDims(left);
  const other = knownDims(right);
  if (contract.levels !== true || one === undefined || other === undefined) return [left, right];
  if (one.length === other.length + 1 && one.at(-1) === 1)
    return other.length === 1 ? [left, shapeFrom([...other, 1])] : [shapeFrom(one.slice(0, -1)), right];
  if (other.length === one.length + 1 && other.at(-1) === 1)
    return one.length === 1 ? [shapeFrom([...one, 1]), right] : [left, shapeFrom(other.slice(0, -1))];
  return [left, right];
}

/** Class numbers of one axis, or in a column, where a choice among classes is trained on a dataset. */
function sparseLoss({ contract, input, target, call, part }: LossCallFact, context: RuleContext): Fix | undefined {
  const [scores, labels] = [knownDims(input.tensor.shape), target && knownDims(target.tensor.shape)];
  const isOneNumber = labels?.length === 1 || (labels?.length === 2 && labels[1] === 1 && scores?.[1] !== 1);
  const isCompiled = contract.otherShapes === "stretched" && context.facts.language !== "python";
  return contract.classes === "exclusive" && isCompiled && isOneNumber
    ? compileWith("sparseCategoricalCrossentropy", call, context, part)
    : undefined;
}
