/** Reductions over axes, and what orders values along one. */
import { asConstant, knownDims, rankOf, shapeFrom, shapeOf } from "../shape/index.ts";
import type { Dim, DType, FreshSizes, Reading, Shape, TensorType } from "../shape/index.ts";
import type { OpResult } from "./argument.ts";
import { anyOfRank, anyShape, axisNumber, pickedReading, sizeAt, withAxis, withoutAxis } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { changed } from "./interval.ts";
import { dtype, flag, optionalAny, tensor, text } from "./parameters.ts";
import { chosen, floatOf, sumOf } from "./promotion.ts";
import { atLeast, axisIn, dtypeIn, proof, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { axis, int, optionalAxes } from "./size-parameters.ts";
import type { Axes } from "./size-parameters.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const needsFloats = words("mean nanmean var std var_mean std_mean norm vector_norm");
const summing = words("sum prod nansum");
const indexing = words("argmax argmin count_nonzero");
const truthValued = words("any all");
const floatProducing = words("logsumexp");
/** Reductions whose values lie between the least and the greatest of the input. */
const between = words("mean nanmean max min amax amin median mode quantile nanmedian");

const reduce = defineOp({
  name: "reduce",
  family: "name",
  params: { name: text(), input: tensor("*_"), dim: optionalAxes(), keepdim: flag(false), dtype: dtype() },
  requires: {
    axis: ({ input, dim }) => axisNeeds(input.shape, dim),
    "repeated-axis": ({ input, dim }) => distinct(input.shape, dim),
    dtype: ({ name, input, dtype }) =>
      name !== undefined && needsFloats.has(name) && dtype === undefined
        ? dtypeIn("input", input.dtype, "differentiable")
        : undefined,
  },
  result: ({ name, input, dim, keepdim, dtype }, fresh) =>
    result(
      reducedShape(input.shape, dim, keepdim, fresh),
      chosen(dtype, reducedDType(name, input.dtype)),
      reducedReading(name, input, dim),
    ),
  promise: ({ name, input }, fresh) => result(anyShape(fresh), reducedDType(name, input?.dtype)),
});

/** Each axis is one of the shape's. */
export function axisNeeds(shape: Shape, dim: Axes | undefined): readonly (Need<"dim"> | undefined)[] {
  return dim === undefined || dim === "unknown" ? [] : dim.map((each) => axisIn("dim", each, shape));
}

/** No axis is named twice. */
export function distinct(shape: Shape, dim: Axes | undefined): Need<"dim"> | undefined {
  if (dim === undefined || dim === "unknown" || dim.length < 2) return undefined;
  const numbers = dim.map((each) => axisNumber(each, shape));
  if (numbers.includes(undefined)) return undefined;
  return proof("dim", new Set(numbers).size === numbers.length ? "holds" : "fails");
}

/** None and an empty list mean every axis. */
export function reducedShape(
  shape: Shape,
  dim: Axes | undefined,
  keepdim: boolean | undefined,
  fresh: FreshSizes,
): Shape {
  const rank = rankOf(shape);
  if (dim === "unknown") return keepdim === true && rank !== undefined ? anyOfRank(fresh, rank) : anyShape(fresh);
  if (dim === undefined || dim.length === 0) {
    if (keepdim === false) return shapeOf();
    if (keepdim === undefined || rank === undefined) return anyShape(fresh);
    return shapeFrom(Array.from({ length: rank }, () => 1));
  }
  if (keepdim === undefined) return rank === 0 ? shape : anyShape(fresh);
  if (keepdim) return dim.reduce<Shape>((whole, each) => withAxis(whole, each, 1, fresh), shape);
  return withoutAxes(shape, dim, fresh);
}

function withoutAxes(shape: Shape, dim: readonly Dim[], fresh: FreshSizes): Shape {
  const rank = rankOf(shape);
  if (rank === 0) return shape;
  const numbers = dim.map((each) => axisNumber(each, shape));
  const sizes = knownDims(shape);
  if (sizes !== undefined) {
    return numbers.includes(undefined)
      ? anyOfRank(fresh, sizes.length - dim.length)
      : shapeFrom(sizes.filter((_, index) => !numbers.includes(index)));
  }
  // From the ends of a shape of unknown rank: the outermost axes last, so that the numbers stay right.
  const order = [...dim].sort((a, b) => Math.abs(asConstant(b) ?? 0) - Math.abs(asConstant(a) ?? 0));
  return order.reduce<Shape>((whole, each) => withoutAxis(whole, each, fresh), shape);
}

function reducedDType(name: string | undefined, given: DType | undefined): DType | undefined {
  if (name === undefined) return undefined;
  if (indexing.has(name)) return "int64";
  if (truthValued.has(name)) return given === "uint8" ? "uint8" : "bool";
  if (summing.has(name)) return sumOf(given);
  return floatProducing.has(name) ? floatOf(given) : given;
}

function reducedReading(name: string | undefined, input: TensorType, dim: Axes | undefined): Reading {
  if (name === undefined) return {};
  if (name === "argmax" || name === "argmin") {
    const along = dim === undefined || dim === "unknown" ? undefined : dim[0];
    const number = along === undefined ? undefined : axisNumber(along, input.shape);
    const sizes = knownDims(input.shape);
    const count = number === undefined || number < 0 ? undefined : asConstant(sizes?.[number] ?? NaN);
    return count === undefined || Number.isNaN(count)
      ? changed(name)
      : { last: name, classes: { kind: "atMost", count } };
  }
  return changed(name, between.has(name) ? input.reading?.range : undefined);
}

/** Reductions along one axis that also say where the value was. */
const reducePair = defineOp({
  name: "reduce_pair",
  family: "name",
  params: { name: text(), input: tensor("*_"), dim: axis(), keepdim: flag(false) },
  requires: { axis: ({ input, dim }) => axisIn("dim", dim, input.shape) },
  result: ({ name, input, dim, keepdim }, fresh) => {
    const shape = reducedShape(input.shape, [dim], keepdim, fresh);
    const size = asConstant(sizeAt(input.shape, dim, fresh));
    const where: Reading = {
      last: `arg${name ?? ""}`,
      ...(size === undefined ? {} : { classes: { kind: "atMost", count: size } }),
    };
    return pairOf(result(shape, input.dtype, changed(name ?? "", input.reading?.range)), result(shape, "int64", where));
  },
  promise: (_, fresh) => pairOf(result(anyShape(fresh)), result(anyShape(fresh), "int64")),
});

const pairOf = (values: OpResult, indices: OpResult): OpResult => ({
  kind: "tuple",
  items: [values, indices],
  names: ["values", "indices"],
});

/** Two results of the same shape, such as a variance and its mean. */
const varMean = defineOp({
  name: "var_mean",
  params: { input: tensor("*_"), dim: optionalAxes(), keepdim: flag(false) },
  requires: {
    axis: ({ input, dim }) => axisNeeds(input.shape, dim),
    "repeated-axis": ({ input, dim }) => distinct(input.shape, dim),
    dtype: ({ input }) => dtypeIn("input", input.dtype, "differentiable"),
  },
  result: ({ input, dim, keepdim }, fresh) => {
    const both = result(reducedShape(input.shape, dim, keepdim, fresh), input.dtype);
    return { kind: "tuple", items: [both, both] };
  },
});

const topk = defineOp({
  name: "topk",
  params: {
    input: tensor("*_"),
    k: int(undefined, { min: 0 }),
    dim: axis(-1),
    largest: flag(true),
    sorted: flag(true),
  },
  requires: {
    axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
    "enough-values": ({ input, k, dim }, fresh) =>
      rankOf(input.shape) === 0 ? atLeast("k", 1, k) : atLeast("k", sizeAt(input.shape, dim, fresh), k),
  },
  result: ({ input, k, dim }, fresh) => {
    const shape = withAxis(input.shape, dim, k, fresh);
    return pairOf(
      result(shape, input.dtype, pickedReading(input.reading)),
      result(shape, "int64", positions("topk", input, dim, fresh)),
    );
  },
  promise: ({ input, k, dim }, fresh) => {
    const known = input !== undefined && k !== undefined && dim !== undefined;
    const shape = known ? withAxis(input.shape, dim, k, fresh) : anyShape(fresh);
    return pairOf(result(shape, input?.dtype), result(shape, "int64"));
  },
});

/** Where values stood along an axis: class numbers, if the axis is one of classes. */
function positions(name: string, input: TensorType, dim: Dim, fresh: FreshSizes): Reading {
  const count = asConstant(sizeAt(input.shape, dim, fresh));
  return count === undefined ? changed(name) : { last: name, classes: { kind: "atMost", count } };
}

const sort = defineOp({
  name: "sort",
  params: { input: tensor("*_"), dim: axis(-1), descending: flag(false) },
  requires: { axis: ({ input, dim }) => axisIn("dim", dim, input.shape) },
  result: ({ input, dim }, fresh) =>
    pairOf(
      result(input.shape, input.dtype, input.reading),
      result(input.shape, "int64", positions("argsort", input, dim, fresh)),
    ),
});

const argsort = defineOp({
  name: "argsort",
  params: { input: tensor("*_"), dim: axis(-1), descending: flag(false) },
  requires: { axis: ({ input, dim }) => axisIn("dim", dim, input.shape) },
  result: ({ input, dim }, fresh) => result(input.shape, "int64", positions("argsort", input, dim, fresh)),
});

const kthvalue = defineOp({
  name: "kthvalue",
  params: { input: tensor("*_"), k: int(), dim: axis(-1), keepdim: flag(false) },
  requires: {
    axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
    "positive-count": ({ k }) => atLeast("k", k, 1),
    "enough-values": ({ input, k, dim }, fresh) => atLeast("k", sizeAt(input.shape, dim, fresh), k),
  },
  result: ({ input, dim, keepdim }, fresh) => {
    const shape = reducedShape(input.shape, [dim], keepdim, fresh);
    return pairOf(result(shape, input.dtype), result(shape, "int64"));
  },
});

const linalgNorm = defineOp({
  name: "linalg_norm",
  params: { A: tensor("*_"), ord: optionalAny(), dim: optionalAxes(), keepdim: flag(false), dtype: dtype() },
  requires: {
    dtype: ({ A, dtype }) => (dtype === undefined ? dtypeIn("A", A.dtype, "differentiable") : undefined),
    axis: ({ A, dim }) => axisNeeds(A.shape, dim),
    "repeated-axis": ({ A, dim }) => distinct(A.shape, dim),
  },
  result: ({ A, dim, keepdim, dtype }, fresh) =>
    result(reducedShape(A.shape, dim, keepdim, fresh), chosen(dtype, A.dtype), changed("norm", [0, Infinity])),
  promise: (_, fresh) => result(anyShape(fresh)),
});

/** Along one axis, every value less the one before. */
const diff = defineOp({
  name: "diff",
  params: { input: tensor("*_"), n: int(1, { min: 0 }), dim: axis(-1) },
  requires: {
    rank: ({ input, n }) => (n === 0 ? undefined : rankIn("input", input.shape, { min: 1 })),
    "positive-count": ({ n }) => atLeast("n", n, 0),
    axis: ({ input, n, dim }) => (n === 0 ? undefined : axisIn("dim", dim, input.shape)),
  },
  result: ({ input, n, dim }, fresh) => {
    const size = asConstant(sizeAt(input.shape, dim, fresh));
    const times = asConstant(n);
    const left = size === undefined || times === undefined ? fresh.size("size") : Math.max(0, size - times);
    return result(withAxis(input.shape, dim, left, fresh), input.dtype, changed("diff"));
  },
});

export const reductions: readonly Operation[] = [
  reduce,
  reducePair,
  varMean,
  topk,
  sort,
  argsort,
  kthvalue,
  linalgNorm,
  diff,
];
