/** Losses over classes: targets that are class numbers, or probabilities, or label sets. */
import {
  axisOf,
  isFloating,
  isInteger,
  knownDims,
  proveEqual,
  proveEqualShapes,
  rankOf,
  shapeFrom,
} from "../shape/index.ts";
import type { Dim, DType, FreshSizes, Proof, Shape, TensorType } from "../shape/index.ts";
import { anyShape, withoutAxis } from "./axis.ts";
import { needsOf, resultDType, shapeOfOperands } from "./broadcast.ts";
import { defineOp } from "./define.ts";
import type { Operation } from "./define.ts";
import { reduced, reductionKnown, sameShape } from "./loss.ts";
import { float, optional, tensor, text } from "./parameters.ts";
import { promoted, sameDType } from "./promotion.ts";
import { indexRange } from "./index-range.ts";
import { dtypeIn, equal, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { int } from "./size-parameters.ts";

/** Where the classes are: the second axis, or the only one. */
const classesOf = (input: Shape): Dim | undefined => axisOf(input, rankOf(input) === 1 ? 0 : 1);

/** The shape of a target of class numbers: the input's without its class axis. */
function indexShape(input: Shape): Shape | undefined {
  const sizes = knownDims(input);
  if (sizes === undefined) return undefined;
  return shapeFrom(sizes.length <= 1 ? [] : [...sizes.slice(0, 1), ...sizes.slice(2)]);
}

/** Whether the target is read as probabilities: torch goes by its shape alone. */
function soft(input: Shape, target: Shape): Proof {
  const left = rankOf(input);
  const right = rankOf(target);
  return left !== undefined && right !== undefined && left !== right ? "fails" : proveEqualShapes(input, target);
}

/** Targets of class numbers have one number where the input has a row of classes. */
function indexNeeds(input: Shape, target: Shape): readonly Need<"target">[] {
  const wanted = indexShape(input);
  const sizes = knownDims(target);
  if (wanted === undefined || sizes === undefined) return batchNeeds(input, target);
  const single = wanted.lead.length === 0 && sizes.length === 1;
  if (single) return [equal("target", sizes[0] ?? 1, 1)];
  return sameShape("target", target, wanted);
}

function batchNeeds(input: Shape, target: Shape): readonly Need<"target">[] {
  if (rankOf(input) === 1 || rankOf(target) === 0) return [];
  const left = axisOf(input, 0);
  const right = axisOf(target, 0);
  return left === undefined || right === undefined || rankOf(input) === undefined ? [] : [equal("target", right, left)];
}

function sizedWeight(weight: Dim | undefined, input: Shape): Need<"weight"> | undefined {
  const classes = classesOf(input);
  return weight === undefined || classes === undefined ? undefined : equal("weight", weight, classes);
}

/** One value for each target. */
function perTarget(input: Shape, target: TensorType, fresh: FreshSizes): Shape {
  const wanted = indexShape(input);
  if (wanted !== undefined && rankOf(target.shape) !== undefined && rankOf(target.shape) !== rankOf(input)) {
    return target.shape;
  }
  return wanted ?? anyShape(fresh);
}

const crossEntropy = defineOp({
  name: "cross_entropy",
  params: {
    input: tensor("*_"),
    target: tensor("*_"),
    weight: optional(tensor("Cweight")),
    ignore_index: int(-100),
    reduction: text("mean"),
    label_smoothing: float(),
  },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    rank: ({ input }) => rankIn("input", input.shape, { min: 1 }),
    dtype: ({ input }) => dtypeIn("input", input.dtype, "floating"),
    "class-weights": ({ input, Cweight }) => sizedWeight(Cweight, input.shape),
    // Beside probabilities, weights take part in the arithmetic.
    "weight-dtype": ({ input, target, weight }) =>
      soft(input.shape, target.shape) === "fails" ? sameDType("weight", weight, input) : undefined,
    "target-shape": ({ input, target }) => {
      const probabilities = soft(input.shape, target.shape);
      if (probabilities === "fails") return indexNeeds(input.shape, target.shape);
      if (probabilities === "holds") return undefined;
      if (target.dtype !== undefined && isFloating(target.dtype)) {
        return sameShape("target", target.shape, input.shape);
      }
      return mayBeProbabilities(input, target) ? undefined : indexNeeds(input.shape, target.shape);
    },
    "target-dtype": ({ input, target }) => {
      const probabilities = soft(input.shape, target.shape);
      if (probabilities === "unknown") return undefined;
      return dtypeIn("target", target.dtype, probabilities === "holds" ? "floating" : ["int64", "uint8"]);
    },
  },
  result: ({ input, target, reduction }, fresh) =>
    reduced(reduction, perTarget(input.shape, target, fresh), scoreDType(input, target), "cross_entropy", fresh),
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "cross_entropy", fresh),
});

