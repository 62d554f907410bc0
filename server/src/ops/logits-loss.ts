/**
 * Losses of raw scores, one a row, with the classes along the last axis: what a library's low-level functions compute. Losses with reductions and
 * weights are in class-loss.ts and loss.ts.
 */
import { knownDims, rankOf, rowShape, shapeFrom } from "../shape/index.ts";
import type { FreshSizes, Shape } from "../shape/index.ts";
import { anyShape, withoutAxis } from "./axis.ts";
import { broadcastShape, needsOf } from "./broadcast.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { sameShape } from "./loss.ts";
import { tensor } from "./parameters.ts";
import { axisIn, rankIn } from "./requirement.ts";
import { axis } from "./size-parameters.ts";

/** The shape without its last axis. */
function rowsOf(input: Shape): Shape | undefined {
  const sizes = knownDims(input);
  if (sizes !== undefined) return sizes.length === 0 ? undefined : shapeFrom(sizes.slice(0, -1));
  return input.rest === undefined || input.tail.length === 0
    ? undefined
    : rowShape(input.lead, input.rest, input.tail.slice(0, -1));
}

const sparse = defineOp({
  name: "sparse_softmax_cross_entropy_with_logits",
  params: { input: tensor("*_"), target: tensor("*_") },
  requires: {
    rank: ({ input }) => rankIn("input", input.shape, { min: 1 }),
    "target-shape": ({ input, target }) => {
      const rows = rowsOf(input.shape);
      return rows === undefined ? undefined : sameShape("target", target.shape, rows);
    },
  },
  result: ({ input }, fresh) =>
    result(rowsOf(input.shape) ?? anyShape(fresh), input.dtype, { last: "sparse_softmax_cross_entropy_with_logits" }),
  promise: (_, fresh) => result(anyShape(fresh)),
});

const dense = defineOp({
  name: "softmax_cross_entropy_with_logits",
  params: { input: tensor("*_"), target: tensor("*_"), axis: axis(-1) },
  requires: {
    axis: ({ input, axis: along }) => axisIn("axis", along, input.shape),
    broadcast: ({ input, target }, fresh) => needsOf({ input, target }, fresh),
    "target-rank": ({ input, target }) => {
      const rank = rankOf(input.shape);
      return rank === undefined ? undefined : rankIn("target", target.shape, [rank]);
    },
  },
  result: ({ input, target, axis: along }, fresh) =>
    result(withoutAxis(broadcastShape([input.shape, target.shape], fresh), along, fresh), input.dtype, {
      last: "softmax_cross_entropy_with_logits",
    }),
  promise: (_, fresh: FreshSizes) => result(anyShape(fresh)),
});

const sigmoid = defineOp({
  name: "sigmoid_cross_entropy_with_logits",
  params: { input: tensor("*_"), target: tensor("*_") },
  requires: { "target-shape": ({ input, target }) => sameShape("target", target.shape, input.shape) },
  result: ({ input }) => result(input.shape, input.dtype, { last: "sigmoid_cross_entropy_with_logits" }),
  promise: (_, fresh) => result(anyShape(fresh)),
});

export const logitsLosses: readonly Operation[] = [sparse, dense, sigmoid];
