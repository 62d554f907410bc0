/** Any number of tensors joined that are all like one: what a loop of unknown length has collected. */
import { axisFromEnd, withAxis, withNewAxis } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { joinedReading } from "./join.ts";
import { tensor } from "./parameters.ts";
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

export const joinsOfAny: readonly Operation[] = [catAny, stackAny];