/** Whole numbers with an axis for the classes are refused whatever their sizes: they are no probabilities, and class numbers have no such axis. */
function mayBeProbabilities(input: TensorType, target: TensorType): boolean {
  const isWhole = target.dtype !== undefined && (isInteger(target.dtype) || target.dtype === "bool");
  return (
    sameRank(input.shape, target.shape) &&
    !(isWhole && (rankOf(input.shape) ?? 0) > 1 && rankOf(target.shape) !== undefined)
  );
}

const sameRank = (a: Shape, b: Shape): boolean =>
  rankOf(a) === undefined || rankOf(b) === undefined || rankOf(a) === rankOf(b);

/** Probabilities take part in the arithmetic, class numbers do not. */
const scoreDType = (input: TensorType, target: TensorType): DType | undefined =>
  target.dtype !== undefined && isFloating(target.dtype) ? promoted([input, target]) : input.dtype;

const nllLoss = defineOp({
  name: "nll_loss",
  params: {
    input: tensor("*_"),
    target: tensor("*_"),
    weight: optional(tensor("Cweight")),
    ignore_index: int(-100),
    reduction: text("mean"),
  },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    rank: ({ input }) => rankIn("input", input.shape, { min: 1 }),
    dtype: ({ input }) => dtypeIn("input", input.dtype, "floating"),
    "class-weights": ({ input, Cweight }) => sizedWeight(Cweight, input.shape),
    "weight-dtype": ({ input, weight }) => sameDType("weight", weight, input),
    "target-shape": ({ input, target }) => indexNeeds(input.shape, target.shape),
    "target-dtype": ({ target }) => dtypeIn("target", target.dtype, ["int64", "uint8"]),
  },
  result: ({ input, target, reduction }, fresh) =>
    reduced(reduction, perTarget(input.shape, target, fresh), input.dtype, "nll_loss", fresh),
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "nll_loss", fresh),
});

const maybeOne = (batch: Shape): boolean =>
  batch.rest !== undefined || (batch.lead[0] !== undefined && proveEqual(batch.lead[0], 1) !== "fails");

const multiMargin = defineOp({
  name: "multi_margin_loss",
  params: {
    input: tensor("N? C"),
    target: tensor("*_"),
    p: int(1),
    margin: float(),
    weight: optional(tensor("Cweight")),
    reduction: text("mean"),
  },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    "class-weights": ({ input, Cweight }) => sizedWeight(Cweight, input.shape),
    // A batch of one takes a label without an axis.
    "target-shape": ({ input, target, N }) =>
      rankOf(target.shape) === 0 && maybeOne(N) ? undefined : indexNeeds(input.shape, target.shape),
    "target-dtype": ({ target }) => dtypeIn("target", target.dtype, ["int64"]),
  },
  // A row without a batch has one loss, of the label's shape; a label without a batch is one.
  result: ({ N, input, target, reduction }, fresh) =>
    reduced(
      reduction,
      rankOf(target.shape) === 0 || rankOf(N) === 0 ? target.shape : N,
      input.dtype,
      "multi_margin_loss",
      fresh,
    ),
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "multi_margin_loss", fresh),
});

const multilabelMargin = defineOp({
  name: "multilabel_margin_loss",
  params: { input: tensor("N? C"), target: tensor("*_"), reduction: text("mean") },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    "target-shape": ({ input, target }) => sameShape("target", target.shape, input.shape),
    "target-dtype": ({ target }) => dtypeIn("target", target.dtype, ["int64"]),
    "index-range": ({ target, C }) => indexRange("target", target, C),
  },
  result: ({ N, input, reduction }, fresh) => reduced(reduction, N, input.dtype, "multilabel_margin_loss", fresh),
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "multilabel_margin_loss", fresh),
});

const multilabelSoftMargin = defineOp({
  name: "multilabel_soft_margin_loss",
  params: { input: tensor("*N C"), target: tensor("*_"), weight: optional(tensor("*_")), reduction: text("mean") },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    broadcast: ({ input, target }, fresh) => needsOf({ input, target }, fresh),
  },
  result: ({ input, target, reduction }, fresh) => {
    // The class axis is the input's last, counted from the front.
    const rank = rankOf(input.shape);
    const whole = shapeOfOperands({ input, target }, fresh);
    const each = rank === undefined ? anyShape(fresh) : withoutAxis(whole, rank - 1, fresh);
    return reduced(reduction, each, resultDType([input, target]), "multilabel_soft_margin_loss", fresh);
  },
  promise: ({ reduction }, fresh) =>
    reduced(reduction, anyShape(fresh), undefined, "multilabel_soft_margin_loss", fresh),
});

export const classLosses: readonly Operation[] = [
  crossEntropy,
  nllLoss,
  multiMargin,
  multilabelMargin,
  multilabelSoftMargin,
];
