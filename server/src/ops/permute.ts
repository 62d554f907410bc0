/** Axes put in another order, and axes repeated: permutations, expansions, tiles, rolls. */
import {
  asConstant,
  boundsOf,
  knownDims,
  multiply,
  proveEqual,
  rankOf,
  rowShape,
  shapeFrom,
  sum,
} from "../shape/index.ts";
import type { Dim, FreshSizes, Shape } from "../shape/index.ts";
import type { OpArgument } from "./argument.ts";
import { anyOfRank, anyShape, axisFromEnd, axisNumber, movedReading, pickedReading, sizeAt, withAxis } from "./axis.ts";
import { inMemory, permuted } from "./memory.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { any, tensor } from "./parameters.ts";
import { atLeast, axisIn, equal, proof, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { distinct } from "./reduce.ts";
import { axes, axis, int, optionalAxis, sizes } from "./size-parameters.ts";
import type { Axes } from "./size-parameters.ts";

const unknownRank = (shape: Shape | undefined, fresh: FreshSizes): Shape => {
  const rank = shape === undefined ? undefined : rankOf(shape);
  return rank === undefined ? anyShape(fresh) : anyOfRank(fresh, rank);
};

/** The axis that a permutation puts in each place. */
function sources(dims: Axes, shape: Shape): readonly number[] | undefined {
  if (dims === "unknown") return undefined;
  const numbers = dims.map((each) => axisNumber(each, shape));
  return numbers.includes(undefined) ? undefined : numbers.map((number) => number ?? 0);
}

const permute = defineOp({
  name: "permute",
  params: { input: tensor("*_"), dims: axes() },
  requires: {
    "axis-count": ({ input, dims }) => (dims === "unknown" ? undefined : rankIn("dims", input.shape, [dims.length])),
    axis: ({ input, dims }) => (dims === "unknown" ? [] : dims.map((each) => axisIn("dims", each, input.shape))),
    "repeated-axis": ({ input, dims }) => namedOnce(input.shape, dims),
  },
  result: ({ input, dims }, fresh) => {
    const from = sources(dims, input.shape);
    const known = knownDims(input.shape);
    if (from === undefined || known === undefined) {
      const count = dims === "unknown" ? undefined : dims.length;
      return result(count === undefined ? unknownRank(input.shape, fresh) : anyOfRank(fresh, count), input.dtype);
    }
    const moved = (along: number): number => from.indexOf(along + known.length) - known.length;
    const shape = shapeFrom(from.map((number) => known[number] ?? 1));
    const places = from.map((number) => (number < 0 ? number + known.length : number));
    return inMemory(result(shape, input.dtype, movedReading(input.reading, moved)), permuted(input.order, places));
  },
  promise: ({ input, dims }, fresh) =>
    result(
      dims === undefined || dims === "unknown" ? unknownRank(input?.shape, fresh) : anyOfRank(fresh, dims.length),
      input?.dtype,
    ),
});

function swapped(shape: Shape, first: Dim, second: Dim, fresh: FreshSizes): Shape {
  if (rankOf(shape) === 0) return shape;
  const left = axisNumber(first, shape);
  const right = axisNumber(second, shape);
  if (left === undefined || right === undefined) return unknownRank(shape, fresh);
  const there = withAxis(shape, left, sizeAt(shape, right, fresh), fresh);
  return withAxis(there, right, sizeAt(shape, left, fresh), fresh);
}

const transpose = defineOp({
  name: "transpose",
  params: { input: tensor("*_"), dim0: axis(), dim1: axis() },
  requires: {
    axis: ({ input, dim0, dim1 }) => [axisIn("dim0", dim0, input.shape), axisIn("dim1", dim1, input.shape)],
  },
  result: ({ input, dim0, dim1 }, fresh) => {
    const first = axisFromEnd(dim0, input.shape);
    const second = axisFromEnd(dim1, input.shape);
    const moved = (along: number): number =>
      along === first ? (second ?? along) : along === second ? (first ?? along) : along;
    const shape = swapped(input.shape, dim0, dim1, fresh);
    const known = first !== undefined && second !== undefined;
    const swap = rankOf(input.shape);
    const places = swap === undefined ? [] : Array.from({ length: swap }, (_, axis) => moved(axis - swap) + swap);
    return inMemory(
      result(shape, input.dtype, known ? movedReading(input.reading, moved) : pickedReading(input.reading)),
      known ? permuted(input.order, places) : undefined,
    );
  },
  promise: ({ input }, fresh) => result(unknownRank(input?.shape, fresh), input?.dtype),
});

/** `t()`: a matrix transposed, anything smaller as it is. */
const t = defineOp({
  name: "t",
  params: { input: tensor("*_") },
  requires: { rank: ({ input }) => rankIn("input", input.shape, { min: 0, max: 2 }) },
  result: ({ input }, fresh) => {
    const rank = rankOf(input.shape);
    if (rank === undefined) return result(anyShape(fresh), input.dtype);
    if (rank < 2) return inMemory(result(input.shape, input.dtype), input.order);
    return inMemory(result(swapped(input.shape, 0, 1, fresh), input.dtype), permuted(input.order, [1, 0]));
  },
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

function movedOrder(rank: number, from: readonly number[], to: readonly number[]): readonly number[] {
  const order: (number | undefined)[] = Array.from({ length: rank }, () => undefined);
  for (const [index, place] of to.entries()) order[place] = from[index];
  const others = Array.from({ length: rank }, (_, number) => number).filter((number) => !from.includes(number));
  let next = 0;
  return order.map((number) => number ?? others[next++] ?? 0);
}

const movedim = defineOp({
  name: "movedim",
  params: { input: tensor("*_"), source: axes(), destination: axes() },
  requires: {
    axis: ({ input, source, destination }) => [
      ...(source === "unknown" ? [] : source.map((each) => axisIn("source", each, input.shape))),
      ...(destination === "unknown" ? [] : destination.map((each) => axisIn("destination", each, input.shape))),
    ],
    "same-count": ({ source, destination }) =>
      source === "unknown" || destination === "unknown"
        ? undefined
        : equal("destination", destination.length, source.length),
    "repeated-axis": ({ input, source, destination }) => [
      { ...(distinct(input.shape, source) ?? proof("source", "holds")), subject: "source" as const },
      { ...(distinct(input.shape, destination) ?? proof("source", "holds")), subject: "destination" as const },
    ],
  },
  result: ({ input, source, destination }, fresh) => {
    const known = knownDims(input.shape);
    const from = sources(source, input.shape);
    const to = sources(destination, input.shape);
    if (known === undefined || from === undefined || to === undefined) {
      return result(unknownRank(input.shape, fresh), input.dtype);
    }
    if (known.length === 0) return result(input.shape, input.dtype);
    const order = movedOrder(known.length, from, to);
    const moved = (along: number): number => order.indexOf(along + known.length) - known.length;
    return result(
      shapeFrom(order.map((number) => known[number] ?? 1)),
      input.dtype,
      movedReading(input.reading, moved),
    );
  },
  promise: ({ input }, fresh) => result(unknownRank(input?.shape, fresh), input?.dtype),
});

// --- expand and repeat

const expand = defineOp({
  name: "expand",
  params: { input: tensor("*_"), size: sizes() },
  requires: {
    "axis-count": ({ input, size }) => {
      const wanted = knownDims(size);
      return wanted === undefined ? undefined : rankIn("size", input.shape, { min: 0, max: wanted.length });
    },
    "leading-size": ({ input, size }) => {
      const wanted = knownDims(size);
      const rank = rankOf(input.shape);
      if (wanted === undefined || rank === undefined) return undefined;
      return wanted.slice(0, Math.max(0, wanted.length - rank)).map((each) => atLeast("size", each, 0));
    },
    "valid-size": ({ size }) =>
      [...size.lead, ...size.tail].map((each) =>
        asConstant(each) === undefined ? undefined : atLeast("size", each, -1),
      ),
    expandable: ({ input, size }) => expandable(input.shape, size),
  },
  result: ({ input, size }, fresh) => {
    const shape = expanded(input.shape, size, fresh);
    return result(shape, input.dtype, input.reading);
  },
  promise: ({ input, size }, fresh) => {
    const wanted = size === undefined ? undefined : knownDims(size);
    return result(wanted === undefined ? anyShape(fresh) : anyOfRank(fresh, wanted.length), input?.dtype);
  },
});

/** An axis expands when it is of size one; else it has to be asked for as it is, or as -1. */
function expandable(shape: Shape, size: Shape): readonly Need<"size">[] {
  const wanted = knownDims(size);
  const known = rankOf(shape) === undefined ? shape.tail : shape.lead;
  if (wanted === undefined) return [];
  return known.flatMap((actual, index) => {
    const each = wanted[wanted.length - known.length + index];
    if (each === undefined || asConstant(each) === -1 || proveEqual(actual, 1) === "holds") return [];
    // Sizes that may be -1 say nothing; an axis that may be one would expand to anything.
    if (boundsOf(each).min < 0 && asConstant(each) === undefined) return [];
    return [
      proveEqual(actual, 1) === "fails"
        ? equal("size", each, actual)
        : proof("size", proveEqual(each, actual) === "holds" ? "holds" : "unknown", { actual, wanted: each }),
    ];
  });
}

function expanded(shape: Shape, size: Shape, fresh: FreshSizes): Shape {
  const wanted = knownDims(size);
  if (wanted === undefined) return size.rest === undefined ? anyShape(fresh) : openSize(size, fresh);
  const known = rankOf(shape) === undefined ? shape.tail : shape.lead;
  return shapeFrom(
    wanted.map((each, index) => {
      const actual = known[known.length - wanted.length + index];
      if (asConstant(each) === -1) return actual ?? fresh.size("size");
      if (boundsOf(each).min >= 0) return each;
      return actual !== undefined && proveEqual(actual, 1) === "fails" ? actual : fresh.size("size");
    }),
  );
}

function openSize(size: Shape, fresh: FreshSizes): Shape {
  const certain = (each: Dim): Dim => (boundsOf(each).min >= 0 ? each : fresh.size("size"));
  return size.rest === undefined ? size : rowShape(size.lead.map(certain), size.rest, size.tail.map(certain));
}

/** Every axis so many times. `short`: with fewer numbers than axes, the last axes are meant (tile). */
function repeated(shape: Shape, times: Shape, fresh: FreshSizes): Shape {
  const factors = knownDims(times);
  const known = knownDims(shape);
  if (factors === undefined) return anyShape(fresh);
  if (known === undefined) return anyShape(fresh);
  const rank = Math.max(factors.length, known.length);
  const at = (list: readonly Dim[], index: number): Dim => list[index - (rank - list.length)] ?? 1;
  return shapeFrom(Array.from({ length: rank }, (_, index) => multiply(at(known, index), at(factors, index))));
}

const repeat = defineOp({
  name: "repeat",
  params: { input: tensor("*_"), repeats: sizes() },
  requires: {
    "axis-count": ({ input, repeats }) => {
      const factors = knownDims(repeats);
      return factors === undefined ? undefined : rankIn("repeats", input.shape, { min: 0, max: factors.length });
    },
    "negative-repeat": ({ repeats }) => (knownDims(repeats) ?? []).map((each) => atLeast("repeats", each, 0)),
  },
  result: ({ input, repeats }, fresh) =>
    result(repeated(input.shape, repeats, fresh), input.dtype, pickedReading(input.reading)),
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

const tile = defineOp({
  name: "tile",
  params: { input: tensor("*_"), dims: sizes() },
  requires: { "negative-repeat": ({ dims }) => (knownDims(dims) ?? []).map((each) => atLeast("dims", each, 0)) },
  result: ({ input, dims }, fresh) =>
    result(repeated(input.shape, dims, fresh), input.dtype, pickedReading(input.reading)),
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

/** How long an axis gets when each of its places is repeated: a number, a list with one for each, or a tensor. */
function repeatedLength(size: Dim, repeats: OpArgument, fresh: FreshSizes): Dim {
  if (repeats.kind === "int") return multiply(size, repeats.value);
  if (repeats.kind !== "list") return fresh.size("size");
  const counts = repeats.items.map((item) => (item.kind === "int" ? item.value : undefined));
  if (counts.includes(undefined)) return fresh.size("size");
  const known = counts.map((count) => count ?? 0);
  return known.length === 1 ? multiply(size, known[0] ?? 1) : sum(known);
}

const repeatInterleave = defineOp({
  name: "repeat_interleave",
  params: { input: tensor("*_"), repeats: any(), dim: optionalAxis() },
  requires: {
    axis: ({ input, dim }) => (dim === undefined ? undefined : axisIn("dim", dim, input.shape)),
    "positive-count": ({ repeats }) =>
      (repeats.kind === "list" ? repeats.items : [repeats]).map((each) =>
        each.kind === "int" && asConstant(each.value) !== undefined ? atLeast("repeats", each.value, 0) : undefined,
      ),
    "repeat-count": ({ input, repeats, dim }, fresh) =>
      dim === undefined || repeats.kind !== "list" || repeats.items.length === 1
        ? undefined
        : equal("repeats", repeats.items.length, sizeAt(input.shape, dim, fresh)),
  },
  result: ({ input, repeats, dim }, fresh) => {
    if (dim === undefined) {
      const known = knownDims(input.shape);
      const count = known === undefined ? fresh.size("size") : known.reduce<Dim>(multiply, 1);
      return result(shapeFrom([repeatedLength(count, repeats, fresh)]), input.dtype, pickedReading(input.reading));
    }
    const size = repeatedLength(sizeAt(input.shape, dim, fresh), repeats, fresh);
    return result(withAxis(input.shape, dim, size, fresh), input.dtype, pickedReading(input.reading));
  },
  promise: ({ input }, fresh) => result(unknownRank(input?.shape, fresh), input?.dtype),
});

// --- order along an axis

function namedOnce(shape: Shape, dims: readonly Dim[] | "unknown"): Need<"dims"> | undefined {
  const need = distinct(shape, dims);
  return need === undefined ? undefined : { ...need, subject: "dims" };
}

const flip = defineOp({
  name: "flip",
  params: { input: tensor("*_"), dims: axes() },
  requires: {
    axis: ({ input, dims }) => (dims === "unknown" ? [] : dims.map((each) => axisIn("dims", each, input.shape))),
    "repeated-axis": ({ input, dims }) => namedOnce(input.shape, dims),
  },
  result: ({ input }) => ({ kind: "tensor", tensor: input }),
  promise: ({ input }, fresh) => result(input?.shape ?? anyShape(fresh), input?.dtype),
});

const roll = defineOp({
  name: "roll",
  params: { input: tensor("*_"), shifts: axes(), dims: axes([]) },
  requires: {
    // Where there is nothing to roll, no axis is looked at.
    axis: ({ input, dims }) =>
      dims === "unknown" || input.shape.lead.includes(0) ? [] : dims.map((each) => axisIn("dims", each, input.shape)),
    "same-count": ({ shifts, dims }) =>
      shifts === "unknown" || dims === "unknown" || (dims.length === 0 && shifts.length === 1)
        ? undefined
        : equal("dims", dims.length, shifts.length),
  },
  result: ({ input }) => ({ kind: "tensor", tensor: input }),
  promise: ({ input }, fresh) => result(input?.shape ?? anyShape(fresh), input?.dtype),
});

const rot90 = defineOp({
  name: "rot90",
  params: { input: tensor("*_"), k: int(1), dims: axes([0, 1]) },
  requires: {
    rank: ({ input }) => rankIn("input", input.shape, { min: 2 }),
    "same-count": ({ dims }) => (dims === "unknown" ? undefined : equal("dims", dims.length, 2)),
    axis: ({ input, dims }) => (dims === "unknown" ? [] : dims.map((each) => axisIn("dims", each, input.shape))),
    "repeated-axis": ({ input, dims }) => namedOnce(input.shape, dims),
  },
  result: ({ input, k, dims }, fresh) => {
    const turns = asConstant(k);
    const [first, second] = dims === "unknown" ? [] : dims;
    if (turns === undefined || first === undefined || second === undefined) {
      return result(unknownRank(input.shape, fresh), input.dtype);
    }
    return result(turns % 2 === 0 ? input.shape : swapped(input.shape, first, second, fresh), input.dtype);
  },
  promise: ({ input }, fresh) => result(unknownRank(input?.shape, fresh), input?.dtype),
});

export const permutations: readonly Operation[] = [
  permute,
  transpose,
  t,
  movedim,
  expand,
  repeat,
  tile,
  repeatInterleave,
  flip,
  roll,
  rot90,
];
