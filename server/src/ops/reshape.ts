/** The same values in other axes: views, flattening, axes of size one. */
import {
  asConstant,
  boundsOf,
  equalDims,
  floorDivide,
  isOpaque,
  knownDims,
  product,
  proveEqual,
  rankOf,
  rowShape,
  shapeFrom,
} from "../shape/index.ts";
import type { Dim, FreshSizes, Shape, TensorType } from "../shape/index.ts";
import { anyOfRank, anyShape, axisNumber, movedReading, sizeAt, withNewAxis, withoutAxis } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { inMemoryLike, viewable } from "./memory.ts";
import { flag, tensor } from "./parameters.ts";
import { axes } from "./pattern.ts";
import { distinct } from "./reduce.ts";
import { atLeast, axisIn, equal, multipleOf, proof } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { axis, optionalAxes, sizes } from "./size-parameters.ts";
import { safeDivisor } from "./window.ts";

// --- view and reshape

interface Counts {
  readonly given: Dim;
  readonly wanted: Dim;
}

const isInferred = (size: Dim): boolean => asConstant(size) === -1;
/** It might be -1, as far as is known. */
const maybeInferred = (size: Dim): boolean => boundsOf(size).min < 0;
const allSizes = (shape: Shape): readonly Dim[] => [...shape.lead, ...shape.tail];

/**
 * How many elements there are and how many the listed sizes make, what both have in common left out: a batch, or the same
 * unknown run of axes. `undefined` where either is not known.
 */
function counts(input: Shape, size: Shape): Counts | undefined {
  if (input.rest?.id !== size.rest?.id) return undefined;
  const left = [...allSizes(input)];
  const right: Dim[] = [];
  for (const each of allSizes(size)) {
    if (isInferred(each)) continue;
    if (maybeInferred(each)) return undefined;
    const same = left.findIndex((other) => typeof other !== "number" && equalDims(other, each));
    if (same >= 0) left.splice(same, 1);
    else right.push(each);
  }
  return { given: product(left), wanted: product(right) };
}

function reshaped(input: Shape, size: Shape, fresh: FreshSizes): Shape {
  const count = counts(input, size);
  const missing = (each: Dim): Dim => {
    if (isInferred(each)) {
      return count === undefined || asConstant(count.wanted) === 0
        ? fresh.size("size")
        : floorDivide(count.given, count.wanted);
    }
    return maybeInferred(each) ? fresh.size("size") : each;
  };
  const lead = size.lead.map(missing);
  return size.rest === undefined ? shapeFrom(lead) : rowShape(lead, size.rest, size.tail.map(missing));
}

/** As far as the sizes were asked for, they are what one gets. */
function asAsked(size: Shape, fresh: FreshSizes): Shape {
  const asked = (each: Dim): Dim => (maybeInferred(each) ? fresh.size("size") : each);
  const lead = size.lead.map(asked);
  return size.rest === undefined ? shapeFrom(lead) : rowShape(lead, size.rest, size.tail.map(asked));
}

interface Viewed {
  readonly input: TensorType;
  readonly size: Shape;
}

/** Whether memory can be seen so without a copy. */
function seen({ input, size }: Viewed): Need<"size"> | undefined {
  const fits = viewable(input, size);
  return fits === undefined ? undefined : proof("size", fits, { input: input.shape, size });
}

function reshaping(name: "reshape" | "view"): Operation {
  const subject = "size";
  return defineOp({
    name,
    params: { input: tensor("*_"), size: sizes() },
    requires: {
      "one-inferred": ({ size }) => atLeast(subject, 1, allSizes(size).filter(isInferred).length),
      "valid-size": ({ size }) =>
        allSizes(size).map((each) => (asConstant(each) === undefined ? undefined : atLeast(subject, each, -1))),
      "element-count": ({ input, size }) => elementsFit(input.shape, size),
      ...(name === "reshape"
        ? {}
        : {
            "memory-order": (given: Viewed) => (given.input.strides === undefined ? seen(given) : undefined),
            "memory-gaps": (given: Viewed) => (given.input.strides === undefined ? undefined : seen(given)),
          }),
    },
    result: ({ input, size }, fresh) => {
      const shape = reshaped(input.shape, size, fresh);
      return inMemoryLike(
        result(shape, input.dtype, movedReading(input.reading, lastStays(input.shape, shape))),
        input,
      );
    },
    promise: ({ input, size }, fresh) =>
      result(size === undefined ? anyShape(fresh) : asAsked(size, fresh), input?.dtype),
  });
}

