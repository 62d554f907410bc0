/** Convolutions and transposed convolutions, in one, two and three dimensions. */
import { add, floorDivide, multiply, or, proveAtLeast, subtract } from "../shape/index.ts";
import type { Dim, FreshSizes, Proof, Shape } from "../shape/index.ts";
import { anyShape } from "./axis.ts";
import { defineOp, result } from "./define.ts";
import type { Operation } from "./define.ts";
import { dataFormat, images, inLayout, kernelFormat } from "./layout.ts";
import type { Layout } from "./layout.ts";
import { flag, laidOut, optional, tensor } from "./parameters.ts";
import { commonDType, sameDType } from "./promotion.ts";
import { atLeast, equal, multipleOf, proof } from "./requirement.ts";
import type { Need } from "./requirement.ts";
import { each, int, optionalEach, padding, padsAll } from "./size-parameters.ts";
import type { Padding } from "./size-parameters.ts";
import {
  notNegative,
  positive,
  reach,
  roomForOne,
  safeDivisor,
  slide,
  slidePadded,
  spread,
  windows,
} from "./window.ts";
import type { Window } from "./window.ts";

function convolution(rank: 1 | 2 | 3): Operation {
  const name = `conv${String(rank)}d`;
  return defineOp({
    name,
    params: {
      input: images("Cin", `S:${rank}`),
      weight: laidOut("kernel_format", `Cout Cgroup K:${rank}`, { channels_last: `K:${rank} Cgroup Cout` }),
      bias: optional(tensor("Cbias")),
      stride: each(rank, 1, { min: 1 }),
      padding: padding(rank),
      dilation: each(rank, 1, { min: 1 }),
      groups: int(1, { min: 1 }),
      data_format: dataFormat(),
      kernel_format: kernelFormat(),
      allow_empty: flag(false),
    },
    requires: {
      "positive-groups": ({ groups }) => atLeast("groups", groups, 1),
      "positive-kernel": ({ K }) => positive("weight", K),
      "positive-stride": ({ stride }) => positive("stride", stride),
      "positive-dilation": ({ dilation }) => positive("dilation", dilation),
      "negative-padding": ({ padding }) => notNegative("padding", padding),
      "same-padding-stride": ({ padding, stride }) =>
        padding === "same" ? stride.map((size) => equal("stride", size, 1)) : undefined,
      "groups-divide-out-channels": ({ Cout, groups }) => multipleOf("groups", Cout, safeDivisor(groups)),
      "bias-size": ({ Cbias, Cout }) => (Cbias === undefined ? undefined : equal("bias", Cbias, Cout)),
      "in-channels": ({ Cin, Cgroup, groups }) => equal("input", Cin, multiply(Cgroup, groups)),
      "same-dtype": ({ input, weight }) => sameDType("input", input, weight),
      "positive-output": ({ S, K, stride, padding, dilation, data_format, allow_empty }) =>
        padsAll(padding) || padding === "unknown"
          ? undefined
          : roomForOne("input", S, along({ K, stride, padding, dilation }), {
              none: allow_empty !== false,
              layout: data_format,
            }),
    },
    result: ({ N, Cout, S, K, input, weight, stride, padding, dilation, data_format }, fresh) => {
      const steps = along({ K, stride, padding, dilation });
      const sizes = steps.map((window, axis) => slidePast(S[axis] ?? 1, window, padding, fresh));
      return result(inLayout(data_format, fresh, N, Cout, sizes), commonDType(input, weight), { last: name });
    },
    promise: ({ N, Cout, data_format }, fresh) => result(promised(N, Cout, rank, data_format, fresh)),
  });
}

interface Along {
  readonly K: readonly Dim[];
  readonly stride: readonly Dim[];
  readonly padding: Padding;
  readonly dilation: readonly Dim[];
}

function along(given: Along): readonly Window[] {
  return windows(given.K, given.stride, typeof given.padding === "string" ? [] : given.padding, given.dilation);
}

function slidePast(size: Dim, window: Window, padding: Padding, fresh: FreshSizes): Dim {
  if (padding === "unknown") return fresh.size("size", { min: 1 });
  return padsAll(padding) ? slidePadded(size, window) : slide(size, window);
}

