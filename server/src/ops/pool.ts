/** Pools: sliding maxima and means, those that adapt to an output size, and the inverse of a maximum pool. */
import { floorDivide, proveEqual } from "../shape/index.ts";
import type { Dim, FreshSizes, Shape, TensorType } from "../shape/index.ts";
import type { OpArgument, OpResult } from "./argument.ts";
import { anyShape } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { dataFormat, images, inLayout } from "./layout.ts";
import type { Layout } from "./layout.ts";
import { flag, float, misread, tensor } from "./parameters.ts";
import type { Parameter } from "./parameters.ts";
import { axes } from "./pattern.ts";
import { floatOf } from "./promotion.ts";
import { atLeast, dtypeIn, equal, proof, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { each, optionalEach, optionalSizes, padding, padsAll } from "./size-parameters.ts";
import type { Padding } from "./size-parameters.ts";
import { notNegative, positive, reach, roomForOne, slideEither, slidePadded, spread, windows } from "./window.ts";
import type { Window } from "./window.ts";

type Rank = 1 | 2 | 3;

function maxPool(rank: Rank): Operation {
  const name = `max_pool${String(rank)}d`;
  return defineOp({
    name,
    params: {
      input: images("C", `S:${rank}`),
      kernel_size: each(rank, undefined, { min: 1 }),
      stride: optionalEach(rank, { min: 1 }),
      padding: padding(rank),
      dilation: each(rank, 1, { min: 1 }),
      ceil_mode: flag(false),
      return_indices: flag(false),
      data_format: dataFormat(),
      allow_empty: flag(false),
    },
    requires: {
      "positive-kernel": ({ kernel_size }) => positive("kernel_size", kernel_size),
      "positive-stride": ({ stride }) => positive("stride", stride),
      "positive-dilation": ({ dilation }) => positive("dilation", dilation),
      "negative-padding": ({ padding }) => notNegative("padding", padding),
      "padding-half-kernel": (given) => halfKernel(along(given)),
      "positive-output": ({ S, ceil_mode, data_format, allow_empty, ...given }) =>
        typeof given.padding === "string" && given.padding !== "valid"
          ? undefined
          : roomForOne("input", S, along(given), {
              up: ceil_mode !== false,
              none: allow_empty !== false,
              layout: data_format,
            }),
    },
    result: ({ N, C, S, input, ceil_mode, return_indices, data_format, ...given }, fresh) => {
      const shape = inLayout(data_format, fresh, N, C, slidden(S, given, ceil_mode, fresh));
      return withIndices(pooled(shape, input, name), return_indices);
    },
    promise: ({ N, C, return_indices, data_format }, fresh) =>
      withIndices({ shape: promised(N, C, rank, fresh, data_format) }, return_indices ?? false),
  });
}

function averagePool(rank: Rank): Operation {
  const name = `avg_pool${String(rank)}d`;
  return defineOp({
    name,
    params: {
      input: images("C", `S:${rank}`),
      kernel_size: each(rank, undefined, { min: 1 }),
      stride: optionalEach(rank, { min: 1 }),
      padding: padding(rank),
      ceil_mode: flag(false),
      count_include_pad: flag(true),
      divisor_override: float(),
      data_format: dataFormat(),
      allow_empty: flag(false),
    },
    requires: {
      "positive-kernel": ({ kernel_size }) => positive("kernel_size", kernel_size),
      "positive-stride": ({ stride }) => positive("stride", stride),
      "negative-padding": ({ padding }) => notNegative("padding", padding),
      "padding-half-kernel": (given) => halfKernel(along(given)),
      "positive-output": ({ S, ceil_mode, data_format, allow_empty, ...given }) => {
        if (typeof given.padding === "string" && given.padding !== "valid") return undefined;
        const room = roomForOne("input", S, along(given), {
          up: ceil_mode !== false,
          none: allow_empty !== false,
          layout: data_format,
        });
        // In three dimensions a kernel of PyTorch is never larger than the input, whatever its padding.
        const whole = rank === 3 && data_format === "channels_first" && allow_empty === false;
        return whole
          ? [...room, ...given.kernel_size.map((size, axis) => atLeast("input", S[axis] ?? size, size))]
          : room;
      },
    },
    result: ({ N, C, S, input, ceil_mode, data_format, ...given }, fresh) => {
      const shape = inLayout(data_format, fresh, N, C, slidden(S, given, ceil_mode, fresh));
      return { kind: "tensor", tensor: pooled(shape, input, name) };
    },
    promise: ({ N, C, data_format }, fresh) => result(promised(N, C, rank, fresh, data_format)),
  });
}

function powerPool(rank: Rank): Operation {
  const name = `lp_pool${String(rank)}d`;
  return defineOp({
    name,
    params: {
      input: tensor(`N? C S:${rank}`),
      norm_type: float(),
      kernel_size: each(rank, undefined, { min: 1 }),
      stride: optionalEach(rank, { min: 1 }),
      ceil_mode: flag(false),
    },
    requires: {
      "positive-kernel": ({ kernel_size }) => positive("kernel_size", kernel_size),
      "positive-stride": ({ stride }) => positive("stride", stride),
      "positive-output": ({ S, ceil_mode, ...given }) =>
        roomForOne("input", S, along(given), { up: ceil_mode !== false }),
      "norm-type": ({ norm_type }) => (norm_type === 0 ? proof("norm_type", "fails") : undefined),
    },
    result: ({ N, C, S, input, ceil_mode, ...given }, fresh) => {
      const sizes = along(given).map((window, axis) => slideEither(S[axis] ?? 1, window, ceil_mode, fresh));
      return result(axes(fresh, N, C, sizes), floatOf(input.dtype), { last: name });
    },
    promise: ({ N, C }, fresh) => result(promised(N, C, rank, fresh)),
  });
}

interface PoolWindow {
  readonly kernel_size: readonly Dim[];
  readonly stride: readonly Dim[] | undefined;
  readonly padding?: Padding;
  readonly dilation?: readonly Dim[];
}

/** A pool's stride is its kernel unless given. */
function along({ kernel_size, stride, padding, dilation }: PoolWindow): readonly Window[] {
  return windows(kernel_size, stride ?? kernel_size, typeof padding === "object" ? padding : [], dilation);
}

function slidden(sizes: readonly Dim[], given: PoolWindow, up: boolean | undefined, fresh: FreshSizes): readonly Dim[] {
  return along(given).map((window, axis) => {
    const size = sizes[axis] ?? 1;
    if (given.padding === "unknown") return fresh.size("size", { min: 1 });
    return padsAll(given.padding ?? []) ? slidePadded(size, window) : slideEither(size, window, up, fresh);
  });
}

function halfKernel(along: readonly Window[]): readonly Need<"padding">[] {
  return along.map((window) => atLeast("padding", floorDivide(reach(window), 2), window.padding));
}

/** Pools of maxima and means stay in the range of their input. */
function pooled(shape: Shape, input: TensorType, name: string): TensorType {
  const range = input.reading?.range;
  return {
    shape,
    ...(input.dtype === undefined ? {} : { dtype: input.dtype }),
    reading: { last: name, ...(range === undefined ? {} : { range }) },
  };
}

function withIndices(values: TensorType, wanted: boolean | undefined): OpResult {
  if (wanted === undefined) return { kind: "unknown" };
  const first: OpResult = { kind: "tensor", tensor: values };
  return wanted ? { kind: "tuple", items: [first, result(values.shape, "int64")] } : first;
}

function promised(
  batch: Shape | undefined,
  channels: Dim | undefined,
  rank: number,
  fresh: FreshSizes,
  layout: Layout = "channels_first",
): Shape {
  const space = Array.from({ length: rank }, () => fresh.size("size"));
  return inLayout(layout, fresh, batch ?? anyShape(fresh), channels ?? fresh.size("channels"), space);
}

/** Sizes of which some may be None: those axes keep their size. */
function outputSizes(count: number): Parameter<readonly (Dim | undefined)[]> {
  const sizes = each(count);
  return {
    ...sizes,
    read: (argument, name, fresh) => {
      if (argument?.kind !== "list") return sizes.read(argument, name, fresh);
      const items = argument.items.map((item: OpArgument) =>
        item.kind === "none" ? undefined : each(1).read(item, name, fresh),
      );
      if (items.length !== count) return misread;
      const read = items.map((item) => (typeof item === "symbol" ? misread : item?.[0]));
      if (read.some((item) => item === misread)) return misread;
      return read.map((item) => item as Dim | undefined);
    },
    resolve: (value, judge) => value.map((size) => (size === undefined ? undefined : judge.resolve(size))),
  };
}

function adaptiveAveragePool(rank: Rank): Operation {
  const name = `adaptive_avg_pool${String(rank)}d`;
  return defineOp({
    name,
    // To the size one it is a mean over the last axes, which takes any number of others; but not for one axis.
    params: { input: tensor(`*batch S:${rank}`), output_size: outputSizes(rank) },
    requires: {
      rank: ({ input, S, output_size }) =>
        rank > 1 && maybeOnes(adapted(S, output_size)) ? undefined : rankIn("input", input.shape, [rank + 1, rank + 2]),
      "output-size": ({ output_size }) => knownSizes(output_size).map((size) => atLeast("output_size", size, 0)),
      "positive-output": ({ S, output_size }) =>
        maybeOnes(adapted(S, output_size)) ? undefined : positive("input", S),
    },
    result: ({ batch, S, input, output_size }, fresh) => ({
      kind: "tensor",
      tensor: pooled(axes(fresh, batch, adapted(S, output_size)), input, name),
    }),
    promise: ({ batch }, fresh) => {
      const space = Array.from({ length: rank }, () => fresh.size("size"));
      return result(axes(fresh, batch ?? anyShape(fresh), space));
    },
  });
}

const maybeOnes = (sizes: readonly (Dim | undefined)[]): boolean =>
  sizes.every((size) => size !== undefined && proveEqual(size, 1) !== "fails");

function adaptiveMaxPool(rank: Rank): Operation {
  const name = `adaptive_max_pool${String(rank)}d`;
  return defineOp({
    name,
    params: { input: tensor(`N? C S:${rank}`), output_size: outputSizes(rank), return_indices: flag(false) },
    requires: {
      "output-size": ({ output_size }) => knownSizes(output_size).map((size) => atLeast("output_size", size, 0)),
      "positive-output": ({ S }) => positive("input", S),
    },
    result: ({ N, C, S, input, output_size, return_indices }, fresh) =>
      withIndices(pooled(axes(fresh, N, C, adapted(S, output_size)), input, name), return_indices),
    promise: ({ N, C, return_indices }, fresh) =>
      withIndices({ shape: promised(N, C, rank, fresh) }, return_indices ?? false),
  });
}

const adapted = (sizes: readonly Dim[], wanted: readonly (Dim | undefined)[]): readonly Dim[] =>
  sizes.map((size, axis) => wanted[axis] ?? size);

const knownSizes = (sizes: readonly (Dim | undefined)[]): readonly Dim[] => sizes.filter((size) => size !== undefined);

function sameBatch(batch: Shape, indices: Shape): Need<"indices"> | undefined {
  if (batch.rest !== undefined || indices.rest !== undefined) return undefined;
  const [left, right] = [batch.lead[0], indices.lead[0]];
  if (left === undefined && right === undefined) return undefined;
  return left === undefined || right === undefined ? proof("indices", "fails") : equal("indices", right, left);
}

function maxUnpool(rank: Rank): Operation {
  const name = `max_unpool${String(rank)}d`;
  return defineOp({
    name,
    params: {
      input: tensor(`N? C S:${rank}`),
      indices: tensor(`M? Cindices I:${rank}`),
      kernel_size: each(rank, undefined, { min: 1 }),
      stride: optionalEach(rank, { min: 1 }),
      padding: each(rank, 0, { min: 0 }),
      output_size: optionalSizes(),
    },
    requires: {
      "same-indices": ({ N, M, S, I, C, Cindices }) => [
        sameBatch(N, M),
        equal("indices", Cindices, C),
        ...S.map((size, axis) => equal("indices", I[axis] ?? size, size)),
      ],
      "index-dtype": ({ indices }) => dtypeIn("indices", indices.dtype, ["int64"]),
    },
    result: ({ N, C, S, input, output_size, ...given }, fresh) => {
      const asked = output_size?.rest === undefined ? output_size?.lead.slice(-rank) : undefined;
      const sizes = along(given).map((window, axis) =>
        output_size === undefined ? spread(S[axis] ?? 1, window, 0) : (asked?.[axis] ?? fresh.size("size")),
      );
      return result(axes(fresh, N, C, sizes), input.dtype, { last: name });
    },
    promise: ({ N, C }, fresh) => result(promised(N, C, rank, fresh)),
  });
}

const ranks: readonly Rank[] = [1, 2, 3];
export const pools: readonly Operation[] = [
  ...ranks.map(maxPool),
  ...ranks.map(averagePool),
  ...ranks.map(powerPool),
  ...ranks.map(adaptiveAveragePool),
  ...ranks.map(adaptiveMaxPool),
  ...ranks.map(maxUnpool),
];
