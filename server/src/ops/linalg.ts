/** Linear algebra on matrices, batched over leading axes; and Fourier transforms along the last. */
import { add, axisOf, floorDivide, proveAtLeast, proveEqualShapes, rankOf, shapeFrom } from "../shape/index.ts";
import type { Dim, DType, FreshSizes, Proof, Shape } from "../shape/index.ts";
import { anyShape, sizeAt, withAxis, withoutAxis } from "./axis.ts";
import { broadcastShape, needsOf } from "./broadcast.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { changed } from "./interval.ts";
import { flag, optionalAny, tensor, text } from "./parameters.ts";
import { axes } from "./pattern.ts";
import { commonDType, sameDType } from "./promotion.ts";
import { atLeast, axisIn, dtypeIn, equal, rankIn } from "./requirement.ts";
import { axis, optionalInt } from "./size-parameters.ts";

/** Functions of square matrices: an inverse, a determinant, a factor. */
const square = defineOp({
  name: "linalg_square",
  family: "name",
  params: { name: text(), input: tensor("*batch N M") },
  requires: {
    square: ({ N, M }) => equal("input", M, N),
    dtype: ({ input }) => dtypeIn("input", input.dtype, "differentiable"),
  },
  result: ({ name, batch, N, M, input }, fresh) => {
    const last = changed(name ?? "");
    const matrix = result(axes(fresh, batch, N, M), input.dtype, last);
    switch (name) {
      case "det":
      case "logdet":
        return result(batch, input.dtype, last);
      case "slogdet":
        return {
          kind: "tuple",
          items: [result(batch, input.dtype), result(batch, input.dtype)],
          names: ["sign", "logabsdet"],
        };
      case "eigh":
        return { kind: "tuple", items: [result(axes(fresh, batch, N), input.dtype), matrix] };
      case "eigvalsh":
        return result(axes(fresh, batch, N), input.dtype, last);
      case undefined:
        return { kind: "unknown" };
      default:
        return matrix;
    }
  },
});

/** The shorter of two sides, where that is known. */
function shorter(a: Dim, b: Dim, fresh: FreshSizes): Dim {
  if (proveAtLeast(b, a) === "holds") return a;
  return proveAtLeast(a, b) === "holds" ? b : fresh.size("size");
}

const svd = defineOp({
  name: "linalg_svd",
  params: { A: tensor("*batch M N"), full_matrices: flag(true) },
  requires: { dtype: ({ A }) => dtypeIn("A", A.dtype, "differentiable") },
  result: ({ batch, M, N, A, full_matrices }, fresh) => {
    const least = shorter(M, N, fresh);
    const side = (size: Dim): Dim => (full_matrices === undefined ? fresh.size("size") : full_matrices ? size : least);
    return {
      kind: "tuple",
      items: [
        result(axes(fresh, batch, M, side(M)), A.dtype),
        result(axes(fresh, batch, least), A.dtype),
        result(axes(fresh, batch, side(N), N), A.dtype),
      ],
      names: ["U", "S", "Vh"],
    };
  },
});

const qr = defineOp({
  name: "linalg_qr",
  params: { A: tensor("*batch M N") },
  requires: { dtype: ({ A }) => dtypeIn("A", A.dtype, "differentiable") },
  result: ({ batch, M, N, A }, fresh) => {
    const least = shorter(M, N, fresh);
    return {
      kind: "tuple",
      items: [result(axes(fresh, batch, M, least), A.dtype), result(axes(fresh, batch, least, N), A.dtype)],
      names: ["Q", "R"],
    };
  },
});

/** A right side is a batch of vectors when it has the matrices' shape without their columns, else a batch of matrices. */
function isVectors(A: Shape, B: Shape): Proof {
  const [left, right] = [rankOf(A), rankOf(B)];
  if (right === 1) return "holds";
  if (left === undefined || right === undefined) return "unknown";
  return right === left - 1 ? proveEqualShapes(shapeFrom(A.lead.slice(0, -1)), B) : "fails";
}

const solve = defineOp({
  name: "linalg_solve",
  params: { A: tensor("*batch N M"), B: tensor("*Bbatch Blast") },
  requires: {
    square: ({ N, M }) => equal("A", M, N),
    "inner-size": ({ A, B, N }) => {
      const vectors = isVectors(A.shape, B.shape);
      const rows = axisOf(B.shape, vectors === "holds" ? -1 : -2);
      return vectors === "unknown" || rows === undefined ? undefined : equal("B", rows, N);
    },
    dtype: ({ A }) => dtypeIn("A", A.dtype, "differentiable"),
    "same-dtype": ({ A, B }) => sameDType("B", B, A),
    broadcast: ({ A, B, batch, Bbatch }, fresh) =>
      isVectors(A.shape, B.shape) === "fails"
        ? needsOf({ A: { shape: batch }, B: { shape: withoutAxis(Bbatch, -1, fresh) } }, fresh)
        : undefined,
  },
  result: ({ A, B, batch, N, Bbatch, Blast }, fresh) => {
    const vectors = isVectors(A.shape, B.shape);
    if (vectors === "unknown") return result(anyShape(fresh), commonDType(A, B));
    if (vectors === "holds") return result(axes(fresh, batch, N), commonDType(A, B), changed("solve"));
    const outer = broadcastShape([batch, withoutAxis(Bbatch, -1, fresh)], fresh);
    return result(axes(fresh, outer, N, Blast), commonDType(A, B), changed("solve"));
  },
  promise: (_, fresh) => result(anyShape(fresh)),
});

const complexOf = (dtype: DType | undefined): DType | undefined =>
  dtype === undefined ? undefined : dtype === "float64" || dtype === "complex128" ? "complex128" : "complex64";
const realOf = (dtype: DType | undefined): DType | undefined =>
  dtype === undefined ? undefined : dtype === "complex128" || dtype === "float64" ? "float64" : "float32";

/** One axis transformed: `rfft` keeps half of the frequencies, `irfft` makes them values again. */
function fourier(
  name: string,
  dtypeOf: (dtype: DType | undefined) => DType | undefined,
  length: (size: Dim, n: Dim | undefined) => Dim,
): Operation {
  return defineOp({
    name,
    params: { input: tensor("*_"), n: optionalInt(), dim: axis(-1), norm: optionalAny() },
    requires: {
      rank: ({ input }) => rankIn("input", input.shape, { min: 1 }),
      axis: ({ input, dim }) => axisIn("dim", dim, input.shape),
      "some-values": ({ input, n, dim }, fresh) => {
        const size = sizeAt(input.shape, dim, fresh);
        return [n ?? size, length(size, n)].map((each) => atLeast("input", each, 1));
      },
    },
    result: ({ input, n, dim }, fresh) => {
      const size = length(sizeAt(input.shape, dim, fresh), n);
      return result(withAxis(input.shape, dim, size, fresh), dtypeOf(input.dtype), changed(name));
    },
  });
}

const half = (size: Dim): Dim => add(floorDivide(size, 2), 1);

export const linearAlgebra: readonly Operation[] = [
  square,
  svd,
  qr,
  solve,
  fourier("fft_fft", complexOf, (size, n) => n ?? size),
  fourier("fft_ifft", complexOf, (size, n) => n ?? size),
  fourier("fft_rfft", complexOf, (size, n) => half(n ?? size)),
  fourier("fft_irfft", realOf, (size, n) => n ?? add(add(size, size), -2)),
];
