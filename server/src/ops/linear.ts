/** Affine maps of the last axis. */
import { or, proveEqual, rankOf } from "../shape/index.ts";
import type { Dim, Proof } from "../shape/index.ts";
import { anyShape } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { inMemoryAnew } from "./memory.ts";
import { optional, tensor } from "./parameters.ts";
import { axes } from "./pattern.ts";
import { commonDType, sameDType } from "./promotion.ts";
import { equal, proof } from "./requirement.ts";

const linear = defineOp({
  name: "linear",
  params: {
    input: tensor("*batch Fin"),
    weight: tensor("Fout? Fweight"),
    bias: optional(tensor("*Fbias")),
  },
  requires: {
    features: ({ Fin, Fweight }) => equal("input", Fin, Fweight),
    // One of more axes is broadcast to the output.
    "bias-size": ({ Fout, bias }) =>
      bias === undefined || rankOf(bias.shape) !== 1
        ? undefined
        : proof("bias", fitsBias(Fout.lead[0], bias.shape.lead[0])),
    "same-dtype": ({ input, weight }) => sameDType("input", input, weight),
  },
  result: ({ batch, Fout, input, weight }, fresh) =>
    inMemoryAnew(result(axes(fresh, batch, Fout), commonDType(input, weight), { last: "linear" })),
  promise: ({ batch, Fout }, fresh) => result(axes(fresh, batch ?? anyShape(fresh), Fout ?? anyShape(fresh))),
});

function fitsBias(features: Dim | undefined, bias: Dim | undefined): Proof {
  return features === undefined || bias === undefined ? "holds" : or(proveEqual(features, bias), proveEqual(bias, 1));
}

const bilinear = defineOp({
  name: "bilinear",
  params: {
    input1: tensor("*batch F1"),
    input2: tensor("*batch F2"),
    weight: tensor("Fout W1 W2"),
    bias: optional(tensor("Fbias")),
  },
  requires: {
    features1: ({ F1, W1 }) => equal("input1", F1, W1),
    features2: ({ F2, W2 }) => equal("input2", F2, W2),
    "bias-size": ({ Fout, Fbias }) => (Fbias === undefined ? undefined : equal("bias", Fbias, Fout)),
    "same-dtype": ({ input1, weight }) => sameDType("input1", input1, weight),
  },
  result: ({ batch, Fout, input1, weight }, fresh) =>
    result(axes(fresh, batch, Fout), commonDType(input1, weight), { last: "bilinear" }),
  promise: ({ Fout, input1 }, fresh) => {
    const rank = input1 === undefined ? undefined : rankOf(input1.shape);
    return result(axes(fresh, rank === 1 ? [] : anyShape(fresh), Fout ?? fresh.size("features")));
  },
});

export const linearOperations: readonly Operation[] = [linear, bilinear];
