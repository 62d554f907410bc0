/**
 * What a metric compares: a network's output with labels. Metrics of the confusion matrix want equal shapes, errors broadcast, those of class numbers
 * want one for each row. A loss may be content where its metric is not, so each is judged by itself.
 */
import { elementCount, equalDims, knownDims, or, product, shapeFrom } from "../shape/index.ts";
import type { Dim, FreshSizes, Proof, Shape, TensorType } from "../shape/index.ts";
import { unknownResult } from "./argument.ts";
import { needsOf as operandNeeds } from "./broadcast.ts";
import { indexNeeds, pairedNeeds, sameNeeds } from "./class-last-loss.ts";
import { defineOp } from "./define.ts";
import type { Operation } from "./define.ts";
import { tensor, text } from "./parameters.ts";
import { equal, proof, prove, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";

const metric = defineOp({
  name: "compare_metric",
  params: { input: tensor("*_"), target: tensor("*_"), form: text(), metric: text("metric") },
  family: "metric",
  requires: {
    "metric-shape": ({ input, target, form, metric }, fresh) => {
      const needs = needsOf(form, input, target, fresh);
      if (needs === undefined) return undefined;
      const detail = { metric: metric ?? "", form: form ?? "", input: input.shape, target: target.shape };
      return proof("target", together(needs.map((need) => prove(need))), detail);
    },
    "one-hot-shape": ({ input, target, form, metric }) =>
      form === "best-classes" && isOneRow(input.shape, target.shape)
        ? proof("target", "fails", { metric: metric ?? "", form: "one-row", input: input.shape, target: target.shape })
        : undefined,
  },
  result: () => unknownResult,
});

/** Class numbers are read as scores: the largest of all rows, or of the only column. Nothing is refused, and what is counted is wrong. */
function isOneRow(input: Shape, target: Shape): boolean {
  const [scores, labels] = [knownDims(input), knownDims(target)];
  const units = scores?.at(-1);
  if (scores === undefined || labels === undefined || typeof units !== "number" || units < 2) return false;
  if (labels.length === scores.length) return labels.at(-1) === 1;
  // One row of scores may have its one-hot labels without the axis of the batch.
  const [rows, count] = [scores[0] ?? 1, labels[0] ?? 1];
  return scores.length === 2 && labels.length === 1 && equalDims(rows, count) && rows !== 1 && count !== units;
}

function needsOf(
  form: string | undefined,
  input: TensorType,
  target: TensorType,
  fresh: FreshSizes,
): readonly Need[] | undefined {
  switch (form) {
    case "same":
      return sameNeeds(input.shape, target.shape);
    case "exact":
      return exactNeeds(input, target);
    case "broadcast":
      return pairedNeeds(input, target, fresh);
    case "class-numbers":
      return indexNeeds(input.shape, target.shape);
    case "accuracy":
      return accuracyNeeds(input, target, fresh);
    case "best-classes":
      return bestNeeds(input, target, fresh);
    case "chosen-classes":
      return chosenNeeds(input, target, fresh);
    case "ranked-classes":
      return rankedNeeds(input.shape, target.shape);
    case "flat":
      return [
        equal(
          "target",
          elementCount(target.shape) ?? fresh.size("labels"),
          elementCount(input.shape) ?? fresh.size("scores"),
        ),
      ];
    case "columns":
      return columnNeeds(input.shape, target.shape);
    case "leveled-columns":
      return isLeveled(input.shape, target.shape) ? [] : columnNeeds(input.shape, target.shape);
    default:
      return undefined;
  }
}

/** No axis of 1 is put in. */
function exactNeeds(input: TensorType, target: TensorType): readonly Need[] {
  const [scores, labels] = [knownDims(input.shape), knownDims(target.shape)];
  if (scores === undefined || labels === undefined) return [];
  if (scores.length !== labels.length) return [rankIn("target", target.shape, [scores.length])];
  return labels.map((size, axis) => equal("target", size, scores[axis] ?? size));
}

const withDims = (of: TensorType, dims: readonly Dim[]): TensorType => ({ ...of, shape: shapeFrom(dims) });

/** The best class of each row on both sides; where the labels have one axis they all are one row, which meets everything. */
function bestNeeds(input: TensorType, target: TensorType, fresh: FreshSizes): readonly Need[] {
  const [scores, labels] = [knownDims(input.shape), knownDims(target.shape)];
  if (scores === undefined || labels === undefined || scores.length === 0 || labels.length === 0) return [];
  return operandNeeds(
    { input: withDims(input, scores.slice(0, -1)), target: withDims(target, labels.slice(0, -1)) },
    fresh,
  );
}

/** The best class of each row meets the labels, from which a last axis of 1 is taken where the ranks agree. */
function chosenNeeds(input: TensorType, target: TensorType, fresh: FreshSizes): readonly Need[] {
  const [scores, labels] = [knownDims(input.shape), knownDims(target.shape)];
  if (scores === undefined || labels === undefined || scores.length === 0) return [];
  const last = labels.at(-1);
  if (scores.length === labels.length && typeof last !== "number") return [];
  const numbers = scores.length === labels.length && last === 1 ? labels.slice(0, -1) : labels;
  return operandNeeds({ input: withDims(input, scores.slice(0, -1)), target: withDims(target, numbers) }, fresh);
}

/** "accuracy" is one of three, by the shapes that meet. */
function accuracyNeeds(input: TensorType, target: TensorType, fresh: FreshSizes): readonly Need[] {
  const [scores, labels] = [knownDims(input.shape), knownDims(target.shape)];
  const [units, last] = [scores?.at(-1), labels?.at(-1)];
  if (scores === undefined || labels === undefined || typeof units !== "number") return [];
  if (units === 1) return pairedNeeds(input, target, fresh);
  if (labels.length < scores.length) return chosenNeeds(input, target, fresh);
  if (typeof last !== "number") return [];
  return last === 1 ? chosenNeeds(input, target, fresh) : bestNeeds(input, target, fresh);
}

/** As many rows of scores as of labels, whose best class is looked for: labels of one axis are one row. */
function rankedNeeds(input: Shape, target: Shape): readonly Need[] {
  const [scores, labels] = [knownDims(input), knownDims(target)];
  if (scores === undefined || labels === undefined || scores.length === 0 || labels.length === 0) return [];
  return [equal("target", product(labels.slice(0, -1)), product(scores.slice(0, -1)))];
}

/** Labels of one axis get another where there is a single column of scores; or that is not known. */
function isLeveled(input: Shape, target: Shape): boolean {
  const [units, rank] = [knownDims(input)?.at(-1), knownDims(target)?.length];
  return rank === undefined || (rank === 1 && (typeof units !== "number" || units === 1));
}

/** A score for each column: both have two axes, and the labels as many columns or one. */
function columnNeeds(input: Shape, target: Shape): readonly Need[] {
  const [scores, labels] = [knownDims(input), knownDims(target)];
  const [units, columns] = [scores?.[1], labels?.[1]];
  const needs: readonly Need[] = [rankIn("input", input, [2]), rankIn("target", target, [2])];
  if (scores?.length !== 2 || labels?.length !== 2 || units === undefined || columns === undefined) return needs;
  return [proof("target", or(prove(equal("target", columns, units)), prove(equal("target", columns, 1))))];
}

function together(proofs: readonly Proof[]): Proof {
  if (proofs.includes("fails")) return "fails";
  return proofs.includes("unknown") ? "unknown" : "holds";
}

export const metrics: readonly Operation[] = [metric];
