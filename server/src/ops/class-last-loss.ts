/**
 * Losses whose classes stand last, as TensorFlow has them. Where a network's output and the labels differ by one axis of size 1, that axis is put
 * in or taken out first; what each loss gives is one value a row.
 */
import { knownDims, proveEqual, rankOf, shapeFrom } from "../shape/index.ts";
import type { Dim, FreshSizes, Shape, TensorType } from "../shape/index.ts";
import type { OpResult } from "./argument.ts";
import { anyShape } from "./axis.ts";
import { needsOf, shapeOfOperands } from "./broadcast.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { sameShape } from "./loss.ts";
import { flag, tensor } from "./parameters.ts";
import { equal, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";

interface Level {
  readonly input: readonly Dim[];
  readonly target: readonly Dim[];
}

/** Whether an axis has one column; `undefined` where that is not known. */
const isColumn = (size: Dim): boolean | undefined =>
  ({ holds: true, fails: false, unknown: undefined })[proveEqual(size, 1)];

/** Both with the axis of size 1 put in or taken out, where the ranks differ by one; `undefined` where a rank, or such a size, is not known. */
function level(input: Shape, target: Shape): Level | undefined {
  const scores = knownDims(input);
  const labels = knownDims(target);
  if (scores === undefined || labels === undefined) return undefined;
  if (scores.length === labels.length + 1) {
    const isOne = isColumn(scores.at(-1) ?? 1);
    if (isOne === undefined) return undefined;
    if (!isOne) return { input: scores, target: labels };
    return labels.length === 1
      ? { input: scores, target: [...labels, 1] }
      : { input: scores.slice(0, -1), target: labels };
  }
  if (labels.length === scores.length + 1) {
    const isOne = isColumn(labels.at(-1) ?? 1);
    if (isOne === undefined) return undefined;
    if (!isOne) return { input: scores, target: labels };
    return scores.length === 1
      ? { input: [...scores, 1], target: labels }
      : { input: scores, target: labels.slice(0, -1) };
  }
  return { input: scores, target: labels };
}

/** One class number for each row of scores. */
export function indexNeeds(input: Shape, target: Shape): readonly Need<"target">[] {
  const both = level(input, target);
  if (both === undefined || both.input.length === 0) return [];
  const scores = both.input;
  let labels = both.target;
  if (labels.length === scores.length) {
    const isOne = isColumn(labels.at(-1) ?? 1);
    if (isOne === undefined) return [];
    if (isOne) labels = labels.slice(0, -1);
  }
  if (labels.length !== scores.length - 1) return [rankIn("target", target, [scores.length - 1])];
  return labels.map((size, axis) => equal("target", size, scores[axis] ?? size));
}

/** One number for each score. */
export function sameNeeds(input: Shape, target: Shape): readonly Need<"target">[] {
  const both = level(input, target);
  if (both === undefined) return [];
  if (both.input.length !== both.target.length) return [rankIn("target", target, [both.input.length])];
  return both.target.map((size, axis) => equal("target", size, both.input[axis] ?? size));
}

function leveled(tensor: TensorType, sizes: readonly Dim[]): TensorType {
  return { ...tensor, shape: shapeFrom(sizes) };
}

/** One value for each row: the classes are gone. */
function rows(input: TensorType, name: string, fresh: FreshSizes): OpResult {
  const dims = knownDims(input.shape);
  const each = dims === undefined ? anyShape(fresh) : shapeFrom(dims.slice(0, -1));
  return result(each, input.dtype, { last: name });
}

function indexLoss(name: string): Operation {
  return defineOp({
    name,
    params: { input: tensor("*_"), target: tensor("*_") },
    requires: { "target-shape": ({ input, target }) => indexNeeds(input.shape, target.shape) },
    result: ({ input }, fresh) => rows(input, name, fresh),
    promise: (_, fresh) => result(anyShape(fresh)),
  });
}

/** As a function it is `exact`: no axis is put in or taken out. */
function sameLoss(name: string): Operation {
  return defineOp({
    name,
    params: { input: tensor("*_"), target: tensor("*_"), exact: flag(false) },
    requires: {
      "target-shape": ({ input, target, exact }) =>
        exact === undefined
          ? undefined
          : exact
            ? sameShape("target", target.shape, input.shape)
            : sameNeeds(input.shape, target.shape),
    },
    result: ({ input }, fresh) => rows(input, name, fresh),
    promise: (_, fresh) => result(anyShape(fresh)),
  });
}

/** Labels that broadcast to the values, or the values to them, are compared in silence. */
/** Both broadcast to one shape. */
export function pairedNeeds(input: TensorType, target: TensorType, fresh: FreshSizes) {
  const both = level(input.shape, target.shape);
  return both === undefined
    ? []
    : needsOf({ input: leveled(input, both.input), target: leveled(target, both.target) }, fresh);
}

function pairedLoss(name: string): Operation {
  return defineOp({
    name,
    params: { input: tensor("*_"), target: tensor("*_") },
    requires: {
      broadcast: ({ input, target }, fresh) => pairedNeeds(input, target, fresh),
    },
    result: ({ input, target }, fresh) => {
      const both = level(input.shape, target.shape);
      const whole =
        both === undefined || rankOf(input.shape) === undefined
          ? anyShape(fresh)
          : shapeOfOperands({ input: leveled(input, both.input), target: leveled(target, both.target) }, fresh);
      return rows({ ...input, shape: whole }, name, fresh);
    },
    promise: (_, fresh) => result(anyShape(fresh)),
  });
}

export const classLastLosses: readonly Operation[] = [
  indexLoss("sparse_cross_entropy"),
  indexLoss("sparse_cross_entropy_with_logits"),
  sameLoss("one_hot_cross_entropy"),
  sameLoss("one_hot_cross_entropy_with_logits"),
  sameLoss("each_cross_entropy"),
  sameLoss("each_cross_entropy_with_logits"),
  pairedLoss("one_hot_focal_loss"),
  pairedLoss("paired_loss"),
];
