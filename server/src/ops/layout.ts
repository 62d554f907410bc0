/**
 * Where the channels of an image, a sequence or a volume stand: after the batch, as PyTorch has them, or last, as TensorFlow does. A layout is a
 * parameter of an operation, so that one formula serves both.
 */
import type { Dim, FreshSizes, Shape } from "../shape/index.ts";
import { laidOut, text } from "./parameters.ts";
import type { Parameter, TensorParameter } from "./parameters.ts";
import type { TensorType } from "../shape/index.ts";
import { axes } from "./pattern.ts";

export type Layout = string | undefined;

/** `data_format`: "channels_first" unless told otherwise. */
export const dataFormat = (): Parameter<Layout> => text("channels_first");

/** `kernel_format`: the output's channels first, as PyTorch's weights have them, or "channels_last". */
export const kernelFormat = dataFormat;

/** A batch, channels and `rank` axes of space. The batch may be missing. */
export function images<const C extends string, const S extends string>(
  channels: C,
  space: S,
): TensorParameter<`N? ${C} ${S}`, TensorType> {
  return laidOut("data_format", `N? ${channels} ${space}`, { channels_last: `N? ${space} ${channels}` });
}

/** The axes of such a tensor, in the layout's order. */
export function inLayout(
  layout: Layout,
  fresh: FreshSizes,
  batch: Shape,
  channels: Dim | Shape,
  space: readonly Dim[] | Shape,
): Shape {
  return layout === "channels_last" ? axes(fresh, batch, space, channels) : axes(fresh, batch, channels, space);
}