function elementsFit(input: Shape, size: Shape): Need<"size"> | undefined {
  const count = counts(input, size);
  if (count === undefined || allSizes(size).filter(isInferred).length > 1) return undefined;
  const detail = { input, size };
  if (!allSizes(size).some(isInferred)) return equal("size", count.given, count.wanted, detail);
  // Of no elements at all the rest may have any size, which no framework guesses.
  if (count.wanted === 0) return proof("size", "fails", detail);
  return multipleOf("size", count.given, safeDivisor(count.wanted), detail);
}

/** The last axis keeps its meaning where its size stays. */
const lastStays =
  (before: Shape, after: Shape) =>
  (axis: number): number | undefined => {
    const left = knownDims(before);
    const right = knownDims(after);
    const size = left?.at(axis);
    const same = right?.at(axis);
    if (size === undefined || same === undefined || proveEqual(size, same) !== "holds") return undefined;
    const inner = (sizes: readonly Dim[] | undefined): Dim =>
      product(axis === -1 ? [] : (sizes?.slice(axis + 1) ?? []));
    return proveEqual(inner(left), inner(right)) === "holds" ? axis : undefined;
  };

// --- flatten and unflatten

function flattened(shape: Shape, from: Dim, to: Dim, fresh: FreshSizes): Shape {
  const rank = rankOf(shape);
  if (rank === 0) return shapeFrom([1]);
  const first = axisNumber(from, shape);
  const last = axisNumber(to, shape);
  const known = knownDims(shape);
  if (first === undefined || last === undefined) return anyShape(fresh);
  if (known !== undefined) {
    const joined = product(known.slice(first, last + 1));
    return shapeFrom([...known.slice(0, first), joined, ...known.slice(last + 1)]);
  }
  return flattenedOpen(shape, first, last, fresh);
}

/** Of unknown rank: what the row swallows is unknown, what stands outside stays. */
function flattenedOpen(shape: Shape, first: number, last: number, fresh: FreshSizes): Shape {
  const { lead, rest, tail } = shape;
  if (rest === undefined) return shape;
  if (first >= 0 && last >= first && last < lead.length) {
    return rowShape(
      [...lead.slice(0, first), product(lead.slice(first, last + 1)), ...lead.slice(last + 1)],
      rest,
      tail,
    );
  }
  if (first < 0 && last >= first && -first <= tail.length) {
    const end = tail.length + last + 1;
    const start = tail.length + first;
    return rowShape(lead, rest, [...tail.slice(0, start), product(tail.slice(start, end)), ...tail.slice(end)]);
  }
  if (first >= 0 && first <= lead.length && last < 0 && -last <= tail.length + 1) {
    return shapeFrom([...lead.slice(0, first), fresh.size("size"), ...tail.slice(tail.length + last + 1)]);
  }
  return anyShape(fresh);
}

