/** Windows taken out as values: `unfold` along an axis, patches of images as columns and back, diagonals and triangles. */
import {
  add,
  asConstant,
  floorDivide,
  multiply,
  negate,
  product,
  proveAtLeast,
  rankOf,
  shapeOf,
  subtract,
} from "../shape/index.ts";
import type { Dim, FreshSizes } from "../shape/index.ts";
import { anyOfRank, anyShape, axisNumber, sizeAt, withAxis, withoutAxis } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { changed } from "./interval.ts";
import { tensor } from "./parameters.ts";
import { axes } from "./pattern.ts";
import { sumOf } from "./promotion.ts";
import { atLeast, axisIn, equal, multipleOf, proof, rankIn } from "./requirement.ts";
import { axis, int, pair } from "./size-parameters.ts";
import { notNegative, positive, roomForOne, safeDivisor, slide, windows } from "./window.ts";

const unfold = defineOp({
  name: "unfold",
  params: {
    input: tensor("*_"),
    dimension: axis(),
    size: int(undefined, { min: 0 }),
    step: int(undefined, { min: 1 }),
  },
  requires: {
    axis: ({ input, dimension }) => axisIn("dimension", dimension, input.shape),
    "positive-step": ({ step }) => atLeast("step", step, 1),
    "positive-output": ({ input, dimension, size }, fresh) =>
      rankOf(input.shape) === 0 ? undefined : atLeast("size", sizeAt(input.shape, dimension, fresh), size),
  },
  result: ({ input, dimension, size, step }, fresh) => {
    const from = sizeAt(input.shape, dimension, fresh);
    const count = add(floorDivide(subtract(from, size), safeDivisor(step)), 1);
    return result(axes(fresh, withAxis(input.shape, dimension, count, fresh), size), input.dtype);
  },
  promise: ({ input }, fresh) => {
    const rank = input === undefined ? undefined : rankOf(input.shape);
    return result(rank === undefined ? anyShape(fresh) : anyOfRank(fresh, rank + 1), input?.dtype);
  },
});

const im2col = defineOp({
  name: "im2col",
  params: {
    input: tensor("N? C S:2"),
    kernel_size: pair(undefined, { min: 1 }),
    dilation: pair(1, { min: 1 }),
    padding: pair(0, { min: 0 }),
    stride: pair(1, { min: 1 }),
  },
  requires: {
    "positive-kernel": ({ kernel_size }) => positive("kernel_size", kernel_size),
    "positive-stride": ({ stride }) => positive("stride", stride),
    "positive-dilation": ({ dilation }) => positive("dilation", dilation),
    "negative-padding": ({ padding }) => notNegative("padding", padding),
    "positive-output": ({ S, kernel_size, stride, padding, dilation }) =>
      roomForOne("input", S, windows(kernel_size, stride, padding, dilation)),
  },
  result: ({ N, C, S, kernel_size, stride, padding, dilation, input }, fresh) => {
    const along = windows(kernel_size, stride, padding, dilation);
    const count = product(along.map((window, index) => slide(S[index] ?? 1, window)));
    return result(axes(fresh, N, multiply(C, product(kernel_size)), count), input.dtype, changed("im2col"));
  },
  promise: ({ N }, fresh) => result(axes(fresh, N ?? anyShape(fresh), fresh.size("channels"), fresh.size("patches"))),
});

const col2im = defineOp({
  name: "col2im",
  params: {
    input: tensor("N? C L"),
    output_size: pair(undefined, { min: 1 }),
    kernel_size: pair(undefined, { min: 1 }),
    dilation: pair(1, { min: 1 }),
    padding: pair(0, { min: 0 }),
    stride: pair(1, { min: 1 }),
  },
  requires: {
    "positive-kernel": ({ kernel_size }) => positive("kernel_size", kernel_size),
    "positive-stride": ({ stride }) => positive("stride", stride),
    "positive-dilation": ({ dilation }) => positive("dilation", dilation),
    "negative-padding": ({ padding }) => notNegative("padding", padding),
    "channels-divide": ({ C, kernel_size }) => multipleOf("input", C, product(kernel_size)),
    "positive-output": ({ output_size, kernel_size, stride, padding, dilation }) =>
      roomForOne("output_size", output_size, windows(kernel_size, stride, padding, dilation)),
    "patch-count": ({ L, output_size, kernel_size, stride, padding, dilation }) => {
      const along = windows(kernel_size, stride, padding, dilation);
      return equal("input", L, product(along.map((window, index) => slide(output_size[index] ?? 1, window))));
    },
  },
  result: ({ N, C, output_size, kernel_size, input }, fresh) =>
    result(axes(fresh, N, floorDivide(C, product(kernel_size)), output_size), input.dtype, changed("col2im")),
  promise: ({ N, output_size }, fresh) =>
    result(
      axes(fresh, N ?? anyShape(fresh), fresh.size("channels"), output_size ?? [fresh.size("H"), fresh.size("W")]),
    ),
});

// --- diagonals

