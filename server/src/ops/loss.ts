/**
 * Losses that compare an input with a target of its own shape, or one that broadcasts to it. Losses over classes and
 * over embeddings are in class-loss.ts and distance.ts.
 */
import { knownDims, or, proveEqual, proveEqualShapes, rankOf, shapeOf } from "../shape/index.ts";
import type { DType, FreshSizes, Shape, TensorType } from "../shape/index.ts";
import type { OpResult } from "./argument.ts";
import { anyShape } from "./axis.ts";
import { needsOf, resultDType, shapeOfOperands } from "./broadcast.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { flag, float, operand, optional, tensor, text } from "./parameters.ts";
import type { Operand } from "./parameters.ts";
import { commonDType, floatOf, promoted, sameDType } from "./promotion.ts";
import { dtypeIn, equal, oneOf, proof, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";

/** A loss averaged or summed is a scalar; `none` keeps one value for each that was compared. */
export function reduced(
  reduction: string | undefined,
  each: Shape,
  dtype: DType | undefined,
  name: string,
  fresh: FreshSizes,
): OpResult {
  if (reduction === undefined) return result(anyShape(fresh), dtype, { last: name });
  return result(reduction === "none" ? each : shapeOf(), dtype, { last: name });
}

export function reductionKnown(
  reduction: string | undefined,
  names = ["none", "mean", "sum"],
): Need<"reduction"> | undefined {
  return oneOf("reduction", reduction, names);
}

/** One shape, axis for axis. */
export function sameShape<S extends string>(subject: S, actual: Shape, wanted: Shape): readonly Need<S>[] {
  const lefts = knownDims(actual);
  const rights = knownDims(wanted);
  const rank = rankOf(wanted) ?? rankOf(actual);
  if (rank === undefined) return [];
  const ranks = [rankIn(subject, rankOf(wanted) === undefined ? wanted : actual, [rank])];
  if (lefts === undefined || rights?.length !== lefts.length) return ranks;
  return [...ranks, ...lefts.map((size, axis): Need<S> => equal(subject, size, rights[axis] ?? size))];
}

interface Compared {
  readonly input: TensorType;
  readonly target: TensorType;
}

/** Booleans are not subtracted, and the Huber loss is written into a tensor like its input. */
const comparable: Readonly<
  Record<string, { readonly dtype: (given: Compared) => readonly (Need<"input" | "target"> | undefined)[] }>
> = {
  l1_loss: { dtype: ({ input, target }) => numbers({ input, target }) },
  huber_loss: { dtype: ({ input }) => [dtypeIn("input", input.dtype, "differentiable")] },
};

/** As what functions of real numbers make of it. */
export const asFloats = ({ shape, dtype }: TensorType): TensorType => {
  const floats = floatOf(dtype);
  return { shape, ...(floats === undefined ? {} : { dtype: floats }) };
};

/** Of these tensors none is of booleans. */
export const numbers = <S extends string>(tensors: Readonly<Record<S, TensorType>>): readonly (Need<S> | undefined)[] =>
  Object.entries<TensorType>(tensors).map(([name, { dtype }]) => dtypeIn(name as S, dtype, "not-bool"));

/** Losses whose operands broadcast (torch warns where they do). */
function broadcastLoss(name: string): Operation {
  return defineOp({
    name,
    params: {
      input: tensor("*_"),
      target: tensor("*_"),
      reduction: text("mean"),
      beta: float(),
      weight: optional(tensor("*_")),
    },
    requires: {
      reduction: ({ reduction }) => reductionKnown(reduction),
      broadcast: ({ input, target }, fresh) => needsOf({ input, target }, fresh),
      ...comparable[name],
    },
    result: ({ input, target, reduction }, fresh) =>
      // The Huber loss is written into a tensor like its input.
      reduced(
        reduction,
        shapeOfOperands({ input, target }, fresh),
        name === "huber_loss" ? input.dtype : promoted([input, target]),
        name,
        fresh,
      ),
    promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, name, fresh),
  });
}

