/**
 * `ctc_loss`: scores of (T, N, C), targets of (N, S), and how many steps and labels of each sample count
 * (https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.ctc_loss.html).
 */
import { asConstant, axisOf, rankOf, shapeOf } from "../shape/index.ts";
import type { Dim, Shape } from "../shape/index.ts";
import type { OpArgument } from "./argument.ts";
import { anyShape } from "./axis.ts";
import { defineOp } from "./define.ts";
import type { Operation } from "./define.ts";
import { reduced, reductionKnown } from "./loss.ts";
import { flag, optionalAny, tensor, text } from "./parameters.ts";
import { atLeast, equal, rankIn } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { int } from "./size-parameters.ts";

export const ctcLoss: Operation = defineOp({
  name: "ctc_loss",
  params: {
    log_probs: tensor("*_"),
    targets: tensor("*_"),
    input_lengths: optionalAny(),
    target_lengths: optionalAny(),
    blank: int(0),
    reduction: text("mean"),
    zero_infinity: flag(false),
  },
  requires: {
    reduction: ({ reduction }) => reductionKnown(reduction),
    rank: ({ log_probs, targets }) => [
      rankIn("log_probs", log_probs.shape, [2, 3]),
      rankIn("targets", targets.shape, [1, 2]),
    ],
    "same-batch": ({ log_probs, targets, input_lengths, target_lengths }) => {
      const batch = rankOf(log_probs.shape) === 3 ? axisOf(log_probs.shape, 1) : undefined;
      if (batch === undefined) return undefined;
      const size = rankOf(targets.shape) === 2 ? axisOf(targets.shape, 0) : undefined;
      return [
        size === undefined ? undefined : equal("targets", size, batch),
        countedLike("input_lengths", input_lengths, batch),
        countedLike("target_lengths", target_lengths, batch),
      ];
    },
    "input-lengths": ({ log_probs, input_lengths }) => within("input_lengths", input_lengths, log_probs.shape, 0),
    "target-lengths": ({ targets, target_lengths }) =>
      rankOf(targets.shape) === 2 ? within("target_lengths", target_lengths, targets.shape, 1) : undefined,
    "blank-range": ({ log_probs, blank }) => {
      const classes = rankOf(log_probs.shape) === undefined ? undefined : axisOf(log_probs.shape, -1);
      const index = asConstant(blank);
      return classes === undefined || index === undefined ? undefined : atLeast("blank", classes, index + 1);
    },
  },
  doubts: {
    "labels-beyond-steps": ({ log_probs, input_lengths, target_lengths, reduction, zero_infinity }) => {
      const steps = mostSteps(input_lengths, log_probs.shape);
      const labels = lengthsOf(target_lengths);
      // A sample that cannot be read may be left out, here or behind the loss: what is in doubt then is that anything remains.
      const counted = zero_infinity === false && reduction !== "none" ? labels?.longest : labels?.least;
      if (steps === undefined || counted === undefined || counted <= steps) return undefined;
      return { steps, labels: counted, leftOut: zero_infinity === false ? 0 : 1 };
    },
    "blank-among-labels": ({ targets, target_lengths, blank }) => {
      const index = asConstant(blank);
      const { classes, range, severalOnes } = targets.reading ?? {};
      if (index === undefined || range === undefined || classes?.kind !== "atLeast" || severalOnes) return undefined;
      // Behind the length of a sample stands whatever fills up its row.
      const most = rankOf(targets.shape) === 2 ? asConstant(axisOf(targets.shape, 1) ?? NaN) : undefined;
      const isRead = most !== undefined && (lengthsOf(target_lengths)?.least ?? 0) >= most;
      return isRead && range.includes(index) ? { blank: index, first: range[0], last: range[1] } : undefined;
    },
  },
  result: ({ log_probs, reduction }, fresh) => {
    const batch =
      rankOf(log_probs.shape) === 2 ? shapeOf() : shapeOf(axisOf(log_probs.shape, 1) ?? fresh.size("batch"));
    const each = rankOf(log_probs.shape) === undefined ? anyShape(fresh) : batch;
    return reduced(reduction, each, log_probs.dtype, "ctc_loss", fresh);
  },
  promise: ({ reduction }, fresh) => reduced(reduction, anyShape(fresh), undefined, "ctc_loss", fresh),
});

/** Lengths are a list or a tensor with one int for each of the batch. */
function countedLike<S extends string>(subject: S, lengths: OpArgument | undefined, batch: Dim): Need<S> | undefined {
  if (lengths?.kind === "list") return equal(subject, lengths.items.length, batch);
  if (lengths?.kind !== "tensor") return undefined;
  const { shape } = lengths.tensor;
  return rankOf(shape) === 1 ? equal(subject, axisOf(shape, 0) ?? batch, batch) : undefined;
}

/** No length exceeds the axis that it counts along. */
function within<S extends string>(
  subject: S,
  lengths: OpArgument | undefined,
  shape: Shape,
  axis: number,
): Need<S> | undefined {
  const size = rankOf(shape) === undefined ? undefined : axisOf(shape, axis);
  const longest = lengthsOf(lengths)?.longest;
  return size === undefined || longest === undefined ? undefined : atLeast(subject, size, longest);
}

interface Lengths {
  /** One that is sure to be among them, the longest of those. */
  readonly longest: number | undefined;
  /** None is shorter, and none is longer. */
  readonly least: number | undefined;
  readonly most: number | undefined;
}

function lengthsOf(lengths: OpArgument | undefined): Lengths | undefined {
  if (lengths?.kind === "list") {
    const known = lengths.items.flatMap((item) => (item.kind === "int" ? (asConstant(item.value) ?? []) : []));
    if (known.length === 0) return undefined;
    const [least, most] = [Math.min(...known), Math.max(...known)];
    return known.length === lengths.items.length
      ? { longest: most, least, most }
      : { longest: most, least: undefined, most: undefined };
  }
  const { classes, range } = (lengths?.kind === "tensor" ? lengths.tensor.reading : undefined) ?? {};
  const longest = classes?.kind === "atLeast" ? classes.count - 1 : range?.[0];
  return { longest, least: range?.[0], most: range?.[1] };
}

/** No sample has more steps than are told, nor than there are. */
function mostSteps(lengths: OpArgument | undefined, scores: Shape): number | undefined {
  const all = rankOf(scores) === undefined ? undefined : asConstant(axisOf(scores, 0) ?? NaN);
  const told = lengthsOf(lengths)?.most;
  return all === undefined || told === undefined ? (told ?? all) : Math.min(told, all);
}
