/** Attention: the scaled dot product, and the whole multi-head layer. */
import { axisOf, broadcast, minRank, multiply, proveEqual, proveEqualShapes, rankOf, shapeOf } from "../shape/index.ts";
import type { Dim, DType, FreshSizes, Shape } from "../shape/index.ts";
import type { OpResult } from "./argument.ts";
import { anyShape } from "./axis.ts";
import { broadcastNeeds } from "./broadcast.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { flag, float, optional, tensor } from "./parameters.ts";
import { axes } from "./pattern.ts";
import { commonDType, sameDType } from "./promotion.ts";
import { atLeast, dtypeIn, equal, multipleOf, proof, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { int, optionalInt } from "./size-parameters.ts";
import { safeDivisor } from "./window.ts";

/** A mask broadcasts to the scores, and does not make them larger. */
function maskNeeds(given: Shape, scores: Shape, fresh: FreshSizes): readonly Need<"attn_mask">[] {
  // Without heads there is one, which a mask may name.
  if (rankOf(scores) === 3 && minRank(given) === 4 && proveEqual(given.lead[0] ?? 1, 1) !== "fails") return [];
  const whole = broadcast([scores, given], fresh);
  if (whole.shape === undefined || whole.undecided.length > 0) return broadcastNeeds(whole, ["attn_mask"] as const);
  return [proof("attn_mask", proveEqualShapes(whole.shape, scores), { scores, mask: given })];
}

const scaledDotProduct = defineOp({
  name: "scaled_dot_product_attention",
  params: {
    query: tensor("*batchQ L E"),
    key: tensor("*batchK S Ekey"),
    value: tensor("*batchV Svalue Ev"),
    attn_mask: optional(tensor("*_")),
    dropout_p: float(),
    is_causal: flag(false),
    scale: float(),
    enable_gqa: flag(false),
  },
  requires: {
    "key-features": ({ E, Ekey }) => equal("key", Ekey, E),
    "value-length": ({ S, Svalue }) => equal("value", Svalue, S),
    broadcast: ({ batchQ, batchK, batchV, enable_gqa }, fresh) =>
      enable_gqa === false
        ? broadcastNeeds(broadcast([batchQ, batchK, batchV], fresh), ["query", "key", "value"] as const)
        : undefined,
    "mask-shape": ({ batchQ, batchK, batchV, L, S, attn_mask, enable_gqa }, fresh) => {
      if (attn_mask === undefined || enable_gqa !== false) return undefined;
      const batch = broadcast([batchQ, batchK, batchV], fresh).shape;
      return batch === undefined ? undefined : maskNeeds(attn_mask.shape, axes(fresh, batch, L, S), fresh);
    },
    "same-dtype": ({ query, key, value }) => [sameDType("key", key, query), sameDType("value", value, query)],
  },
  result: ({ batchQ, batchK, batchV, L, Ev, query, key, enable_gqa }, fresh) => {
    // Groups of queries share a head: the heads are the query's.
    const sameRank = rankOf(batchQ) === 2 && rankOf(batchK) === 2 && rankOf(batchV) === 2;
    const grouped = sameRank ? batchQ : anyShape(fresh);
    const batch = enable_gqa === false ? (broadcast([batchQ, batchK, batchV], fresh).shape ?? batchQ) : grouped;
    return result(axes(fresh, batch, L, Ev), commonDType(query, key), { last: "scaled_dot_product_attention" });
  },
  promise: ({ batchQ, L, Ev }, fresh) =>
    result(axes(fresh, batchQ ?? anyShape(fresh), L ?? fresh.size("length"), Ev ?? fresh.size("features"))),
});

interface Layout {
  readonly batch: Shape;
  readonly length: Dim;
}

/** Batch and length of `First? Second E`, by the layout. */
function layoutOf(first: Shape, second: Dim, batchFirst: boolean | undefined, fresh: FreshSizes): Layout {
  const rank = rankOf(first);
  if (rank === 0) return { batch: shapeOf(), length: second };
  if (rank === undefined) return { batch: anyShape(fresh), length: fresh.size("length") };
  if (batchFirst === undefined) return { batch: shapeOf(fresh.size("batch")), length: fresh.size("length") };
  const lead = axisOf(first, 0) ?? fresh.size("size");
  return batchFirst ? { batch: shapeOf(lead), length: second } : { batch: shapeOf(second), length: lead };
}

// Long because the layer has twelve parameters and as many ways to misfit.
const multiHead = defineOp({
  name: "multi_head_attention",
  params: {
    query: tensor("Q1? Q2 E"),
    key: tensor("K1? K2 Ekey"),
    value: tensor("V1? V2 Evalue"),
    embed_dim: int(undefined, { min: 1 }),
    num_heads: int(undefined, { min: 1 }),
    batch_first: flag(false),
    kdim: optionalInt(),
    vdim: optionalInt(),
    key_padding_mask: optional(tensor("*_")),
    attn_mask: optional(tensor("*_")),
    need_weights: flag(true),
    average_attn_weights: flag(true),
  },
  requires: {
    "positive-heads": ({ num_heads }) => atLeast("num_heads", num_heads, 1),
    "heads-divide": ({ embed_dim, num_heads }) => multipleOf("num_heads", embed_dim, safeDivisor(num_heads)),
    "query-features": ({ E, embed_dim }) => equal("query", E, embed_dim),
    "same-rank": ({ Q1, key, value }) => {
      const rank = rankOf(Q1);
      return rank === undefined
        ? undefined
        : [rankIn("key", key.shape, [rank + 2]), rankIn("value", value.shape, [rank + 2])];
    },
    "key-features": ({ Ekey, kdim, embed_dim }) => equal("key", Ekey, kdim ?? embed_dim),
    "value-features": ({ Evalue, vdim, embed_dim }) => equal("value", Evalue, vdim ?? embed_dim),
    "same-batch": ({ Q1, Q2, K1, K2, batch_first }, fresh) => {
      const [query, key] = [layoutOf(Q1, Q2, batch_first, fresh), layoutOf(K1, K2, batch_first, fresh)];
      const [left, right] = [query.batch.lead[0], key.batch.lead[0]];
      return batch_first === undefined || left === undefined || right === undefined
        ? undefined
        : equal("key", right, left);
    },
    "value-length": ({ K1, K2, V1, V2 }) => {
      const [left, right] = [K1.lead[0], V1.lead[0]];
      return [
        equal("value", V2, K2),
        left === undefined || right === undefined ? undefined : equal("value", right, left),
      ];
    },
    "key-padding-mask": ({ K1, K2, batch_first, key_padding_mask: mask }, fresh) => {
      const { batch, length } = layoutOf(K1, K2, batch_first, fresh);
      if (mask === undefined || batch_first === undefined || batch.rest !== undefined) return undefined;
      return exactly("key_padding_mask", mask.shape, [...batch.lead, length]);
    },
    "mask-shape": ({ Q1, Q2, K1, K2, batch_first, num_heads, attn_mask: mask }, fresh) => {
      const [query, key] = [layoutOf(Q1, Q2, batch_first, fresh), layoutOf(K1, K2, batch_first, fresh)];
      if (mask === undefined || batch_first === undefined || query.batch.rest !== undefined) return undefined;
      const last = [query.length, key.length];
      if (rankOf(mask.shape) === 2) return exactly("attn_mask", mask.shape, last);
      return exactly("attn_mask", mask.shape, [multiply(num_heads, query.batch.lead[0] ?? 1), ...last]);
    },
    dtype: ({ query }) => dtypeIn("query", query.dtype, "floating"),
  },
  result: (given, fresh) => {
    const { Q1, Q2, K1, K2, embed_dim, query, batch_first, num_heads } = given;
    const output = result(axes(fresh, Q1, Q2, embed_dim), query.dtype, { last: "multi_head_attention" });
    const { batch, length } = layoutOf(Q1, Q2, batch_first, fresh);
    const heads = given.average_attn_weights === false ? [num_heads] : [];
    const weights =
      given.average_attn_weights === undefined
        ? anyShape(fresh)
        : axes(fresh, batch, heads, length, layoutOf(K1, K2, batch_first, fresh).length);
    return withWeights(output, weights, given.need_weights, query.dtype);
  },
  promise: ({ Q1, Q2, embed_dim }, fresh) => {
    const leading = Q1 === undefined || Q2 === undefined ? anyShape(fresh) : axes(fresh, Q1, Q2);
    const output = result(axes(fresh, leading, embed_dim ?? fresh.size("features")));
    return { kind: "tuple", items: [output, { kind: "unknown" }] };
  },
});

function withWeights(
  output: OpResult,
  weights: Shape,
  wanted: boolean | undefined,
  dtype: DType | undefined,
): OpResult {
  const second: OpResult =
    wanted === true ? result(weights, dtype, { last: "softmax", range: [0, 1], sumsToOne: -1 }) : { kind: "unknown" };
  return { kind: "tuple", items: [output, second] };
}

function exactly<S extends string>(subject: S, shape: Shape, wanted: readonly Dim[]): readonly Need<S>[] {
  return [
    rankIn(subject, shape, [wanted.length]),
    ...wanted.flatMap((size, axis) => {
      const actual = rankOf(shape) === wanted.length ? axisOf(shape, axis) : undefined;
      return actual === undefined ? [] : [equal(subject, actual, size)];
    }),
  ];
}

export const attentions: readonly Operation[] = [scaledDotProduct, multiHead];
