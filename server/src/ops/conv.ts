/** Convolutions and transposed convolutions, in one, two and three dimensions. */
import { multiply, or, proveAtLeast, subtract } from "../shape/index.ts";
import type { Dim, FreshSizes, Proof, Shape } from "../shape/index.ts";
import { anyShape } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { optional, tensor } from "./parameters.ts";
import { axes } from "./pattern.ts";
import { commonDType, sameDType } from "./promotion.ts";
import { atLeast, equal, multipleOf, proof } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { each, int, padding } from "./size-parameters.ts";
import { notNegative, positive, roomForOne, safeDivisor, slide, spread, windows } from "./window.ts";
import type { Window } from "./window.ts";

function convolution(rank: 1 | 2 | 3): Operation {
  const name = `conv${String(rank)}d`;
  return defineOp({
    name,
    params: {
      input: tensor(`N? Cin S:${rank}`),
      weight: tensor(`Cout Cgroup K:${rank}`),
      bias: optional(tensor("Cbias")),
      stride: each(rank, 1, { min: 1 }),
      padding: padding(rank),
      dilation: each(rank, 1, { min: 1 }),
      groups: int(1, { min: 1 }),
    },
    requires: {
      "positive-groups": ({ groups }) => atLeast("groups", groups, 1),
      "positive-stride": ({ stride }) => positive("stride", stride),
      "positive-dilation": ({ dilation }) => positive("dilation", dilation),
      "negative-padding": ({ padding }) => notNegative("padding", padding),
      "same-padding-stride": ({ padding, stride }) =>
        padding === "same" ? stride.map((size) => equal("stride", size, 1)) : undefined,
      "groups-divide-out-channels": ({ Cout, groups }) => multipleOf("groups", Cout, safeDivisor(groups)),
      "bias-size": ({ Cbias, Cout }) => (Cbias === undefined ? undefined : equal("bias", Cbias, Cout)),
      "in-channels": ({ Cin, Cgroup, groups }) => equal("input", Cin, multiply(Cgroup, groups)),
      "same-dtype": ({ input, weight }) => sameDType("input", input, weight),
      "positive-output": ({ S, K, stride, padding, dilation }) =>
        padding === "same" ? undefined : roomForOne("input", S, along({ K, stride, padding, dilation })),
    },
    result: ({ N, Cout, S, K, input, weight, stride, padding, dilation }, fresh) => {
      const steps = along({ K, stride, padding, dilation });
      const sizes = padding === "same" ? S : steps.map((window, axis) => slide(S[axis] ?? 1, window));
      return result(axes(fresh, N, Cout, sizes), commonDType(input, weight), { last: name });
    },
    promise: ({ N, Cout }, fresh) => result(promised(N, Cout, rank, fresh)),
  });
}

function along(given: {
  readonly K: readonly Dim[];
  readonly stride: readonly Dim[];
  readonly padding: readonly Dim[] | "same" | "valid";
  readonly dilation: readonly Dim[];
}): readonly Window[] {
  return windows(given.K, given.stride, typeof given.padding === "string" ? [] : given.padding, given.dilation);
}

/** A batch, the channels, and nothing known of the space. */
function promised(batch: Shape | undefined, channels: Dim | undefined, rank: number, fresh: FreshSizes): Shape {
  const space = Array.from({ length: rank }, () => fresh.size("size"));
  return axes(fresh, batch ?? anyShape(fresh), channels ?? fresh.size("channels"), space);
}

function transposedConvolution(rank: 1 | 2 | 3): Operation {
  const name = `conv_transpose${String(rank)}d`;
  return defineOp({
    name,
    params: {
      input: tensor(`N? Cin S:${rank}`),
      weight: tensor(`Cweight Cgroup K:${rank}`),
      bias: optional(tensor("Cbias")),
      stride: each(rank, 1, { min: 1 }),
      padding: each(rank, 0, { min: 0 }),
      output_padding: each(rank, 0, { min: 0 }),
      groups: int(1, { min: 1 }),
      dilation: each(rank, 1, { min: 1 }),
    },
    requires: {
      "positive-groups": ({ groups }) => atLeast("groups", groups, 1),
      "positive-stride": ({ stride }) => positive("stride", stride),
      "positive-dilation": ({ dilation }) => positive("dilation", dilation),
      "negative-padding": ({ padding }) => notNegative("padding", padding),
      "groups-divide-in-channels": ({ Cweight, groups }) => multipleOf("groups", Cweight, safeDivisor(groups)),
      "bias-size": ({ Cbias, Cgroup, groups }) =>
        Cbias === undefined ? undefined : equal("bias", Cbias, multiply(Cgroup, groups)),
      "in-channels": ({ Cin, Cweight }) => equal("input", Cin, Cweight),
      "output-padding": ({ output_padding, stride, dilation }) =>
        output_padding.map((extra, axis) => belowEither(extra, stride[axis] ?? 1, dilation[axis] ?? 1)),
      "same-dtype": ({ input, weight }) => sameDType("input", input, weight),
      "positive-output": ({ S, K, stride, padding, dilation, output_padding }) =>
        along({ K, stride, padding, dilation }).map((window, axis) =>
          atLeast("input", spread(S[axis] ?? 1, window, output_padding[axis] ?? 0), 0),
        ),
    },
    result: ({ N, Cgroup, S, K, input, weight, stride, padding, dilation, output_padding, groups }, fresh) => {
      const steps = along({ K, stride, padding, dilation });
      const sizes = steps.map((window, axis) => spread(S[axis] ?? 1, window, output_padding[axis] ?? 0));
      return result(axes(fresh, N, multiply(Cgroup, groups), sizes), commonDType(input, weight), { last: name });
    },
    promise: ({ N, Cgroup, groups }, fresh) =>
      result(
        promised(N, Cgroup === undefined || groups === undefined ? undefined : multiply(Cgroup, groups), rank, fresh),
      ),
  });
}

/** An output padding is smaller than the stride or the dilation. */
function belowEither(extra: Dim, stride: Dim, dilation: Dim): Need<"output_padding"> {
  const below = (limit: Dim): Proof => proveAtLeast(subtract(limit, 1), extra);
  return proof("output_padding", or(below(stride), below(dilation)), { extra, stride, dilation });
}

export const convolutions: readonly Operation[] = [
  convolution(1),
  convolution(2),
  convolution(3),
  transposedConvolution(1),
  transposedConvolution(2),
  transposedConvolution(3),
];
