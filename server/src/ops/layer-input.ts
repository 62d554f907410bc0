/** What a layer or model states of its input before any operation sees it: how many axes there are, and the size of some. */
import { asConstant, asSymbol, axisOf, knownDims, rankOf } from "../shape/index.ts";
import { unknownResult } from "./argument.ts";
import { atLeast, axisIn, equal, rankIn } from "./requirement.ts";
import { axisFromEnd } from "./axis.ts";
import { defineOp } from "./define.ts";
import type { Operation } from "./define.ts";
import { tensor, text } from "./parameters.ts";
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
  family: "name",
  params: { input: tensor("*_"), axis: axis(), size: int(), name: text("input") },
  requires: {
    axis: ({ input, axis }) => axisIn("input", axis, input.shape),
    "axis-size": ({ input, axis, size, name }) => {
      const at = axisFromEnd(axis, input.shape);
      const actual = at === undefined ? undefined : axisOf(input.shape, at);
      return actual === undefined
        ? undefined
        : equal("input", actual, size, { axis: String(asConstant(axis)), name: name ?? "input" });
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

/** An axis of one tensor is as long as an axis of another; what the two are called is for the rules. */
const matchAxes = defineOp({
  name: "match_axes",
  family: "names",
  params: { input: tensor("*_"), other: tensor("*_"), axis: axis(), other_axis: axis(), names: text("") },
  requires: {
    axis: ({ input, axis }) => axisIn("input", axis, input.shape),
    "other-axis": ({ other, other_axis }) => axisIn("other", other_axis, other.shape),
    "matching-axes": ({ input, other, axis, other_axis, names }) => {
      const [here, there] = [axisFromEnd(axis, input.shape), axisFromEnd(other_axis, other.shape)];
      const actual = here === undefined ? undefined : axisOf(input.shape, here);
      const wanted = there === undefined ? undefined : axisOf(other.shape, there);
      if (actual === undefined || wanted === undefined) return undefined;
      const detail = { axis: String(asConstant(axis)), otherAxis: String(asConstant(other_axis)), names: names ?? "" };
      return equal("input", actual, wanted, detail);
    },
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
  matchAxes,
  requireLeast,
  requireLeft,
  fitsInput,
];
