/** Products of matrices and vectors, batched and broadcast. */
import {
  axisOf,
  broadcast,
  knownDims,
  minRank,
  product,
  proveEqualShapes,
  rankOf,
  rowShape,
  shapeFrom,
  shapeOf,
} from "../shape/index.ts";
import type { Broadcast, Dim, FreshSizes, Shape } from "../shape/index.ts";
import { anyShape, sizeAt } from "./axis.ts";
import { broadcastNeeds, needsOf, shapeOfOperands } from "./broadcast.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { inMemoryAnew } from "./memory.ts";
import { float, tensor } from "./parameters.ts";
import { axes } from "./pattern.ts";
import { commonDType, sameDType } from "./promotion.ts";
import { axisIn, equal, proof, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { optionalAxis } from "./size-parameters.ts";

/** The axes before the last two. A vector has none; `undefined` where not even that is known. */
function batchOf(shape: Shape): Shape | undefined {
  const rank = rankOf(shape);
  if (rank !== undefined) return shapeFrom(shape.lead.slice(0, Math.max(0, rank - 2)));
  if (shape.rest === undefined || shape.tail.length < 2) return undefined;
  return rowShape(shape.lead, shape.rest, shape.tail.slice(0, -2));
}

/** The axis of the second operand that is summed over. */
function innerOf(other: Shape): Dim | undefined {
  if (rankOf(other) === 1) return axisOf(other, 0);
  return minRank(other) >= 2 ? axisOf(other, -2) : undefined;
}

function batches(input: Shape, other: Shape, fresh: FreshSizes): Broadcast | undefined {
  const left = batchOf(input);
  const right = batchOf(other);
  return left === undefined || right === undefined ? undefined : broadcast([left, right], fresh);
}

function multiplied(input: Shape, other: Shape, fresh: FreshSizes): Shape {
  const left = rankOf(input);
  const right = rankOf(other);
  const columns = right === 1 ? [] : [axisOf(other, -1) ?? fresh.size("size")];
  if (right === 2 && input.rest !== undefined && input.tail.length > 0) {
    // Whatever stands before the last axis stays: a vector is no exception.
    return axes(fresh, rowShape(input.lead, input.rest, input.tail.slice(0, -1)), columns);
  }
  // One axis or more: that decides whether the other's last axes are kept.
  if ((left === undefined && minRank(input) < 2) || (right === undefined && minRank(other) < 2)) return anyShape(fresh);
  const rows = left === 1 ? [] : [axisOf(input, -2) ?? fresh.size("size")];
  return axes(fresh, batches(input, other, fresh)?.shape ?? anyShape(fresh), rows, columns);
}

const matmul = defineOp({
  name: "matmul",
  params: { input: tensor("*_"), other: tensor("*_") },
  requires: {
    rank: ({ input, other }) => [rankIn("input", input.shape, { min: 1 }), rankIn("other", other.shape, { min: 1 })],
    "inner-size": ({ input, other }) => {
      const left = axisOf(input.shape, -1);
      const right = innerOf(other.shape);
      return left === undefined || right === undefined ? undefined : equal("other", left, right);
    },
    broadcast: ({ input, other }, fresh) => {
      const whole = batches(input.shape, other.shape, fresh);
      return whole === undefined
        ? undefined
        : broadcastNeeds({ ...whole, ...inOperands(whole) }, ["input", "other"] as const);
    },
    "same-dtype": ({ input, other }) => sameDType("other", other, input),
  },
  result: ({ input, other }, fresh) => {
    const product = result(multiplied(input.shape, other.shape, fresh), commonDType(input, other), { last: "matmul" });
    // A matrix times a stack may be worked out transposed.
    const stacks = minRank(input.shape) > 2 && minRank(other.shape) > 2;
    return stacks ? inMemoryAnew(product) : product;
  },
  promise: (_, fresh) => result(anyShape(fresh)),
});

/** Pairs of batch axes, counted in the operands: the two axes of the matrices come after. */
function inOperands({ conflicts, undecided }: Broadcast): Pick<Broadcast, "conflicts" | "undecided"> {
  const shifted = (pairs: Broadcast["conflicts"]) => pairs.map((pair) => ({ ...pair, axis: pair.axis - 2 }));
  return { conflicts: shifted(conflicts), undecided: shifted(undecided) };
}

const mm = defineOp({
  name: "mm",
  params: { input: tensor("N K"), mat2: tensor("K2 M") },
  requires: {
    "inner-size": ({ K, K2 }) => equal("mat2", K, K2),
    "same-dtype": ({ input, mat2 }) => sameDType("mat2", mat2, input),
  },
  result: ({ N, M, input, mat2 }) => result(shapeOf(N, M), commonDType(input, mat2), { last: "mm" }),
  promise: ({ N, M }, fresh) => result(shapeOf(N ?? fresh.size("size"), M ?? fresh.size("size"))),
});

const bmm = defineOp({
  name: "bmm",
  params: { input: tensor("B N K"), mat2: tensor("B K2 M") },
  requires: {
    "inner-size": ({ K, K2 }) => equal("mat2", K, K2),
    "same-dtype": ({ input, mat2 }) => sameDType("mat2", mat2, input),
  },
  result: ({ B, N, M, input, mat2 }) =>
    inMemoryAnew(result(shapeOf(B, N, M), commonDType(input, mat2), { last: "bmm" })),
  promise: ({ B, N, M }, fresh) =>
    result(shapeOf(B ?? fresh.size("batch"), N ?? fresh.size("size"), M ?? fresh.size("size"))),
});

const mv = defineOp({
  name: "mv",
  params: { input: tensor("N K"), vec: tensor("K2") },
  requires: {
    "inner-size": ({ K, K2 }) => equal("vec", K, K2),
    "same-dtype": ({ input, vec }) => sameDType("vec", vec, input),
  },
  result: ({ N, input, vec }) => result(shapeOf(N), commonDType(input, vec), { last: "mv" }),
  promise: ({ N }, fresh) => result(shapeOf(N ?? fresh.size("size"))),
});

function dotProduct(name: "dot" | "vdot"): Operation {
  return defineOp({
    name,
    params: { input: tensor("K"), other: tensor("K2") },
    requires: {
      "inner-size": ({ K, K2 }) => equal("other", K, K2),
      "same-dtype": ({ input, other }) => sameDType("other", other, input),
    },
    result: ({ input, other }) => result(shapeOf(), commonDType(input, other), { last: name }),
    promise: () => result(shapeOf()),
  });
}

/** Broadcasts to exactly this shape. */
function spreadsTo<S extends string>(subject: S, from: Shape, to: Shape, fresh: FreshSizes): readonly Need<S>[] {
  const whole = broadcast([to, from], fresh);
  if (whole.shape === undefined || whole.undecided.length > 0) return broadcastNeeds(whole, [subject]);
  return [proof(subject, proveEqualShapes(whole.shape, to))];
}

const addmm = defineOp({
  name: "addmm",
  params: { input: tensor("*_"), mat1: tensor("N K"), mat2: tensor("K2 M"), beta: float(), alpha: float() },
  requires: {
    "inner-size": ({ K, K2 }) => equal("mat2", K, K2),
    broadcast: ({ input, N, M }, fresh) => spreadsTo("input", input.shape, shapeOf(N, M), fresh),
    "same-dtype": ({ input, mat1, mat2 }) => [sameDType("mat2", mat2, mat1), sameDType("input", input, mat1)],
  },
  result: ({ N, M, mat1, mat2 }) => result(shapeOf(N, M), commonDType(mat1, mat2), { last: "addmm" }),
  promise: ({ N, M }, fresh) => result(shapeOf(N ?? fresh.size("size"), M ?? fresh.size("size"))),
});

const baddbmm = defineOp({
  name: "baddbmm",
  params: { input: tensor("*_"), batch1: tensor("B N K"), batch2: tensor("B K2 M"), beta: float(), alpha: float() },
  requires: {
    "inner-size": ({ K, K2 }) => equal("batch2", K, K2),
    broadcast: ({ input, B, N, M }, fresh) => spreadsTo("input", input.shape, shapeOf(B, N, M), fresh),
    "same-dtype": ({ input, batch1, batch2 }) => [
      sameDType("batch2", batch2, batch1),
      sameDType("input", input, batch1),
    ],
  },
  result: ({ B, N, M, batch1, batch2 }) => result(shapeOf(B, N, M), commonDType(batch1, batch2), { last: "baddbmm" }),
  promise: ({ B, N, M }, fresh) =>
    result(shapeOf(B ?? fresh.size("batch"), N ?? fresh.size("size"), M ?? fresh.size("size"))),
});

const outer = defineOp({
  name: "outer",
  params: { input: tensor("N"), vec2: tensor("M") },
  result: ({ N, M, input, vec2 }) => result(shapeOf(N, M), commonDType(input, vec2), { last: "outer" }),
  promise: ({ N, M }, fresh) => result(shapeOf(N ?? fresh.size("size"), M ?? fresh.size("size"))),
});

const kron = defineOp({
  name: "kron",
  params: { input: tensor("*_"), other: tensor("*_") },
  result: ({ input, other }, fresh) => {
    const left = knownDims(input.shape);
    const right = knownDims(other.shape);
    if (left === undefined || right === undefined) return result(anyShape(fresh));
    const rank = Math.max(left.length, right.length);
    const at = (sizes: readonly Dim[], axis: number): Dim => sizes[axis - (rank - sizes.length)] ?? 1;
    const sizes = Array.from({ length: rank }, (_, axis) => product([at(left, axis), at(right, axis)]));
    return result(shapeFrom(sizes), commonDType(input, other), { last: "kron" });
  },
});

const cross = defineOp({
  name: "cross",
  params: { input: tensor("*_"), other: tensor("*_"), dim: optionalAxis() },
  requires: {
    "same-rank": ({ input, other }) => {
      const rank = rankOf(input.shape);
      return rank === undefined ? undefined : rankIn("other", other.shape, [rank]);
    },
    axis: ({ input, dim }) => (dim === undefined ? undefined : axisIn("dim", dim, input.shape)),
    "three-values": ({ input, other, dim }, fresh) =>
      dim === undefined
        ? undefined
        : [equal("input", sizeAt(input.shape, dim, fresh), 3), equal("other", sizeAt(other.shape, dim, fresh), 3)],
    broadcast: ({ input, other }, fresh) => needsOf({ input, other }, fresh),
    "same-dtype": ({ input, other }) => sameDType("other", other, input),
  },
  result: ({ input, other }, fresh) =>
    result(shapeOfOperands({ input, other }, fresh), commonDType(input, other), { last: "cross" }),
});

export const products: readonly Operation[] = [
  matmul,
  mm,
  bmm,
  mv,
  dotProduct("dot"),
  dotProduct("vdot"),
  addmm,
  baddbmm,
  outer,
  kron,
  cross,
];