/** A batch, the channels, and nothing known of the space. */
function promised(
  batch: Shape | undefined,
  channels: Dim | undefined,
  rank: number,
  layout: Layout,
  fresh: FreshSizes,
): Shape {
  const space = Array.from({ length: rank }, () => fresh.size("size"));
  return inLayout(layout, fresh, batch ?? anyShape(fresh), channels ?? fresh.size("channels"), space);
}

function transposedConvolution(rank: 1 | 2 | 3): Operation {
  const name = `conv_transpose${String(rank)}d`;
  return defineOp({
    name,
    params: {
      input: images("Cin", `S:${rank}`),
      weight: laidOut("kernel_format", `Cweight Cgroup K:${rank}`, { channels_last: `K:${rank} Cgroup Cweight` }),
      bias: optional(tensor("Cbias")),
      stride: each(rank, 1, { min: 1 }),
      padding: padding(rank),
      output_padding: optionalEach(rank, { min: 0 }),
      groups: int(1, { min: 1 }),
      dilation: each(rank, 1, { min: 1 }),
      data_format: dataFormat(),
      kernel_format: kernelFormat(),
    },
    requires: {
      "positive-groups": ({ groups }) => atLeast("groups", groups, 1),
      "positive-kernel": ({ K }) => positive("weight", K),
      "positive-stride": ({ stride }) => positive("stride", stride),
      "positive-dilation": ({ dilation }) => positive("dilation", dilation),
      "negative-padding": ({ padding }) => notNegative("padding", padding),
      "groups-divide-in-channels": ({ Cweight, groups }) => multipleOf("groups", Cweight, safeDivisor(groups)),
      "bias-size": ({ Cbias, Cgroup, groups }) =>
        Cbias === undefined ? undefined : equal("bias", Cbias, multiply(Cgroup, groups)),
      "in-channels": ({ Cin, Cweight }) => equal("input", Cin, Cweight),
      "output-padding": ({ output_padding, stride, dilation }) =>
        (output_padding ?? []).map((extra, axis) => belowEither(extra, stride[axis] ?? 1, dilation[axis] ?? 1)),
      "same-dtype": ({ input, weight }) => sameDType("input", input, weight),
      "positive-output": (given, fresh) => spreadOut(given, fresh).map((size) => atLeast("input", size, 0)),
    },
    result: ({ N, Cgroup, groups, input, weight, data_format, ...given }, fresh) => {
      const shape = inLayout(data_format, fresh, N, multiply(Cgroup, groups), spreadOut(given, fresh));
      return result(shape, commonDType(input, weight), { last: name });
    },
    promise: ({ N, Cgroup, groups, data_format }, fresh) => {
      const channels = Cgroup === undefined || groups === undefined ? undefined : multiply(Cgroup, groups);
      return result(promised(N, channels, rank, data_format, fresh));
    },
  });
}

interface Spreading extends Along {
  readonly S: readonly Dim[];
  readonly output_padding: readonly Dim[] | undefined;
}

/** With a padding that is told by its name, nothing of what the windows reach is lost, or just what they reach beyond their stride. */
function spreadOut({ S, output_padding, ...given }: Spreading, fresh: FreshSizes): readonly Dim[] {
  return along(given).map((window, axis) => {
    const size = S[axis] ?? 1;
    if (given.padding === "unknown") return fresh.size("size");
    if (typeof given.padding !== "string") return spread(size, window, output_padding?.[axis] ?? 0);
    const extra = output_padding?.[axis];
    if (extra !== undefined) {
      const halves = padsAll(given.padding) ? floorDivide(reach(window), 2) : 0;
      return spread(size, { ...window, padding: halves }, extra);
    }
    const whole = multiply(size, window.stride);
    return padsAll(given.padding) ? whole : add(whole, beyond(reach(window), window.stride));
  });
}

/** By how much a window reaches beyond its stride. */
const beyond = (window: Dim, stride: Dim): Dim => {
  const extra = subtract(window, stride);
  return typeof extra === "number" ? Math.max(extra, 0) : extra;
};

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
