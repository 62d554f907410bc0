/** Requirements that a library's own code states outside any operation: constructors and transforms check their arguments. */
import { defineOp } from "./define.ts";
import type { Operation } from "./define.ts";
import { unknownResult } from "./argument.ts";
import { any, tensor, text } from "./parameters.ts";
import { asConstant, axisOf, elementCount, knownDims, proveEqualShapes } from "../shape/index.ts";
import { indexRange } from "./index-range.ts";
import { atLeast, dtypeClasses, dtypeIn, equal, multipleOf, proof, rankIn } from "./requirement.ts";
import type { DTypeClass } from "./requirement.ts";
import { int, sizes } from "./size-parameters.ts";

const requireEqual = defineOp({
  name: "require_equal",
  params: { left: int(), right: int() },
  requires: { equal: ({ left, right }) => equal("left", left, right) },
  result: () => unknownResult,
});

const requireDivisible = defineOp({
  name: "require_divisible",
  params: { size: int(), divisor: int() },
  requires: { divisible: ({ size, divisor }) => multipleOf("size", size, divisor) },
  result: () => unknownResult,
});

const requireRank = defineOp({
  name: "require_rank",
  params: { input: tensor("*_"), ranks: sizes() },
  requires: {
    rank: ({ input, ranks }) => {
      const allowed = knownDims(ranks)?.map(asConstant);
      if (allowed === undefined || allowed.length === 0 || allowed.includes(undefined)) return undefined;
      return rankIn(
        "input",
        input.shape,
        allowed.map((rank) => rank ?? 0),
      );
    },
  },
  result: () => unknownResult,
});

/** Whatever is no tensor passes. */
const requireDType = defineOp({
  name: "require_dtype",
  params: { input: any(), kind: text() },
  requires: {
    dtype: ({ input, kind }) =>
      isDTypeClass(kind) && input.kind === "tensor" ? dtypeIn("input", input.tensor.dtype, kind) : undefined,
  },
  result: () => unknownResult,
});

/** Numbers that pick along an axis of that size. */
const requireIndices = defineOp({
  name: "require_indices",
  params: { indices: tensor("*_"), size: int() },
  requires: { "index-range": ({ indices, size }) => indexRange("indices", indices, size) },
  result: () => unknownResult,
});

const requireAxes = defineOp({
  name: "require_axes",
  params: { input: tensor("*_"), count: int() },
  requires: {
    rank: ({ input, count }) => {
      const least = asConstant(count);
      return least === undefined ? undefined : rankIn("input", input.shape, { min: least });
    },
  },
  result: () => unknownResult,
});

const requireSameShape = defineOp({
  name: "require_same_shape",
  params: { input: tensor("*_"), other: tensor("*_") },
  requires: {
    "same-shape": ({ input, other }) =>
      proof("input", proveEqualShapes(input.shape, other.shape), { actual: input.shape, wanted: other.shape }),
  },
  result: () => unknownResult,
});

const requireCount = defineOp({
  name: "require_count",
  params: { input: tensor("*_"), count: int() },
  blames: "call",
  requires: {
    "value-count": ({ input, count }) => {
      const values = elementCount(input.shape);
      return values === undefined ? undefined : equal("input", values, count);
    },
  },
  result: () => unknownResult,
});

const requireAtLeast = defineOp({
  name: "require_at_least",
  params: { size: int(), least: int() },
  requires: { "enough-size": ({ size, least }) => atLeast("size", size, least) },
  result: () => unknownResult,
});

const requireChannels = defineOp({
  name: "require_channels",
  params: { input: tensor("*_"), count: int() },
  requires: {
    channels: ({ input, count }) => {
      const channels = axisOf(input.shape, -1);
      return channels === undefined ? undefined : equal("input", channels, count);
    },
  },
  result: () => unknownResult,
});

const isDTypeClass = (kind: string | undefined): kind is DTypeClass =>
  (dtypeClasses as readonly unknown[]).includes(kind);

const requireSameDType = defineOp({
  name: "require_same_dtype",
  params: { input: tensor("*_"), other: tensor("*_") },
  requires: {
    "same-dtype": ({ input, other }) => {
      if (input.dtype === undefined || other.dtype === undefined) return undefined;
      const detail = { actual: input.dtype, wanted: other.dtype };
      return proof("input", input.dtype === other.dtype ? "holds" : "fails", detail);
    },
  },
  result: () => unknownResult,
});

export const statedRequirements: readonly Operation[] = [
  requireEqual,
  requireDivisible,
  requireAtLeast,
  requireCount,
  requireChannels,
  requireRank,
  requireAxes,
  requireSameShape,
  requireDType,
  requireIndices,
  requireSameDType,
];
