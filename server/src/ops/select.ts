/** Values picked and put along an axis by number: gather and scatter, index_select, narrow; and what masks pick. */
import {
  add,
  asConstant,
  knownDims,
  proveAtLeast,
  proveEqual,
  rankOf,
  shapeFrom,
  shapeOf,
  subtract,
} from "../shape/index.ts";
import type { Dim, FreshSizes, Shape, TensorType } from "../shape/index.ts";
import {
  anyShape,
  axisFromEnd,
  axisNumber,
  partReading,
  filteredReading,
  pickedReading,
  sizeAt,
  withAxis,
  withoutAxis,
} from "./axis.ts";
import { needsOf, shapeOfOperands } from "./broadcast.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { indexRange } from "./index-range.ts";
import { flag, operand, tensor } from "./parameters.ts";
import { sameDType } from "./promotion.ts";
import { atLeast, axisIn, dtypeIn, equal, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { axis, int, optionalAxis } from "./size-parameters.ts";

/** An index of no elements, which may have any axes and any dtype, cannot be ruled out. */
const mayBeEmpty = (index: Shape): boolean =>
  index.rest !== undefined || [...index.lead, ...index.tail].some((size) => proveAtLeast(size, 1) !== "holds");

/** An index has as many axes as what it picks from; a scalar counts as one axis. */
function sameRank<S extends string>(subject: S, index: Shape, input: Shape): Need<S> | undefined {
  const rank = rankOf(input);
  if (rank === undefined || mayBeEmpty(index)) return undefined;
  return rankIn(subject, index, rank <= 1 ? [0, 1] : [rank]);
}

/** No axis of the index is longer than the input's, but the one along which it picks. */
function within<S extends string>(subject: S, index: Shape, input: Shape, dim: Dim | undefined): readonly Need<S>[] {
  const given = knownDims(index);
  const wanted = knownDims(input);
  if (given === undefined || wanted?.length !== given.length || mayBeEmpty(index)) return [];
  const along = dim === undefined ? undefined : axisNumber(dim, input);
  if (dim !== undefined && along === undefined) return [];
  return given.flatMap((size, number) =>
    number === along ? [] : [atLeast(subject, wanted[number] ?? size, size, { axis: String(number - given.length) })],
  );
}

const gather = defineOp({
  name: "gather",
  params: { input: tensor("*_"), dim: axis(), index: tensor("*_") },
  requires: {
    axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
    "index-dtype": ({ index }) => (mayBeEmpty(index.shape) ? undefined : dtypeIn("index", index.dtype, "index")),
    "same-rank": ({ input, index }) => sameRank("index", index.shape, input.shape),
    "index-size": ({ input, dim, index }) => within("index", index.shape, input.shape, dim),
  },
  result: ({ input, index }) => result(index.shape, input.dtype, pickedReading(input.reading)),
  promise: ({ input, index }, fresh) => result(index?.shape ?? anyShape(fresh), input?.dtype),
});

function scattering(name: "scatter" | "scatter_add" | "scatter_reduce"): Operation {
  return defineOp({
    name,
    params: { input: tensor("*_"), dim: axis(), index: tensor("*_"), src: operand() },
    requires: {
      axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
      "index-dtype": ({ index }) => (mayBeEmpty(index.shape) ? undefined : dtypeIn("index", index.dtype, "index")),
      "same-rank": ({ input, index, src }) => [
        sameRank("index", index.shape, input.shape),
        src.kind === "tensor" ? sameRank("src", index.shape, src.tensor.shape) : undefined,
      ],
      "index-size": ({ input, dim, index, src }) => [
        ...within("index", index.shape, input.shape, dim),
        ...(src.kind === "tensor" ? within("src" as const, index.shape, src.tensor.shape, undefined) : []),
      ],
      "same-dtype": ({ input, src }) => (src.kind === "tensor" ? sameDType("src", src.tensor, input) : undefined),
    },
    result: ({ input }) => result(input.shape, input.dtype, { last: name }),
    promise: ({ input }, fresh) => result(input?.shape ?? anyShape(fresh), input?.dtype),
  });
}

const indexSelect = defineOp({
  name: "index_select",
  params: { input: tensor("*_"), dim: axis(), index: tensor("I?") },
  requires: {
    axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
    "index-dtype": ({ index }) => dtypeIn("index", index.dtype, "index"),
    "index-range": ({ input, dim, index }, fresh) => indexRange("index", index, sizeAt(input.shape, dim, fresh)),
  },
  result: ({ input, dim, I }, fresh) => {
    const along = axisFromEnd(dim, input.shape);
    const reading = partReading(input.reading, (each) => (along === undefined || each === along ? undefined : each));
    const count = I.rest === undefined && I.lead.length === 0 ? 1 : (I.lead[0] ?? fresh.size("size"));
    return result(withAxis(input.shape, dim, count, fresh), input.dtype, reading);
  },
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

function indexAssigning(name: "index_add" | "index_copy"): Operation {
  return defineOp({
    name,
    params: { input: tensor("*_"), dim: axis(), index: tensor("I?"), source: tensor("*_") },
    requires: {
      axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
      "index-dtype": ({ index }) => dtypeIn("index", index.dtype, name === "index_add" ? "index" : ["int64"]),
      "index-count": ({ I, dim, source }, fresh) =>
        I.rest === undefined ? equal("index", I.lead[0] ?? 1, sizeAt(source.shape, dim, fresh)) : undefined,
      "source-size": ({ input, dim, source }) => sameElsewhere(input, source, dim),
      "same-dtype": ({ input, source }) => sameDType("source", source, input),
    },
    result: ({ input }) => result(input.shape, input.dtype, { last: name }),
    promise: ({ input }, fresh) => result(input?.shape ?? anyShape(fresh), input?.dtype),
  });
}

function sameElsewhere(input: TensorType, source: TensorType, dim: Dim): readonly Need<"source">[] {
  const wanted = knownDims(input.shape);
  const given = knownDims(source.shape);
  const along = axisNumber(dim, input.shape);
  if (wanted === undefined || given === undefined || along === undefined) return [];
  return [
    rankIn("source", source.shape, [wanted.length]),
    ...given.flatMap((size, number) =>
      number === along || number >= wanted.length ? [] : [equal("source", size, wanted[number] ?? size)],
    ),
  ];
}

const indexFill = defineOp({
  name: "index_fill",
  params: { input: tensor("*_"), dim: axis(), index: tensor("I?"), value: operand() },
  requires: {
    axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
    "index-dtype": ({ index }) => dtypeIn("index", index.dtype, ["int64"]),
  },
  result: ({ input }) => result(input.shape, input.dtype, { last: "index_fill" }),
});

const maskedSelect = defineOp({
  name: "masked_select",
  params: { input: tensor("*_"), mask: tensor("*_") },
  requires: {
    dtype: ({ mask }) => dtypeIn("mask", mask.dtype, ["bool", "uint8"]),
    broadcast: ({ input, mask }, fresh) => needsOf({ input, mask }, fresh),
  },
  result: ({ input }, fresh) => result(shapeOf(fresh.size("count")), input.dtype, filteredReading(input.reading)),
  promise: ({ input }, fresh) => result(shapeOf(fresh.size("count")), input?.dtype),
});

const maskedScatter = defineOp({
  name: "masked_scatter",
  params: { input: tensor("*_"), mask: tensor("*_"), source: tensor("*_") },
  requires: {
    dtype: ({ mask }) => dtypeIn("mask", mask.dtype, ["bool", "uint8"]),
    broadcast: ({ input, mask }, fresh) => needsOf({ input, mask }, fresh),
    "same-dtype": ({ input, source }) => sameDType("source", source, input),
  },
  result: ({ input, mask }, fresh) =>
    result(shapeOfOperands({ input, mask }, fresh), input.dtype, { last: "masked_scatter" }),
});

const takeAlongDim = defineOp({
  name: "take_along_dim",
  params: { input: tensor("*_"), indices: tensor("*_"), dim: optionalAxis() },
  requires: {
    axis: ({ input, dim }) => (dim === undefined ? undefined : axisIn("dim", dim, input.shape)),
    "index-dtype": ({ indices, dim }) => dtypeIn("indices", indices.dtype, dim === undefined ? "index" : ["int64"]),
    "same-rank": ({ input, indices, dim }) => {
      const rank = rankOf(input.shape);
      return dim === undefined || rank === undefined ? undefined : rankIn("indices", indices.shape, [rank]);
    },
    broadcast: ({ input, indices, dim }, fresh) => {
      if (dim === undefined) return undefined;
      const rest = withAxis(input.shape, dim, 1, fresh);
      return needsOf({ input: { shape: rest }, indices: { shape: withAxis(indices.shape, dim, 1, fresh) } }, fresh);
    },
  },
  result: ({ input, indices, dim }, fresh) => {
    if (dim === undefined) return result(flattened(indices.shape, fresh), input.dtype, pickedReading(input.reading));
    const left = knownDims(withAxis(input.shape, dim, 1, fresh));
    const right = knownDims(indices.shape);
    if (left === undefined || right?.length !== left.length) return result(anyShape(fresh), input.dtype);
    const sizes = right.map((size, index) => (proveEqual(size, 1) === "holds" ? (left[index] ?? size) : size));
    return result(shapeFrom(sizes), input.dtype, pickedReading(input.reading));
  },
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

function flattened(shape: Shape, fresh: FreshSizes): Shape {
  const sizes = knownDims(shape);
  return shapeOf(sizes?.length === 1 ? (sizes[0] ?? 1) : fresh.size("size"));
}

const take = defineOp({
  name: "take",
  params: { input: tensor("*_"), index: tensor("*_") },
  requires: { "index-dtype": ({ index }) => dtypeIn("index", index.dtype, ["int64"]) },
  result: ({ input, index }) => result(index.shape, input.dtype, pickedReading(input.reading)),
  promise: ({ input, index }, fresh) => result(index?.shape ?? anyShape(fresh), input?.dtype),
});

const select = defineOp({
  name: "select",
  params: { input: tensor("*_"), dim: axis(), index: int() },
  requires: {
    rank: ({ input }) => rankIn("input", input.shape, { min: 1 }),
    axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
    "index-range": ({ input, dim, index }, fresh) => {
      const size = sizeAt(input.shape, dim, fresh);
      return [atLeast("index", add(size, index), 0), atLeast("index", size, add(index, 1))];
    },
  },
  result: ({ input, dim }, fresh) => {
    const along = axisFromEnd(dim, input.shape);
    const moved = (each: number): number | undefined =>
      along === undefined || each === along ? undefined : each < along ? each + 1 : each;
    return result(withoutAxis(input.shape, dim, fresh), input.dtype, partReading(input.reading, moved));
  },
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

const narrow = defineOp({
  name: "narrow",
  params: { input: tensor("*_"), dim: axis(), start: int(), length: int(undefined, { min: 0 }) },
  requires: {
    rank: ({ input }) => rankIn("input", input.shape, { min: 1 }),
    axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
    "length-range": ({ input, dim, start, length }, fresh) => {
      const size = sizeAt(input.shape, dim, fresh);
      const from = (asConstant(start) ?? 0) < 0 ? add(size, start) : start;
      const known = asConstant(start) !== undefined || proveAtLeast(start, 0) === "holds";
      return [
        atLeast("length", length, 0),
        known ? atLeast("start", from, 0) : undefined,
        known ? atLeast("length", subtract(size, from), length) : atLeast("length", size, length),
      ];
    },
  },
  result: ({ input, dim, length }, fresh) => {
    const along = axisFromEnd(dim, input.shape);
    const reading = partReading(input.reading, (each) => (along === undefined || each === along ? undefined : each));
    return result(withAxis(input.shape, dim, length, fresh), input.dtype, reading);
  },
  promise: ({ input, dim, length }, fresh) =>
    result(
      input === undefined || dim === undefined || length === undefined
        ? anyShape(fresh)
        : withAxis(input.shape, dim, length, fresh),
      input?.dtype,
    ),
});

// --- counts of values

const nonzero = defineOp({
  name: "nonzero",
  params: { input: tensor("*_") },
  result: ({ input }, fresh) =>
    result(shapeOf(fresh.size("count"), rankOf(input.shape) ?? fresh.size("rank")), "int64", { last: "nonzero" }),
});

const unique = defineOp({
  name: "unique",
  params: { input: tensor("*_"), return_inverse: flag(false), return_counts: flag(false), dim: optionalAxis() },
  requires: { axis: ({ input, dim }) => (dim === undefined ? undefined : axisIn("dim", dim, input.shape)) },
  result: ({ input, return_inverse, return_counts, dim }, fresh) => {
    const count = fresh.size("count");
    const values = result(
      dim === undefined ? shapeOf(count) : withAxis(input.shape, dim, count, fresh),
      input.dtype,
      pickedReading(input.reading),
    );
    if (return_inverse === undefined || return_counts === undefined) return { kind: "unknown" };
    if (!return_inverse && !return_counts) return values;
    const inverse = result(dim === undefined ? input.shape : shapeOf(sizeAt(input.shape, dim, fresh)), "int64");
    const counts = result(shapeOf(count), "int64");
    return { kind: "tuple", items: [values, ...(return_inverse ? [inverse] : []), ...(return_counts ? [counts] : [])] };
  },
});

const bincount = defineOp({
  name: "bincount",
  params: { input: tensor("N") },
  requires: { dtype: ({ input }) => dtypeIn("input", input.dtype, "integer") },
  result: (_, fresh) => result(shapeOf(fresh.size("count")), "int64", { last: "bincount" }),
  promise: (_, fresh) => result(shapeOf(fresh.size("count"))),
});

const multinomial = defineOp({
  name: "multinomial",
  params: { input: tensor("N? C"), num_samples: int(undefined, { min: 1 }), replacement: flag(false) },
  requires: {
    "positive-count": ({ num_samples }) => atLeast("num_samples", num_samples, 1),
    "enough-values": ({ C, num_samples, replacement }) =>
      replacement === false ? atLeast("num_samples", C, num_samples) : undefined,
    dtype: ({ input }) => dtypeIn("input", input.dtype, "floating"),
  },
  result: ({ input, C, num_samples }, fresh) => {
    const count = asConstant(C);
    const reading = count === undefined ? {} : { classes: { kind: "exactly" as const, count } };
    return result(withAxis(input.shape, -1, num_samples, fresh), "int64", { last: "multinomial", ...reading });
  },
  promise: (_, fresh) => result(anyShape(fresh), "int64"),
});

const oneHot = defineOp({
  name: "one_hot",
  // Not bounded, a row of zeros stands for an index that there is not, as in TensorFlow and Keras.
  params: { tensor: tensor("*_"), num_classes: int(-1), bounded: flag(true) },
  requires: {
    dtype: ({ tensor }) => dtypeIn("tensor", tensor.dtype, ["int64"]),
    "positive-classes": ({ num_classes }) =>
      asConstant(num_classes) === -1 ? undefined : atLeast("num_classes", num_classes, 1),
    "index-range": ({ tensor, num_classes, bounded }) =>
      asConstant(num_classes) === -1 || !bounded ? undefined : indexRange("tensor", tensor, num_classes),
  },
  result: ({ tensor, num_classes }, fresh) => {
    const inferred = asConstant(num_classes) === -1;
    const size = inferred || proveAtLeast(num_classes, 0) !== "holds" ? fresh.size("classes") : num_classes;
    const count = asConstant(size);
    const { shape } = tensor;
    const whole =
      shape.rest === undefined ? shapeFrom([...shape.lead, size]) : { ...shape, tail: [...shape.tail, size] };
    return result(whole, "int64", {
      last: "one_hot",
      range: [0, 1],
      sumsToOne: -1,
      ...(count === undefined ? {} : { classes: { kind: "exactly", count } }),
    });
  },
});

/** One row for all values, or one for each of theirs. */
function rowsOfValues(rows: Shape, values: Shape): readonly Need<"values">[] {
  const wanted = knownDims(rows);
  const given = knownDims(values);
  if (wanted === undefined || wanted.length < 2) return [];
  return [
    rankIn("values", values, [wanted.length]),
    ...(given?.length === wanted.length ? given : [])
      .slice(0, -1)
      .map((size, number) => equal("values", size, wanted[number] ?? size)),
  ];
}

const searchsorted = defineOp({
  name: "searchsorted",
  params: { sorted_sequence: tensor("*_"), values: operand() },
  requires: {
    rank: ({ sorted_sequence }) => rankIn("sorted_sequence", sorted_sequence.shape, { min: 1 }),
    "same-rows": ({ sorted_sequence, values }) =>
      rowsOfValues(sorted_sequence.shape, values.kind === "tensor" ? values.tensor.shape : shapeOf()),
  },
  result: ({ values }) => result(values.kind === "tensor" ? values.tensor.shape : shapeOf(), "int64"),
});

export const selections: readonly Operation[] = [
  gather,
  scattering("scatter"),
  scattering("scatter_add"),
  scattering("scatter_reduce"),
  indexSelect,
  indexAssigning("index_add"),
  indexAssigning("index_copy"),
  indexFill,
  maskedSelect,
  maskedScatter,
  takeAlongDim,
  take,
  select,
  narrow,
  nonzero,
  unique,
  bincount,
  multinomial,
  oneHot,
  searchsorted,
];
