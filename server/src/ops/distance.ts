/** Distances and similarities of embeddings, and the losses made of them. */
import { axisOf, broadcast, rankOf, rowShape, shapeFrom, shapeOf } from "../shape/index.ts";
import type { DType, FreshSizes, Shape, TensorType } from "../shape/index.ts";
import { anyShape, withoutAxis } from "./axis.ts";
import { broadcastNeeds, needsOf, resultDType, shapeOfOperands } from "./broadcast.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { changed } from "./interval.ts";
import { asFloats, numbers, reduced, reductionKnown } from "./loss.ts";
import { flag, float, tensor, text } from "./parameters.ts";
import { axes } from "./pattern.ts";
import { floatOf, promoted, sameDType } from "./promotion.ts";
import { axisIn, dtypeIn, equal, rankIn } from "./requirement.ts";
import { axis } from "./size-parameters.ts";

const cosineSimilarity = defineOp({
  name: "cosine_similarity",
  params: { x1: tensor("*_"), x2: tensor("*_"), dim: axis(1), eps: float() },
  requires: {
    broadcast: ({ x1, x2 }, fresh) => needsOf({ x1, x2 }, fresh),
    axis: ({ x1, x2, dim }, fresh) => axisIn("dim", dim, shapeOfOperands({ x1, x2 }, fresh)),
  },
  result: ({ x1, x2, dim }, fresh) =>
    result(
      withoutAxis(shapeOfOperands({ x1, x2 }, fresh), dim, fresh),
      floatOf(promoted([x1, x2])),
      changed("cosine_similarity", [-1, 1]),
    ),
  promise: (_, fresh) => result(anyShape(fresh)),
});

const pairwiseDistance = defineOp({
  name: "pairwise_distance",
  params: { x1: tensor("*_"), x2: tensor("*_"), p: float(), eps: float(), keepdim: flag(false) },
  requires: {
    broadcast: ({ x1, x2 }, fresh) => needsOf({ x1, x2 }, fresh),
    dtype: ({ x1, x2 }) => numbers({ x1, x2 }),
  },
  result: ({ x1, x2, keepdim }, fresh) => {
    const whole = shapeOfOperands({ x1, x2 }, fresh);
    const each = withoutAxis(whole, -1, fresh);
    if (keepdim === undefined) return result(anyShape(fresh));
    const shape = keepdim && rankOf(each) !== undefined && rankOf(whole) !== 0 ? shapeFrom([...each.lead, 1]) : each;
    return result(shape, floatOf(resultDType([x1, x2])), changed("pairwise_distance", [0, Infinity]));
  },
  promise: (_, fresh) => result(anyShape(fresh)),
});

const cdist = defineOp({
  name: "cdist",
  params: { x1: tensor("*batch1 P M"), x2: tensor("*batch2 R M2"), p: float() },
  requires: {
    "inner-size": ({ M, M2 }) => equal("x2", M2, M),
    broadcast: ({ batch1, batch2 }, fresh) => broadcastNeeds(broadcast([batch1, batch2], fresh), ["x1", "x2"] as const),
    dtype: ({ x1, x2 }) => [dtypeIn("x1", x1.dtype, "floating"), dtypeIn("x2", x2.dtype, "floating")],
    "same-dtype": ({ x1, x2 }) => sameDType("x2", x2, x1),
  },
  result: ({ batch1, batch2, P, R, x1, x2 }, fresh) => {
    const batch = broadcast([batch1, batch2], fresh).shape ?? anyShape(fresh);
    return result(axes(fresh, batch, P, R), promoted([x1, x2]), changed("cdist", [0, Infinity]));
  },
  promise: ({ P, R }, fresh) => result(axes(fresh, anyShape(fresh), P ?? fresh.size("size"), R ?? fresh.size("size"))),
});

/** All but the last axis. */
function withoutLast(shape: Shape, fresh: FreshSizes): Shape {
  if (shape.rest === undefined) return shapeFrom(shape.lead.slice(0, -1));
  return shape.tail.length > 0 ? rowShape(shape.lead, shape.rest, shape.tail.slice(0, -1)) : anyShape(fresh);
}

/** Each distance is of real numbers. */
function tripletDType(anchor: TensorType, positive: TensorType, negative: TensorType): DType | undefined {
  const distances = [positive, negative].map((other) => floatOf(promoted([anchor, other])));
  return promoted(distances.map((dtype) => ({ shape: shapeOf(), ...(dtype === undefined ? {} : { dtype }) })));
}

const tripletMargin = defineOp({
  name: "triplet_margin_loss",
  params: {
    anchor: tensor("*_"),
    positive: tensor("*_"),
    negative: tensor("*_"),
    margin: float(),
    p: float(),
    eps: float(),
    swap: flag(false),
    reduction: text("mean"),
  },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    "same-rank": ({ anchor, positive, negative }) => {
      const rank = rankOf(anchor.shape);
      return rank === undefined
        ? undefined
        : [rankIn("positive", positive.shape, [rank]), rankIn("negative", negative.shape, [rank])];
    },
    broadcast: ({ anchor, positive, negative }, fresh) => [
      ...needsOf({ anchor, positive }, fresh),
      ...needsOf({ anchor, negative }, fresh),
    ],
    dtype: ({ anchor, positive, negative }) => numbers({ anchor, positive, negative }),
  },
  result: ({ anchor, positive, negative, reduction }, fresh) => {
    const each = withoutLast(shapeOfOperands({ anchor, positive, negative }, fresh), fresh);
    return reduced(reduction, each, tripletDType(anchor, positive, negative), "triplet_margin_loss", fresh);
  },
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "triplet_margin_loss", fresh),
});

const cosineEmbedding = defineOp({
  name: "cosine_embedding_loss",
  params: {
    input1: tensor("N? D"),
    input2: tensor("N2? D2"),
    target: tensor("M?"),
    margin: float(),
    reduction: text("mean"),
  },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    "same-rank": ({ input1, input2, target }) => {
      const rank = rankOf(input1.shape);
      return rank === undefined
        ? undefined
        : [rankIn("input2", input2.shape, [rank]), rankIn("target", target.shape, [rank - 1])];
    },
    broadcast: ({ input1, input2 }, fresh) => needsOf({ input1, input2 }, fresh),
    "target-size": ({ N, N2, M }, fresh) =>
      broadcastNeeds(broadcast([N, N2, M], fresh), ["input1", "input2", "target"] as const),
  },
  result: ({ N, N2, M, input1, input2, reduction }, fresh) =>
    reduced(
      reduction,
      broadcast([N, N2, M], fresh).shape ?? shapeOf(axisOf(N, 0) ?? fresh.size("batch")),
      promoted([asFloats(input1), asFloats(input2)]),
      "cosine_embedding_loss",
      fresh,
    ),
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "cosine_embedding_loss", fresh),
});

export const distances: readonly Operation[] = [
  cosineSimilarity,
  pairwiseDistance,
  cdist,
  tripletMargin,
  cosineEmbedding,
];