const klDiv = defineOp({
  name: "kl_div",
  params: { input: tensor("*_"), target: tensor("*_"), reduction: text("mean"), log_target: flag(false) },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction, ["none", "mean", "sum", "batchmean"]),
    broadcast: ({ input, target }, fresh) => needsOf({ input, target }, fresh),
    dtype: ({ input, target }) => [
      dtypeIn("input", input.dtype, "differentiable"),
      dtypeIn("target", target.dtype, "differentiable"),
    ],
  },
  result: ({ input, target, reduction }, fresh) =>
    reduced(reduction, shapeOfOperands({ input, target }, fresh), resultDType([input, target]), "kl_div", fresh),
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "kl_div", fresh),
});

/** A weight is multiplied in place with one number for each of the input, and must not outgrow it. */
const withinInput = <S extends string>(
  subject: S,
  input: TensorType,
  weight: TensorType | undefined,
  fresh: FreshSizes,
): Need<S> | undefined =>
  weight === undefined
    ? undefined
    : proof(subject, proveEqualShapes(shapeOfOperands({ input, weight }, fresh), input.shape));

const binaryCrossEntropy = defineOp({
  name: "binary_cross_entropy",
  params: { input: tensor("*_"), target: tensor("*_"), weight: optional(tensor("*_")), reduction: text("mean") },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    "target-shape": ({ input, target }) => sameShape("target", target.shape, input.shape),
    "target-dtype": ({ input, target }) => sameDType("target", target, input),
    "weight-broadcast": ({ input, weight }, fresh) => (weight === undefined ? [] : needsOf({ input, weight }, fresh)),
    "weight-shape": ({ input, weight }, fresh) => withinInput("weight", input, weight, fresh),
  },
  result: ({ input, reduction }, fresh) => reduced(reduction, input.shape, input.dtype, "binary_cross_entropy", fresh),
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "binary_cross_entropy", fresh),
});

const binaryCrossEntropyWithLogits = defineOp({
  name: "binary_cross_entropy_with_logits",
  params: {
    input: tensor("*_"),
    target: tensor("*_"),
    weight: optional(tensor("*_")),
    reduction: text("mean"),
    pos_weight: optional(tensor("*_")),
  },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    "target-shape": ({ input, target }) => sameShape("target", target.shape, input.shape),
    "target-dtype": ({ target }) => dtypeIn("target", target.dtype, "differentiable"),
    "weight-broadcast": ({ input, weight, pos_weight }, fresh) => needsOf({ input, weight, pos_weight }, fresh),
    "weight-shape": ({ input, weight }, fresh) => withinInput("weight", input, weight, fresh),
    "pos-weight-shape": ({ input, pos_weight }, fresh) => withinInput("pos_weight", input, pos_weight, fresh),
  },
  result: ({ input, target, reduction }, fresh) =>
    reduced(reduction, input.shape, commonDType(input, target), "binary_cross_entropy_with_logits", fresh),
  promise: ({ reduction }, fresh) =>
    reduced(reduction, anyShape(fresh), undefined, "binary_cross_entropy_with_logits", fresh),
});

/** The exponential of the input, less the product of both. */
const poissonDType = (input: TensorType, target: TensorType): DType | undefined => {
  const product = resultDType([input, target]);
  const first = asFloats(input);
  return product === undefined
    ? undefined
    : resultDType([first, { shape: rankOf(input.shape) === 0 ? target.shape : input.shape, dtype: product }]);
};

const poissonLoss = defineOp({
  name: "poisson_nll_loss",
  params: {
    input: tensor("*_"),
    target: tensor("*_"),
    log_input: flag(true),
    full: flag(false),
    eps: float(),
    reduction: text("mean"),
  },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    broadcast: ({ input, target }, fresh) => needsOf({ input, target }, fresh),
  },
  result: ({ input, target, reduction }, fresh) =>
    reduced(
      reduction,
      shapeOfOperands({ input, target }, fresh),
      poissonDType(input, target),
      "poisson_nll_loss",
      fresh,
    ),
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "poisson_nll_loss", fresh),
});

