/** Normalisations: of batches, layers, groups and instances; and the softmax family. */
import { floorDivide, knownDims, minRank, multiply, product, rankOf, replaceAxis, shapeFrom } from "../shape/index.ts";
import type { Dim, FreshSizes, Reading, Shape, TensorType } from "../shape/index.ts";
import { unknownResult } from "./argument.ts";
import { axisFromEnd } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { changed } from "./interval.ts";
import { dataFormat } from "./layout.ts";
import type { Layout } from "./layout.ts";
import { inMemoryLike } from "./memory.ts";
import { dtype, flag, float, laidOut, optional, tensor } from "./parameters.ts";
import { chosen, sameDType } from "./promotion.ts";
import { atLeast, axisIn, dtypeIn, equal, multipleOf, proof, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { axis, int, optionalAxis, sizes } from "./size-parameters.ts";
import { safeDivisor } from "./window.ts";

/** Every parameter and statistic has one value a channel. */
function perChannel(channels: Dim, ...counts: readonly (Dim | undefined)[]): readonly Need<"input">[] {
  return counts.filter((count) => count !== undefined).map((count) => equal("input", channels, count));
}

const valuesIn = (parameter: TensorType | undefined): Dim | undefined =>
  parameter === undefined ? undefined : countIn(parameter.shape);

/** A mean and a variance need more than one value. */
function severalValues(count: Dim | undefined): Need<"input"> | undefined {
  // PyTorch refuses exactly one value; an empty batch passes.
  return count === undefined || count === 0 ? undefined : atLeast("input", count, 2);
}

function countIn(...parts: readonly (Dim | Shape)[]): Dim | undefined {
  const factors = parts.map((part) => (typeof part === "object" && "lead" in part ? knownDims(part) : [part]));
  return factors.some((factor) => factor === undefined)
    ? undefined
    : product(factors.flatMap((factor) => factor ?? []));
}

/** A shape that met a layer of another size: which of the two is meant is not known. */
function forget(shape: Shape, which: readonly number[], fresh: FreshSizes): Shape {
  return which.reduce((kept, index) => replaceAxis(kept, index, fresh.size("size")) ?? kept, shape);
}

const channelAxis = (layout: Layout): number => (layout === "channels_last" ? -1 : 1);

/** The axes, counted from the end, that a layer normalises together. */
function lastOf(normalized: Shape | undefined): readonly number[] {
  return (normalized === undefined ? [] : (knownDims(normalized) ?? [])).map((_, index) => -1 - index);
}

const batchNorm = defineOp({
  name: "batch_norm",
  params: {
    input: laidOut("data_format", "B C *rest", { channels_last: "B *rest C" }),
    running_mean: optional(tensor("Cmean")),
    running_var: optional(tensor("Cvar")),
    weight: optional(tensor("*_")),
    bias: optional(tensor("*_")),
    training: flag(false),
    momentum: float(),
    eps: float(),
    data_format: dataFormat(),
  },
  requires: {
    // Its parameters are counted only, whatever their axes; and not even that where there is nothing to normalise.
    channels: ({ input, C, Cmean, Cvar, weight, bias }) =>
      knownDims(input.shape)?.includes(0) === true ? [] : perChannel(C, Cmean, Cvar, valuesIn(weight), valuesIn(bias)),
    "values-per-channel": ({ B, rest, training }) => (training === true ? severalValues(countIn(B, rest)) : undefined),
    dtype: ({ input }) => dtypeIn("input", input.dtype, "floating"),
  },
  result: ({ input }) => result(input.shape, input.dtype, changed("batch_norm")),
  promise: ({ input, data_format }, fresh) =>
    input === undefined ? unknownResult : result(forget(input.shape, [channelAxis(data_format)], fresh), input.dtype),
});

const instanceNorm = defineOp({
  name: "instance_norm",
  params: {
    input: laidOut("data_format", "B C *rest", { channels_last: "B *rest C" }),
    running_mean: optional(tensor("Cmean")),
    running_var: optional(tensor("Cvar")),
    weight: optional(tensor("Cweight")),
    bias: optional(tensor("Cbias")),
    use_input_stats: flag(true),
    momentum: float(),
    eps: float(),
    data_format: dataFormat(),
  },
  requires: {
    channels: ({ C, Cmean, Cvar, Cweight, Cbias }) => perChannel(C, Cmean, Cvar, Cweight, Cbias),
    "values-per-channel": ({ rest, use_input_stats }) =>
      use_input_stats === true ? severalValues(countIn(rest)) : undefined,
    dtype: ({ input }) => dtypeIn("input", input.dtype, "floating"),
  },
  result: ({ input }) => result(input.shape, input.dtype, changed("instance_norm")),
  promise: ({ input, data_format }, fresh) =>
    input === undefined ? unknownResult : result(forget(input.shape, [channelAxis(data_format)], fresh), input.dtype),
});

const groupNorm = defineOp({
  name: "group_norm",
  params: {
    input: laidOut("data_format", "B C *rest", { channels_last: "B *rest C" }),
    num_groups: int(undefined, { min: 1 }),
    weight: optional(tensor("Cweight")),
    bias: optional(tensor("Cbias")),
    eps: float(),
    data_format: dataFormat(),
  },
  requires: {
    "positive-groups": ({ num_groups }) => atLeast("num_groups", num_groups, 1),
    channels: ({ C, Cweight, Cbias }) => perChannel(C, Cweight, Cbias),
    "groups-divide-channels": ({ C, num_groups }) => multipleOf("input", C, safeDivisor(num_groups)),
    "values-per-group": ({ B, C, rest, num_groups }) => {
      const spread = countIn(floorDivide(multiply(B, C), safeDivisor(num_groups)), rest);
      return severalValues(spread);
    },
    dtype: ({ input }) => dtypeIn("input", input.dtype, "floating"),
  },
  result: ({ input }) => result(input.shape, input.dtype, changed("group_norm")),
  promise: ({ input, data_format }, fresh) =>
    input === undefined ? unknownResult : result(forget(input.shape, [channelAxis(data_format)], fresh), input.dtype),
});

/** There is something to normalise over. */
const someAxes = (normalized: Shape): Need<"normalized_shape"> | undefined =>
  rankOf(normalized) === 0 ? proof("normalized_shape", "fails") : undefined;

/** The last axes are those that the layer was made for. */
function lastAxes(input: Shape, normalized: Shape): readonly Need<"input">[] {
  const wanted = knownDims(normalized);
  if (wanted === undefined) return [];
  const known = rankOf(input) === undefined ? input.tail : input.lead;
  return [
    rankIn("input", input, { min: wanted.length }),
    ...wanted.flatMap((size, index) => {
      const actual = known[known.length - wanted.length + index];
      return actual === undefined ? [] : [equal("input", actual, size)];
    }),
  ];
}

function sameShape<S extends string>(subject: S, actual: TensorType | undefined, wanted: Shape): readonly Need<S>[] {
  const lefts = actual === undefined ? undefined : knownDims(actual.shape);
  const rights = knownDims(wanted);
  if (lefts === undefined || rights === undefined) return [];
  return [
    rankIn(subject, shapeFrom(lefts), [rights.length]),
    ...lefts.flatMap((size, index) => (index < rights.length ? [equal(subject, size, rights[index] ?? size)] : [])),
  ];
}

const layerNorm = defineOp({
  name: "layer_norm",
  params: {
    input: tensor("*_"),
    normalized_shape: sizes(),
    weight: optional(tensor("*_")),
    bias: optional(tensor("*_")),
    eps: float(),
  },
  requires: {
    "weight-shape": ({ weight, bias, normalized_shape }) => [
      ...sameShape("weight", weight, normalized_shape),
      ...sameShape("bias", bias, normalized_shape),
    ],
    "some-axes": ({ normalized_shape }) => someAxes(normalized_shape),
    "normalized-shape": ({ input, normalized_shape }) => lastAxes(input.shape, normalized_shape),
    "same-dtype": ({ input, weight }) => sameDType("input", input, weight),
  },
  result: ({ input }) => inMemoryLike(result(input.shape, input.dtype, changed("layer_norm")), input),
  promise: ({ input, normalized_shape }, fresh) =>
    input === undefined ? unknownResult : result(forget(input.shape, lastOf(normalized_shape), fresh), input.dtype),
});

const rmsNorm = defineOp({
  name: "rms_norm",
  params: { input: tensor("*_"), normalized_shape: sizes(), weight: optional(tensor("*_")), eps: float() },
  requires: {
    "weight-shape": ({ weight, normalized_shape }) => sameShape("weight", weight, normalized_shape),
    "some-axes": ({ normalized_shape }) => someAxes(normalized_shape),
    "normalized-shape": ({ input, normalized_shape }) => lastAxes(input.shape, normalized_shape),
  },
  result: ({ input }) => result(input.shape, input.dtype, changed("rms_norm")),
  promise: ({ input, normalized_shape }, fresh) =>
    input === undefined ? unknownResult : result(forget(input.shape, lastOf(normalized_shape), fresh), input.dtype),
});

/** The axis that the softmax family takes where none is given. */
function implicitAxis(shape: Shape): number | undefined {
  const rank = rankOf(shape);
  if (rank === undefined) return minRank(shape) > 3 ? 1 : undefined;
  return rank === 0 || rank === 1 || rank === 3 ? 0 : 1;
}

function softmaxLike(name: string, range: readonly [number, number]): Operation {
  return defineOp({
    name,
    params: { input: tensor("*_"), dim: optionalAxis(), dtype: dtype() },
    requires: {
      axis: ({ input, dim }) => (dim === undefined ? undefined : axisIn("dim", dim, input.shape)),
      dtype: ({ input, dtype }) => (dtype === undefined ? dtypeIn("input", input.dtype, "differentiable") : undefined),
    },
    result: ({ input, dim, dtype }) => {
      const along = dim ?? implicitAxis(input.shape);
      const fromEnd = along === undefined ? undefined : axisFromEnd(along, input.shape);
      const reading: Reading = {
        last: name,
        range,
        ...(fromEnd !== undefined && fromEnd < 0 ? { sumsToOne: fromEnd } : {}),
      };
      return result(input.shape, chosen(dtype, input.dtype), reading);
    },
    promise: ({ input }) => (input === undefined ? unknownResult : result(input.shape, input.dtype)),
  });
}

const normalize = defineOp({
  name: "normalize",
  params: { input: tensor("*_"), p: float(), dim: axis(1), eps: float() },
  requires: {
    axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
    dtype: ({ input }) => dtypeIn("input", input.dtype, "differentiable"),
  },
  result: ({ input }) => result(input.shape, input.dtype, changed("normalize", [-1, 1])),
  promise: ({ input }) => (input === undefined ? unknownResult : result(input.shape, input.dtype)),
});

export const normalisations: readonly Operation[] = [
  batchNorm,
  instanceNorm,
  groupNorm,
  layerNorm,
  rmsNorm,
  softmaxLike("softmax", [0, 1]),
  softmaxLike("softmin", [0, 1]),
  softmaxLike("log_softmax", [-Infinity, 0]),
  normalize,
];