/** How many elements a diagonal has: of a matrix of these sizes, so far from the main one. */
function diagonalLength(rows: Dim, columns: Dim, offset: Dim, fresh: FreshSizes): Dim {
  const by = asConstant(offset);
  if (by === undefined) return fresh.size("size");
  const left = by >= 0 ? rows : subtract(rows, negate(by));
  const right = by >= 0 ? subtract(columns, by) : columns;
  const shorter =
    proveAtLeast(left, right) === "holds" ? right : proveAtLeast(right, left) === "holds" ? left : undefined;
  if (shorter === undefined) return fresh.size("size");
  if (proveAtLeast(shorter, 0) === "fails") return 0;
  return proveAtLeast(shorter, 0) === "holds" ? shorter : fresh.size("size");
}

const diagonal = defineOp({
  name: "diagonal",
  params: { input: tensor("*_"), offset: int(0), dim1: axis(0), dim2: axis(1) },
  requires: {
    rank: ({ input }) => rankIn("input", input.shape, { min: 2 }),
    axis: ({ input, dim1, dim2 }) => [axisIn("dim1", dim1, input.shape), axisIn("dim2", dim2, input.shape)],
    "repeated-axis": ({ input, dim1, dim2 }) => {
      const [first, second] = [axisNumber(dim1, input.shape), axisNumber(dim2, input.shape)];
      return first === undefined || second === undefined || rankOf(input.shape) === undefined
        ? undefined
        : proof("dim2", first === second ? "fails" : "holds");
    },
  },
  result: ({ input, offset, dim1, dim2 }, fresh) => {
    const [first, second] = [axisNumber(dim1, input.shape), axisNumber(dim2, input.shape)];
    const rank = rankOf(input.shape);
    if (rank === undefined || first === undefined || second === undefined) {
      return result(rank === undefined ? anyShape(fresh) : anyOfRank(fresh, rank - 1), input.dtype);
    }
    const length = diagonalLength(sizeAt(input.shape, first, fresh), sizeAt(input.shape, second, fresh), offset, fresh);
    const others = [first, second]
      .sort((a, b) => b - a)
      .reduce((shape, each) => withoutAxis(shape, each, fresh), input.shape);
    return result(axes(fresh, others, length), input.dtype);
  },
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

/** A vector put on a diagonal, or a matrix's diagonal taken. */
const diag = defineOp({
  name: "diag",
  params: { input: tensor("N? M"), diagonal: int(0) },
  result: ({ input, N, M, diagonal }, fresh) => {
    const [rows] = N.lead;
    if (rankOf(input.shape) === undefined) return result(anyShape(fresh), input.dtype);
    if (rows !== undefined) return result(shapeOf(diagonalLength(rows, M, diagonal, fresh)), input.dtype);
    const size = embedded(M, diagonal, fresh);
    return result(shapeOf(size, size), input.dtype);
  },
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

function embedded(size: Dim, offset: Dim, fresh: FreshSizes): Dim {
  const by = asConstant(offset);
  return by === undefined ? fresh.size("size") : add(size, Math.abs(by));
}

const diagEmbed = defineOp({
  name: "diag_embed",
  params: { input: tensor("*batch M"), offset: int(0) },
  result: ({ batch, M, offset, input }, fresh) => {
    const size = embedded(M, offset, fresh);
    return result(axes(fresh, batch, size, size), input.dtype);
  },
  promise: ({ input }, fresh) => result(anyShape(fresh), input?.dtype),
});

function triangle(name: "tril" | "triu"): Operation {
  return defineOp({
    name,
    params: { input: tensor("*batch H W"), diagonal: int(0) },
    result: ({ input }) => result(input.shape, input.dtype, changed(name)),
    promise: ({ input }, fresh) => result(input?.shape ?? anyShape(fresh), input?.dtype),
  });
}

/** Row and column numbers of a triangle. */
function triangleIndices(name: "tril_indices" | "triu_indices"): Operation {
  return defineOp({
    name,
    params: { row: int(undefined, { min: 0 }), col: int(undefined, { min: 0 }), offset: int(0) },
    requires: { "negative-size": ({ row, col }) => [atLeast("row", row, 0), atLeast("col", col, 0)] },
    result: ({ row, col, offset }, fresh) => {
      const [rows, columns, by] = [row, col, offset].map(asConstant);
      if (rows === undefined || columns === undefined || by === undefined || rows > 4096) {
        return result(shapeOf(2, fresh.size("count")), "int64");
      }
      const inside = (count: number): number => Math.min(columns, Math.max(0, count));
      const lower = Array.from({ length: rows }, (_, i) => inside(i + by + 1));
      const upper = Array.from({ length: rows }, (_, i) => columns - inside(i + by));
      const count = (name === "tril_indices" ? lower : upper).reduce((a, b) => a + b, 0);
      return result(shapeOf(2, count), "int64");
    },
  });
}

const trace = defineOp({
  name: "trace",
  params: { input: tensor("H W") },
  result: ({ input }) => result(shapeOf(), sumOf(input.dtype), changed("trace")),
  promise: () => result(shapeOf()),
});

export const patches: readonly Operation[] = [
  unfold,
  im2col,
  col2im,
  diagonal,
  diag,
  diagEmbed,
  triangle("tril"),
  triangle("triu"),
  triangleIndices("tril_indices"),
  triangleIndices("triu_indices"),
  trace,
];