const flatten = defineOp({
  name: "flatten",
  params: { input: tensor("*_"), start_dim: axis(0), end_dim: axis(-1) },
  requires: {
    axis: ({ input, start_dim, end_dim }) => [
      axisIn("start_dim", start_dim, input.shape),
      axisIn("end_dim", end_dim, input.shape),
    ],
    "axis-order": ({ input, start_dim, end_dim }) => {
      const first = axisNumber(start_dim, input.shape);
      const last = axisNumber(end_dim, input.shape);
      if (first === undefined || last === undefined || rankOf(input.shape) === undefined) return undefined;
      return atLeast("end_dim", last, first);
    },
  },
  result: ({ input, start_dim, end_dim }, fresh) => {
    const shape = flattened(input.shape, start_dim, end_dim, fresh);
    return inMemoryLike(result(shape, input.dtype, movedReading(input.reading, lastStays(input.shape, shape))), input);
  },
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

/** The sizes in place of one axis, one of which may be -1. */
function unfoldedSizes(size: Dim, wanted: Shape, fresh: FreshSizes): Shape {
  return reshaped(shapeFrom([size]), wanted, fresh);
}

const unflatten = defineOp({
  name: "unflatten",
  params: { input: tensor("*_"), dim: axis(), sizes: sizes() },
  requires: {
    axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
    "one-inferred": ({ sizes }) => atLeast("sizes", 1, allSizes(sizes).filter(isInferred).length),
    "valid-size": ({ sizes }) =>
      allSizes(sizes).map((each) => (asConstant(each) === undefined ? undefined : atLeast("sizes", each, -1))),
    "element-count": ({ input, dim, sizes }, fresh) => {
      const need = elementsFit(shapeFrom([sizeAt(input.shape, dim, fresh)]), sizes);
      return need === undefined ? undefined : { ...need, subject: "sizes" as const };
    },
  },
  result: ({ input, dim, sizes }, fresh) => {
    const number = axisNumber(dim, input.shape);
    const known = knownDims(input.shape);
    const inside = unfoldedSizes(sizeAt(input.shape, dim, fresh), sizes, fresh);
    if (number === undefined || known === undefined) return result(openUnflatten(input.shape, number, inside, fresh));
    return result(axes(fresh, known.slice(0, number), inside, known.slice(number + 1)), input.dtype);
  },
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

function openUnflatten(shape: Shape, number: number | undefined, inside: Shape, fresh: FreshSizes): Shape {
  if (number === undefined || shape.rest === undefined) return anyShape(fresh);
  const { lead, rest, tail } = shape;
  if (number >= 0 && number < lead.length) {
    return axes(fresh, lead.slice(0, number), inside, rowShape(lead.slice(number + 1), rest, tail));
  }
  const place = tail.length + number;
  if (number >= 0 || place < 0) return anyShape(fresh);
  return axes(fresh, rowShape(lead, rest, tail.slice(0, place)), inside, tail.slice(place + 1));
}

// --- axes of size one

const unsqueeze = defineOp({
  name: "unsqueeze",
  params: { input: tensor("*_"), dim: axis() },
  requires: { axis: ({ input, dim }) => axisIn("dim", dim, input.shape, 1) },
  result: ({ input, dim }, fresh) => {
    const shape = withNewAxis(input.shape, dim, 1, fresh);
    const rank = rankOf(input.shape);
    const place = asConstant(dim);
    const fromEnd =
      place === undefined ? undefined : place < 0 ? place : rank === undefined ? undefined : place - rank - 1;
    const moved = (along: number): number | undefined =>
      fromEnd === undefined ? undefined : fromEnd >= along ? along - 1 : along;
    return result(shape, input.dtype, movedReading(input.reading, moved));
  },
  promise: ({ input }, fresh) => {
    const rank = input === undefined ? undefined : rankOf(input.shape);
    return result(rank === undefined ? anyShape(fresh) : anyOfRank(fresh, rank + 1), input?.dtype);
  },
});

/**
 * Axes of size one go. The sizes of inputs are meant for every value, so they are taken not to be one; a definite size
 * that is not known may be, and leaves the rank open.
 */
function squeezedAll(shape: Shape, fresh: FreshSizes): Shape {
  const known = knownDims(shape);
  if (known === undefined) return anyShape(fresh);
  const proofs = known.map((size) => proveEqual(size, 1));
  if (known.some((size, index) => proofs[index] === "unknown" && isOpaque(size))) return anyShape(fresh);
  return shapeFrom(known.filter((_, index) => proofs[index] !== "holds"));
}

function squeezedOne(shape: Shape, dim: Dim, fresh: FreshSizes): Shape {
  const number = axisNumber(dim, shape);
  if (rankOf(shape) === 0) return shape;
  if (number === undefined) return anyShape(fresh);
  const proofOfOne = proveEqual(sizeAt(shape, dim, fresh), 1);
  if (proofOfOne === "unknown") return anyShape(fresh);
  return proofOfOne === "holds" ? withoutAxis(shape, dim, fresh) : shape;
}

const squeeze = defineOp({
  name: "squeeze",
  // `strict`: a named axis has one element; otherwise one that has more stays.
  params: { input: tensor("*_"), dim: optionalAxes(), strict: flag(false) },
  requires: {
    axis: ({ input, dim }) =>
      dim === undefined || dim === "unknown" ? undefined : dim.map((each) => axisIn("dim", each, input.shape)),
    "repeated-axis": ({ input, dim }) => distinct(input.shape, dim),
    "size-one": ({ input, dim, strict }, fresh) =>
      strict !== true || dim === undefined || dim === "unknown"
        ? undefined
        : dim.map((each) => equal("input", sizeAt(input.shape, each, fresh), 1)),
  },
  result: ({ input, dim }, fresh) => {
    if (dim === undefined)
      return result(squeezedAll(input.shape, fresh), input.dtype, movedReading(input.reading, gone));
    if (dim === "unknown") return result(anyShape(fresh), input.dtype);
    const numbers = dim.map((each) => axisNumber(each, input.shape));
    if (numbers.includes(undefined)) return result(anyShape(fresh), input.dtype);
    const order = [...new Set(numbers)].sort((a, b) => Math.abs(b ?? 0) - Math.abs(a ?? 0));
    const shape = order.reduce<Shape>((whole, each) => squeezedOne(whole, each ?? 0, fresh), input.shape);
    return result(shape, input.dtype, movedReading(input.reading, shape === input.shape ? stays : gone));
  },
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

const gone = (): undefined => undefined;
const stays = (axis: number): number => axis;

export const reshapes: readonly Operation[] = [
  reshaping("reshape"),
  reshaping("view"),
  flatten,
  unflatten,
  unsqueeze,
  squeeze,
];
