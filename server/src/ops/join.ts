/** Tensors joined, and tensors taken apart: cat and stack, split and chunk, meshgrid. */
import {
  asConstant,
  axisOf,
  boundsOf,
  ceilDivide,
  equalDims,
  floorDivide,
  knownDims,
  modulo,
  multiply,
  proveAtLeast,
  or,
  proveEqual,
  rankOf,
  shapeFrom,
  shapeOf,
  subtract,
  sum,
} from "../shape/index.ts";
import type { Dim, FreshSizes, Reading, Shape, TensorType } from "../shape/index.ts";
import type { OpArgument, OpResult } from "./argument.ts";
import {
  anyOfRank,
  anyShape,
  axisFromEnd,
  axisNumber,
  partReading,
  sizeAt,
  withAxis,
  withNewAxis,
  withoutAxis,
} from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { any, flag, tensor, tensors, text } from "./parameters.ts";
import { promoted } from "./promotion.ts";
import { atLeast, axisIn, equal, proof, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { axis, int } from "./size-parameters.ts";

/** What several tensors' numbers mean when they stand side by side. */
export function joinedReading(tensors: readonly TensorType[], along: number | undefined): Reading | undefined {
  const [first, ...others] = tensors.map((each) => each.reading);
  if (first === undefined || others.some((each) => each === undefined)) return undefined;
  const all = [first, ...others.map((each) => each ?? {})];
  const ranges = all.map((each) => each.range);
  const classes = all.map((each) => each.classes);
  const sumsToOne = all.every((each) => each.sumsToOne === first.sumsToOne) ? first.sumsToOne : undefined;
  return {
    ...(all.every((each) => each.last === first.last) && first.last !== undefined ? { last: first.last } : {}),
    ...(ranges.includes(undefined) ? {} : { range: hullOf(ranges.filter((each) => each !== undefined)) }),
    ...(sumsToOne !== undefined && along !== undefined && sumsToOne !== along ? { sumsToOne } : {}),
    ...(classes.includes(undefined)
      ? {}
      : { classes: { kind: "atMost" as const, count: Math.max(...classes.map((each) => each?.count ?? 0)) } }),
  };
}

const hullOf = (ranges: readonly (readonly [number, number])[]): readonly [number, number] => [
  Math.min(...ranges.map(([low]) => low)),
  Math.max(...ranges.map(([, high]) => high)),
];

/** A tensor of one axis without elements joins with anything: an old habit that torch keeps. */
const isEmpty = (each: TensorType): boolean => rankOf(each.shape) === 1 && axisOf(each.shape, 0) === 0;

/** It may be empty: nothing can be required of it, nor said of the result. */
const maybeEmpty = (each: TensorType): boolean =>
  rankOf(each.shape) === 1 && proveAtLeast(axisOf(each.shape, 0) ?? 1, 1) !== "holds";

const cat = defineOp({
  name: "cat",
  params: { tensors: tensors(), dim: axis(0) },
  requires: {
    "some-tensors": ({ tensors }) => (tensors === undefined ? undefined : atLeast("tensors", tensors.length, 1)),
    rank: ({ tensors }) => tensors?.map((each) => rankIn("tensors", each.shape, { min: 1 })),
    "same-rank": ({ tensors }) => sameRanks(tensors?.filter((each) => !maybeEmpty(each))),
    axis: ({ tensors, dim }) => {
      const ranked = tensors?.find((each) => rankOf(each.shape) !== undefined && !maybeEmpty(each));
      return ranked === undefined ? undefined : axisIn("dim", dim, ranked.shape);
    },
    "same-size": ({ tensors, dim }) =>
      sameElsewhere(
        tensors?.filter((each) => !maybeEmpty(each)),
        dim,
      ),
  },
  result: ({ tensors, dim }, fresh) => {
    const full = tensors?.filter((each) => !isEmpty(each));
    const [first] = full ?? [];
    if (tensors === undefined || full === undefined) return result(anyShape(fresh));
    if (first === undefined) return result(shapeOf(0), promoted(tensors));
    // Where one of several ranks may be empty, it is not known which rank counts.
    const ranks = new Set(full.map((each) => rankOf(each.shape)));
    if (full.some(maybeEmpty) && ranks.size > 1) return result(anyShape(fresh), promoted(tensors));
    const total = sum(full.map((each) => sizeAt(each.shape, dim, fresh)));
    const shape = withAxis(agreed(full, dim), dim, total, fresh);
    return result(shape, promoted(tensors), joinedReading(full, axisFromEnd(dim, first.shape)));
  },
  // Of several ranks, nobody knows which one was meant.
  promise: ({ tensors }, fresh) => {
    const ranks = new Set(tensors?.map((each) => rankOf(each.shape)));
    const [rank] = ranks;
    return result(rank === undefined || ranks.size > 1 ? anyShape(fresh) : anyOfRank(fresh, rank));
  },
});

function sameRanks(all: readonly TensorType[] | undefined): readonly Need<"tensors">[] {
  const ranked = all?.find((each) => rankOf(each.shape) !== undefined);
  const rank = ranked === undefined ? undefined : rankOf(ranked.shape);
  return rank === undefined ? [] : (all ?? []).map((each) => rankIn("tensors", each.shape, [rank]));
}

/** Sizes agree on every axis but the one they are joined along. */
function sameElsewhere(all: readonly TensorType[] | undefined, dim: Dim | undefined): readonly Need<"tensors">[] {
  const known = (all ?? []).map((each) => knownDims(each.shape)).filter((each) => each !== undefined);
  const [first, ...others] = known;
  if (first === undefined) return [];
  const number = dim === undefined ? -1 : axisNumber(dim, shapeFrom(first));
  if (number === undefined) return [];
  return others.flatMap((sizes) =>
    first.flatMap((size, index) =>
      index === number || sizes[index] === undefined
        ? []
        : [equal("tensors", sizes[index], size, { axis: String(index - first.length) })],
    ),
  );
}

/** The shape that shows most: sizes that are known in any of the tensors. */
function agreed(all: readonly TensorType[], dim: Dim): Shape {
  const known = all.map((each) => knownDims(each.shape)).filter((each) => each !== undefined);
  const [first] = known;
  if (first === undefined) return all[0]?.shape ?? shapeOf();
  const number = axisNumber(dim, shapeFrom(first));
  return shapeFrom(
    first.map((size, index) =>
      index === number ? size : (known.map((sizes) => sizes[index]).find((each) => typeof each === "number") ?? size),
    ),
  );
}

const stack = defineOp({
  name: "stack",
  params: { tensors: tensors(), dim: axis(0) },
  requires: {
    "some-tensors": ({ tensors }) => (tensors === undefined ? undefined : atLeast("tensors", tensors.length, 1)),
    "same-rank": ({ tensors }) => sameRanks(tensors),
    axis: ({ tensors, dim }) => {
      const ranked = tensors?.find((each) => rankOf(each.shape) !== undefined);
      return ranked === undefined ? undefined : axisIn("dim", dim, ranked.shape, 1);
    },
    "same-size": ({ tensors }) => sameElsewhere(tensors, undefined),
  },
  result: ({ tensors, dim }, fresh) => {
    const [first] = tensors ?? [];
    if (tensors === undefined || first === undefined) return result(anyShape(fresh));
    return result(
      withNewAxis(first.shape, dim, tensors.length, fresh),
      promoted(tensors),
      joinedReading(tensors, undefined),
    );
  },
  promise: ({ tensors }, fresh) => {
    const rank = tensors?.[0] === undefined ? undefined : rankOf(tensors[0].shape);
    return result(rank === undefined ? anyShape(fresh) : anyOfRank(fresh, rank + 1));
  },
});

// --- taking apart

/** Pieces are read as the whole was, but for the axis that was cut. */
function piece(input: TensorType, dim: Dim, size: Dim, fresh: FreshSizes): OpResult {
  const along = axisFromEnd(dim, input.shape);
  const reading = partReading(input.reading, (each) => (along === undefined || each === along ? undefined : each));
  return result(withAxis(input.shape, dim, size, fresh), input.dtype, reading);
}

function pieces(input: TensorType, dim: Dim, sizes: readonly Dim[], fresh: FreshSizes): OpResult {
  return { kind: "tuple", items: sizes.map((size) => piece(input, dim, size, fresh)) };
}

function openPieces(input: TensorType, dim: Dim, fresh: FreshSizes, size?: Dim): OpResult {
  return { kind: "open-list", item: piece(input, dim, size ?? fresh.size("size"), fresh) };
}

/** Pieces of one size, the last of which may be smaller. */
function evenPieces(input: TensorType, dim: Dim, size: Dim, each: Dim, fresh: FreshSizes): OpResult {
  const full = asConstant(ceilDivide(size, each));
  if (full === undefined || full > 4096) return openPieces(input, dim, fresh);
  // Of nothing there is one piece.
  const count = Math.max(1, full);
  const last = subtract(size, multiply(each, count - 1));
  return pieces(
    input,
    dim,
    Array.from({ length: count }, (_, index) => (index === count - 1 ? last : each)),
    fresh,
  );
}

const sizesOf = (argument: OpArgument): readonly Dim[] | undefined => {
  if (argument.kind === "sizes") return knownDims(argument.shape);
  if (argument.kind !== "list") return undefined;
  const sizes = argument.items.map((item) => (item.kind === "int" ? item.value : undefined));
  return sizes.includes(undefined) ? undefined : sizes.map((size) => size ?? 0);
};

const split = defineOp({
  name: "split",
  params: { input: tensor("*_"), split_size_or_sections: any(), dim: axis(0) },
  requires: {
    rank: ({ input }) => rankIn("input", input.shape, { min: 1 }),
    axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
    "positive-size": ({ input, split_size_or_sections: given, dim }, fresh) => {
      const least = sizeAt(input.shape, dim, fresh) === 0 ? 0 : 1;
      if (given.kind === "int") return atLeast("split_size_or_sections", given.value, least);
      return sizesOf(given)?.map((size) => atLeast("split_size_or_sections", size, 0));
    },
    "sizes-add-up": ({ input, split_size_or_sections: given, dim }, fresh) => {
      const sizes = sizesOf(given);
      return sizes === undefined
        ? undefined
        : equal("split_size_or_sections", sum(sizes), sizeAt(input.shape, dim, fresh));
    },
  },
  result: ({ input, split_size_or_sections: given, dim }, fresh) => {
    const sizes = sizesOf(given);
    if (sizes !== undefined) return pieces(input, dim, sizes, fresh);
    if (given.kind !== "int") return openPieces(input, dim, fresh);
    return evenPieces(input, dim, sizeAt(input.shape, dim, fresh), given.value, fresh);
  },
  promise: ({ input, split_size_or_sections: given, dim }, fresh) => {
    const sizes = given === undefined ? undefined : sizesOf(given);
    if (input === undefined || dim === undefined) return { kind: "unknown" };
    return sizes === undefined ? { kind: "unknown" } : pieces(input, dim, sizes, fresh);
  },
});

const chunk = defineOp({
  name: "chunk",
  params: { input: tensor("*_"), chunks: int(undefined, { min: 1 }), dim: axis(0) },
  requires: {
    rank: ({ input }) => rankIn("input", input.shape, { min: 1 }),
    axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
    "positive-count": ({ chunks }) => atLeast("chunks", chunks, 1),
  },
  result: ({ input, chunks, dim }, fresh) => {
    const size = sizeAt(input.shape, dim, fresh);
    const count = asConstant(chunks);
    if (count === undefined) return openPieces(input, dim, fresh);
    if (equalDims(modulo(size, count), 0)) {
      return pieces(
        input,
        dim,
        Array.from({ length: count }, () => floorDivide(size, count)),
        fresh,
      );
    }
    if (asConstant(size) === undefined) return openPieces(input, dim, fresh);
    return evenPieces(input, dim, size, ceilDivide(size, count), fresh);
  },
});

/** tensor_split: so many pieces, the first of which take what is over; or cuts at listed places. */
const tensorSplit = defineOp({
  name: "tensor_split",
  params: { input: tensor("*_"), indices_or_sections: any(), dim: axis(0) },
  requires: {
    rank: ({ input }) => rankIn("input", input.shape, { min: 1 }),
    axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
    "positive-count": ({ indices_or_sections: given }) =>
      given.kind === "int" ? atLeast("indices_or_sections", given.value, 1) : undefined,
  },
  result: ({ input, indices_or_sections: given, dim }, fresh) => {
    const size = asConstant(sizeAt(input.shape, dim, fresh));
    const count = given.kind === "int" ? asConstant(given.value) : undefined;
    if (count !== undefined && size !== undefined) {
      const sizes = Array.from({ length: count }, (_, i) => Math.floor(size / count) + (i < size % count ? 1 : 0));
      return pieces(input, dim, sizes, fresh);
    }
    const cuts = sizesOf(given)?.map(asConstant);
    if (count !== undefined)
      return pieces(
        input,
        dim,
        Array.from({ length: count }, () => fresh.size("size")),
        fresh,
      );
    if (cuts === undefined) return openPieces(input, dim, fresh);
    if (size === undefined || cuts.includes(undefined)) {
      return pieces(
        input,
        dim,
        Array.from({ length: cuts.length + 1 }, () => fresh.size("size")),
        fresh,
      );
    }
    const ends = [0, ...cuts.map((cut) => clip(cut ?? 0, size)), size];
    return pieces(
      input,
      dim,
      ends.slice(1).map((end, index) => Math.max(0, end - (ends[index] ?? 0))),
      fresh,
    );
  },
});

const clip = (cut: number, size: number): number => Math.min(size, Math.max(0, cut < 0 ? cut + size : cut));

const unbind = defineOp({
  name: "unbind",
  params: { input: tensor("*_"), dim: axis(0) },
  requires: {
    rank: ({ input }) => rankIn("input", input.shape, { min: 1 }),
    axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
  },
  result: ({ input, dim }, fresh) => {
    const count = asConstant(sizeAt(input.shape, dim, fresh));
    const along = axisFromEnd(dim, input.shape);
    const moved = (each: number): number | undefined =>
      along === undefined || each === along ? undefined : each < along ? each + 1 : each;
    const item = result(withoutAxis(input.shape, dim, fresh), input.dtype, partReading(input.reading, moved));
    if (count === undefined || count > 4096) return { kind: "open-list", item };
    return { kind: "tuple", items: Array.from({ length: count }, () => item) };
  },
});

const meshgrid = defineOp({
  name: "meshgrid",
  params: { tensors: tensors(), indexing: text("ij") },
  requires: {
    rank: ({ tensors }) => tensors?.map((each) => rankIn("tensors", each.shape, [0, 1])),
    indexing: ({ indexing }) =>
      indexing === undefined ? undefined : proof("indexing", ["ij", "xy"].includes(indexing) ? "holds" : "fails"),
  },
  result: ({ tensors, indexing }, fresh) => {
    if (tensors === undefined) return { kind: "unknown" };
    const sizes = tensors.map((each) => axisOf(each.shape, 0) ?? (rankOf(each.shape) === 0 ? 1 : fresh.size("size")));
    const [first, second, ...others] = sizes;
    const swaps = indexing !== "ij" && first !== undefined && second !== undefined;
    const order = swaps && indexing === "xy" ? [second, first, ...others] : sizes;
    const shape = swaps && indexing === undefined ? anyOfRank(fresh, sizes.length) : shapeFrom(order);
    return { kind: "tuple", items: tensors.map((each) => result(shape, each.dtype)) };
  },
});

/** Tensors joined as a sequence, each padded at its end to the longest. */
const padSequence = defineOp({
  name: "pad_sequence",
  params: { sequences: tensors(), batch_first: flag(false) },
  requires: {
    "some-tensors": ({ sequences }) =>
      sequences === undefined ? undefined : atLeast("sequences", sequences.length, 1),
    "same-size": ({ sequences }) => afterFirst(sequences ?? []),
  },
  result: ({ sequences, batch_first }, fresh) => {
    const [first] = sequences ?? [];
    if (sequences === undefined || first === undefined) return result(anyShape(fresh));
    const lengths = sequences.map((each) => axisOf(each.shape, 0) ?? fresh.size("size"));
    const same = lengths.every((length) => proveEqual(length, lengths[0] ?? length) === "holds");
    const inner = withAxis(first.shape, 0, (same ? lengths[0] : undefined) ?? longest(lengths, fresh), fresh);
    if (batch_first === undefined) return result(unknownOrder(inner, fresh), first.dtype);
    return result(withNewAxis(inner, batch_first ? 0 : 1, sequences.length, fresh), first.dtype);
  },
});

/** As long as the longest, of which bounds are known where they are known of all. */
function longest(lengths: readonly Dim[], fresh: FreshSizes): Dim {
  const bounds = lengths.map(boundsOf);
  const [min, max] = [Math.max(...bounds.map((each) => each.min)), Math.max(...bounds.map((each) => each.max))];
  return min === max ? min : fresh.size("time", { min, max });
}

/** Each sequence goes into rows of its own length, which have the axes of the first one's: axes of size one are stretched to them. */
function afterFirst(sequences: readonly TensorType[]): readonly Need<"sequences">[] {
  const [first, ...others] = sequences.map((each) => knownDims(each.shape)).filter((each) => each !== undefined);
  if (first === undefined) return [];
  return others.flatMap((sizes) => {
    const rows = [sizes[0] ?? 1, ...first.slice(1)];
    if (sizes.length > rows.length) return [];
    return rows.slice(rows.length - sizes.length).map((wanted, index) => {
      const size = sizes[index] ?? 1;
      return proof("sequences", or(proveEqual(size, wanted), proveEqual(size, 1)), { actual: size, wanted });
    });
  });
}

export function unknownOrder(inner: Shape, fresh: FreshSizes): Shape {
  const rank = rankOf(inner);
  return rank === undefined ? anyShape(fresh) : anyOfRank(fresh, rank + 1);
}

export const joins: readonly Operation[] = [cat, stack, split, chunk, tensorSplit, unbind, meshgrid, padSequence];