/** The variance has the input's shape, or one value for an axis, or lacks the last axis. */
function fitsVariance(input: Shape, variance: Shape) {
  const sizes = knownDims(input);
  const given = knownDims(variance);
  if (sizes === undefined || given === undefined) return undefined;
  const short = given.length === sizes.length - 1;
  const rank = rankIn("var", variance, [sizes.length, sizes.length - 1]);
  return [
    rank,
    ...given.flatMap((size, axis) => {
      if (axis >= sizes.length) return [];
      const wanted = sizes[axis] ?? size;
      if (short) return [equal("var", size, wanted)];
      return [proof("var", or(proveEqual(size, wanted), proveEqual(size, 1)), { size, wanted })];
    }),
  ];
}

/** The logarithm of the variance, and the squared difference by it. */
function gaussianDType(input: TensorType, target: TensorType, variance: Operand): DType | undefined {
  if (variance.kind === "number") return undefined;
  const all = [input, target, variance.tensor];
  // One that lacks the last axis is given it.
  return floatOf(rankOf(input.shape) === rankOf(variance.tensor.shape) ? resultDType(all) : promoted(all));
}

const gaussianLoss = defineOp({
  name: "gaussian_nll_loss",
  params: {
    input: tensor("*_"),
    target: tensor("*_"),
    var: operand(),
    full: flag(false),
    eps: float(),
    reduction: text("mean"),
  },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    broadcast: ({ input, target }, fresh) => needsOf({ input, target }, fresh),
    dtype: ({ input, target }) => numbers({ input, target }),
    "variance-size": ({ input, var: variance }) =>
      variance.kind === "tensor" ? fitsVariance(input.shape, variance.tensor.shape) : undefined,
  },
  result: ({ input, target, var: variance, reduction }, fresh) => {
    return reduced(
      reduction,
      shapeOfOperands({ input, target }, fresh),
      gaussianDType(input, target, variance),
      "gaussian_nll_loss",
      fresh,
    );
  },
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "gaussian_nll_loss", fresh),
});

const hingeEmbedding = defineOp({
  name: "hinge_embedding_loss",
  params: { input: tensor("*_"), target: tensor("*_"), margin: float(), reduction: text("mean") },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    broadcast: ({ input, target }, fresh) => needsOf({ input, target }, fresh),
    dtype: ({ input }) => numbers({ input }),
  },
  result: ({ input, target, reduction }, fresh) => {
    const each = shapeOfOperands({ input, target }, fresh);
    return reduced(reduction, each, input.dtype, "hinge_embedding_loss", fresh);
  },
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "hinge_embedding_loss", fresh),
});

const softMargin = defineOp({
  name: "soft_margin_loss",
  params: { input: tensor("*_"), target: tensor("*_"), reduction: text("mean") },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    broadcast: ({ input, target }, fresh) => needsOf({ input, target }, fresh),
    // It works in place of its input, which a target must not outgrow.
    "input-shape": ({ input, target }, fresh) =>
      proof("target", proveEqualShapes(shapeOfOperands({ input, target }, fresh), input.shape)),
    dtype: ({ input }) => dtypeIn("input", input.dtype, "differentiable"),
  },
  result: ({ input, reduction }, fresh) => reduced(reduction, input.shape, input.dtype, "soft_margin_loss", fresh),
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "soft_margin_loss", fresh),
});

const marginRanking = defineOp({
  name: "margin_ranking_loss",
  params: {
    input1: tensor("*_"),
    input2: tensor("*_"),
    target: tensor("*_"),
    margin: float(),
    reduction: text("mean"),
  },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    "same-rank": ({ input1, input2, target }) => {
      const rank = rankOf(input1.shape);
      return rank === undefined
        ? undefined
        : [rankIn("input2", input2.shape, [rank]), rankIn("target", target.shape, [rank])];
    },
    broadcast: ({ input1, input2, target }, fresh) => needsOf({ input1, input2, target }, fresh),
    dtype: ({ input1, input2, target }) => numbers({ input1, input2, target }),
  },
  result: ({ input1, input2, target, reduction }, fresh) =>
    reduced(
      reduction,
      shapeOfOperands({ input1, input2, target }, fresh),
      floatOf(promoted([input1, input2, target])),
      "margin_ranking_loss",
      fresh,
    ),
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "margin_ranking_loss", fresh),
});

export const losses: readonly Operation[] = [
  ...["mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss"].map(broadcastLoss),
  klDiv,
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  poissonLoss,
  gaussianLoss,
  hingeEmbedding,
  softMargin,
  marginRanking,
];
