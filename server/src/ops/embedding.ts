/** Embeddings: rows of a table picked by number. */
import { knownDims, proveAtLeast, rankOf, shapeOf } from "../shape/index.ts";
import type { Dim, DType, TensorType } from "../shape/index.ts";
import { anyShape } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { inMemoryAnew } from "./memory.ts";
import { indexRange } from "./index-range.ts";
import { flag, float, optional, tensor, text } from "./parameters.ts";
import { axes } from "./pattern.ts";
import { atLeast, dtypeIn, proof, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { optionalInt } from "./size-parameters.ts";

/** Without a row there is none to pick. */
const anyIndex = ({ shape }: TensorType, rows: Dim): Need<"input"> | undefined =>
  shape.rest === undefined && knownDims(shape)?.every((size) => proveAtLeast(size, 1) === "holds")
    ? atLeast("input", rows, 1)
    : undefined;

const embedding = defineOp({
  name: "embedding",
  params: {
    input: tensor("*_"),
    weight: tensor("V D"),
    padding_idx: optionalInt(),
    max_norm: float(),
    norm_type: float(),
    scale_grad_by_freq: flag(false),
    sparse: flag(false),
  },
  requires: {
    "index-dtype": ({ input }) => dtypeIn("input", input.dtype, "index"),
    "index-range": ({ input, V }) => indexRange("input", input, V) ?? anyIndex(input, V),
  },
  result: ({ input, D, weight }, fresh) =>
    inMemoryAnew(result(axes(fresh, input.shape, D), weight.dtype, { last: "embedding" })),
  promise: ({ input, D, weight }, fresh) =>
    result(axes(fresh, input?.shape ?? anyShape(fresh), D ?? fresh.size("features")), weight?.dtype),
});

const wholeNumbers: readonly DType[] = ["int64", "int32", "int16", "int8", "uint8", "bool"];

const embeddingBag = defineOp({
  name: "embedding_bag",
  params: {
    input: tensor("*_"),
    weight: tensor("V D"),
    offsets: optional(tensor("O")),
    max_norm: float(),
    norm_type: float(),
    scale_grad_by_freq: flag(false),
    mode: text("mean"),
    sparse: flag(false),
    per_sample_weights: optional(tensor("*_")),
    include_last_offset: flag(false),
  },
  requires: {
    // Beside offsets of another type the indices are converted; offsets belong to indices of one axis.
    "index-dtype": ({ input, offsets }) => [
      dtypeIn("input", input.dtype, rankOf(input.shape) === 2 ? "index" : wholeNumbers),
      dtypeIn("offsets", offsets?.dtype, wholeNumbers),
    ],
    rank: ({ input }) => rankIn("input", input.shape, [1, 2]),
    offsets: ({ input, offsets }) => {
      const rank = rankOf(input.shape);
      if (rank === undefined) return undefined;
      return proof(
        "offsets",
        (rank === 1) === (offsets !== undefined) ? "holds" : offsets === undefined ? "unknown" : "fails",
      );
    },
  },
  result: ({ input, D, O, include_last_offset, weight }, fresh) => {
    const rank = rankOf(input.shape);
    const bags = rank === 2 ? input.shape.lead[0] : include_last_offset === false ? O : undefined;
    return result(shapeOf(bags ?? fresh.size("bags"), D), weight.dtype, { last: "embedding_bag" });
  },
  promise: ({ D }, fresh) => result(shapeOf(fresh.size("bags"), D ?? fresh.size("features"))),
});

export const embeddings: readonly Operation[] = [embedding, embeddingBag];
