/** Any number of tensors joined that are all like one: what a loop of unknown length has collected. */
import { axisOf, boundsOf } from "../shape/index.ts";
import { axisFromEnd, withAxis, withNewAxis } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { joinedReading, unknownOrder } from "./join.ts";
import { flag, tensor } from "./parameters.ts";
import { axisIn, rankIn } from "./requirement.ts";
import { axis } from "./size-parameters.ts";

const catAny = defineOp({
  name: "cat_any",
  params: { tensor: tensor("*_"), dim: axis(0) },
  requires: {
    rank: ({ tensor }) => rankIn("tensor", tensor.shape, { min: 1 }),
    // Lists of nothing are joined along any axis.
    axis: ({ tensor, dim }) => (tensor.shape.lead[0] === 0 ? undefined : axisIn("dim", dim, tensor.shape)),
  },
  result: ({ tensor, dim }, fresh) =>
    result(
      withAxis(tensor.shape, dim, fresh.size("size"), fresh),
      tensor.dtype,
      joinedReading([tensor], axisFromEnd(dim, tensor.shape)),
    ),
});

const stackAny = defineOp({
  name: "stack_any",
  params: { tensor: tensor("*_"), dim: axis(0) },
  requires: { axis: ({ tensor, dim }) => axisIn("dim", dim, tensor.shape, 1) },
  result: ({ tensor, dim }, fresh) =>
    result(withNewAxis(tensor.shape, dim, fresh.size("size"), fresh), tensor.dtype, joinedReading([tensor], undefined)),
});

/** Sequences padded to the longest of them: it is as long as one of them. */
const padAny = defineOp({
  name: "pad_any",
  params: { sequence: tensor("*_"), batch_first: flag(false) },
  requires: { rank: ({ sequence }) => rankIn("sequence", sequence.shape, { min: 1 }) },
  result: ({ sequence, batch_first }, fresh) => {
    const length = axisOf(sequence.shape, 0);
    const time = length === undefined ? fresh.size("time") : fresh.size("time", boundsOf(length));
    const inner = withAxis(sequence.shape, 0, time, fresh);
    if (batch_first === undefined) return result(unknownOrder(inner, fresh), sequence.dtype);
    return result(withNewAxis(inner, batch_first ? 0 : 1, fresh.size("size"), fresh), sequence.dtype);
  },
});

export const joinsOfAny: readonly Operation[] = [catAny, stackAny, padAny];
