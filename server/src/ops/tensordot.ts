/** `tensordot`: a product of two tensors summed over listed axes. */
import { asConstant, axisOf, rankOf, shapeFrom } from "../shape/index.ts";
import type { Dim, Shape } from "../shape/index.ts";
import type { OpArgument } from "./argument.ts";
import { anyShape, axisNumber } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import { optionalAny, tensor } from "./parameters.ts";
import { commonDType, sameDType } from "./promotion.ts";
import { atLeast, axisIn, broadcastable, equal, rankIn } from "./requirement.ts";

/** What tensordot sums over: so many axes at the end and the start, or listed ones. */
function summedAxes(dims: ReturnType<typeof readDims>, left: Shape, right: Shape) {
  const leftRank = rankOf(left);
  const rightRank = rankOf(right);
  if (dims === undefined || leftRank === undefined || rightRank === undefined) return undefined;
  if (typeof dims === "number") {
    return {
      left: Array.from({ length: Math.max(0, dims) }, (_, i) => leftRank - dims + i),
      right: Array.from({ length: Math.max(0, dims) }, (_, i) => i),
    };
  }
  const number = (shape: Shape) => (axis: Dim) => axisNumber(axis, shape);
  const lefts = dims[0].map(number(left));
  const rights = dims[1].map(number(right));
  return lefts.includes(undefined) || rights.includes(undefined) || lefts.length !== rights.length
    ? undefined
    : { left: lefts.map((axis) => axis ?? 0), right: rights.map((axis) => axis ?? 0) };
}

function readDims(argument: OpArgument | undefined): number | readonly [readonly Dim[], readonly Dim[]] | undefined {
  if (argument === undefined) return 2;
  if (argument.kind === "int") return asConstant(argument.value);
  if (argument.kind !== "list" || argument.items.length !== 2) return undefined;
  const [left, right] = argument.items.map(readInts);
  return left === undefined || right === undefined ? undefined : [left, right];
}

function readInts(argument: OpArgument): readonly Dim[] | undefined {
  if (argument.kind === "int") return [argument.value];
  if (argument.kind !== "list") return undefined;
  const values = argument.items.map((item) => (item.kind === "int" ? item.value : undefined));
  return values.some((value) => value === undefined) ? undefined : values.filter((value) => value !== undefined);
}

export const tensordot = defineOp({
  name: "tensordot",
  params: { a: tensor("*_"), b: tensor("*_"), dims: optionalAny() },
  requires: {
    axis: ({ a, b, dims }) => {
      const read = readDims(dims);
      if (read === undefined) return undefined;
      if (typeof read === "number")
        return [
          atLeast("dims", read, 0),
          rankIn("dims", a.shape, { min: read }),
          rankIn("dims", b.shape, { min: read }),
        ];
      return [
        ...read[0].map((axis) => axisIn("dims", axis, a.shape)),
        ...read[1].map((axis) => axisIn("dims", axis, b.shape)),
      ];
    },
    "same-count": ({ dims }) => {
      const read = readDims(dims);
      return read === undefined || typeof read === "number" ? undefined : equal("dims", read[0].length, read[1].length);
    },
    // A summed axis of size one is stretched to the other.
    "inner-size": ({ a, b, dims }) => {
      const summed = summedAxes(readDims(dims), a.shape, b.shape);
      return summed?.left.map((axis, index) =>
        broadcastable("b", axisOf(a.shape, axis) ?? 1, axisOf(b.shape, summed.right[index] ?? 0) ?? 1, -1),
      );
    },
    "same-dtype": ({ a, b }) => sameDType("b", b, a),
  },
  result: ({ a, b, dims }, fresh) => {
    const summed = summedAxes(readDims(dims), a.shape, b.shape);
    if (summed === undefined) return result(anyShape(fresh), commonDType(a, b), { last: "tensordot" });
    const left = a.shape.lead.filter((_, axis) => !summed.left.includes(axis));
    const right = b.shape.lead.filter((_, axis) => !summed.right.includes(axis));
    return result(shapeFrom([...left, ...right]), commonDType(a, b), { last: "tensordot" });
  },
  promise: (_, fresh) => result(anyShape(fresh)),
});
