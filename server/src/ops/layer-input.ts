/** What a layer or model states of its input before any operation sees it: how many axes there are, and the size of some. */
import { asConstant, asSymbol, axisOf, knownDims, rankOf } from "../shape/index.ts";
import { unknownResult } from "./argument.ts";
import { atLeast, axisIn, equal, proof, rankIn } from "./requirement.ts";
import { axisFromEnd } from "./axis.ts";
import { defineOp } from "./define.ts";
import type { Operation } from "./define.ts";
import { any, tensor } from "./parameters.ts";
import { axis, int, optionalInt } from "./size-parameters.ts";

/** At least so many axes, and at most. */
const requireAxisCount = defineOp({
  name: "require_axis_count",
  params: { input: tensor("*_"), min: int(0), max: optionalInt() },
  requires: {
    rank: ({ input, min, max }) => {
      const least = asConstant(min);
      const most = max === undefined ? undefined : asConstant(max);
      if (least === undefined || (max !== undefined && most === undefined)) return undefined;
      return rankIn("input", input.shape, most === undefined ? { min: least } : { min: least, max: most });
    },
  },
  result: () => unknownResult,
});

/** One axis has the size for which a layer was built. */
const requireAxisSize = defineOp({
  name: "require_axis_size",
  params: { input: tensor("*_"), axis: axis(), size: int() },
  requires: {
    axis: ({ input, axis }) => axisIn("input", axis, input.shape),
    "axis-size": ({ input, axis, size }) => {
      const at = axisFromEnd(axis, input.shape);
      const actual = at === undefined ? undefined : axisOf(input.shape, at);
      return actual === undefined ? undefined : equal("input", actual, size, { axis: String(at) });
    },
  },
  result: () => unknownResult,
});

/** What comes in has the shape of the model's own input; an axis of any size takes any. */
const fitsInput = defineOp({
  name: "fits_input",
  params: { input: tensor("*_"), wanted: tensor("*_") },
  requires: {
    rank: ({ input, wanted }) => {
      const rank = rankOf(wanted.shape);
      return rank === undefined ? undefined : rankIn("input", input.shape, [rank]);
    },
    "model-input": ({ input, wanted }) => {
      const sizes = knownDims(input.shape);
      const limits = knownDims(wanted.shape);
      if (sizes === undefined || limits?.length !== sizes.length) return undefined;
      return limits.flatMap((limit, at) =>
        at === 0 || asSymbol(limit)?.origin === "any"
          ? []
          : [equal("input", sizes[at] ?? limit, limit, { axis: String(at - limits.length), wanted: wanted.shape })],
      );
    },
  },
  result: () => unknownResult,
});

/** A size that a layer cannot be built without: None is any size. */
const requireDefined = defineOp({
  name: "require_defined",
  params: { size: any() },
  requires: {
    "defined-size": ({ size }) =>
      proof("size", size.kind === "none" ? "fails" : size.kind === "int" ? "holds" : "unknown"),
  },
  result: () => unknownResult,
});

/** A size that has to be so large. */
const requireLeast = defineOp({
  name: "require_least",
  params: { size: int(), least: int() },
  requires: { "least-size": ({ size, least }) => atLeast("size", size, least) },
  result: () => unknownResult,
});

/** Something is left of an axis that is cut. */
const requireLeft = defineOp({
  name: "require_left",
  params: { input: tensor("*_"), axis: axis(), size: int() },
  requires: { "positive-output": ({ axis, size }) => atLeast("input", size, 1, { axis: String(asConstant(axis)) }) },
  result: () => unknownResult,
});

export const layerInputs: readonly Operation[] = [
  requireAxisCount,
  requireAxisSize,
  requireDefined,
  requireLeast,
  requireLeft,
  fitsInput,
];
