/** Sliding windows: the size formulas that the documentation of convolutions and pools prints, and what windows require. */
import {
  add,
  asConstant,
  ceilDivide,
  floorDivide,
  multiply,
  proveAtLeast,
  proveEqual,
  subtract,
} from "../shape/index.ts";
import type { Dim, FreshSizes } from "../shape/index.ts";
import type { Layout } from "./layout.ts";
import { atLeast } from "./requirement.ts";
import type { Need } from "./requirement.ts";

export interface Window {
  readonly kernel: Dim;
  readonly stride: Dim;
  readonly padding: Dim;
  readonly dilation: Dim;
}

/** How far the last element of a window is from its first, plus one. */
export const reach = ({ kernel, dilation }: Window): Dim => add(multiply(dilation, subtract(kernel, 1)), 1);

/** floor((size + 2*padding - dilation*(kernel - 1) - 1) / stride + 1) */
export function slide(size: Dim, window: Window): Dim {
  return add(floorDivide(room(size, window), window.stride), 1);
}

/** With as much padding as gives every stride a window of its own: ceil(size / stride) */
export const slidePadded = (size: Dim, window: Window): Dim => ceilDivide(size, window.stride);

/** As `slide`, rounding up; but the last window has to start inside the input or its left padding. */
export function slideUp(size: Dim, window: Window, fresh: FreshSizes): Dim {
  const rounded = add(ceilDivide(room(size, window), window.stride), 1);
  const starting = ceilDivide(add(size, window.padding), window.stride);
  if (proveAtLeast(starting, rounded) === "holds") return rounded;
  if (proveAtLeast(rounded, starting) === "holds") return starting;
  return fresh.size("size");
}

/** `up` is undefined where it is not known which way the size is rounded. */
export function slideEither(size: Dim, window: Window, up: boolean | undefined, fresh: FreshSizes): Dim {
  if (up === false) return slide(size, window);
  const larger = slideUp(size, window, fresh);
  if (up === true) return larger;
  return proveEqual(larger, slide(size, window)) === "holds" ? larger : fresh.size("size");
}

function room(size: Dim, window: Window): Dim {
  return subtract(add(size, multiply(2, window.padding)), reach(window));
}

/** (size - 1)*stride - 2*padding + dilation*(kernel - 1) + extra + 1 */
export function spread(size: Dim, window: Window, extra: Dim): Dim {
  const first = subtract(multiply(subtract(size, 1), window.stride), multiply(2, window.padding));
  return add(add(first, reach(window)), extra);
}

/** The windows of each axis. */
export function windows(
  kernel: readonly Dim[],
  stride: readonly Dim[],
  padding: readonly Dim[],
  dilation?: readonly Dim[],
): readonly Window[] {
  return kernel.map((size, axis) => ({
    kernel: size,
    stride: stride[axis] ?? 1,
    padding: padding[axis] ?? 0,
    dilation: dilation?.[axis] ?? 1,
  }));
}

/**
 * The padded input has room for one window at least, on every axis; rounding up, for the start of one. Where a size of zero is as good as any
 * other, it may be short of that by one stride.
 */
export function roomForOne<S extends string>(
  subject: S,
  sizes: readonly Dim[],
  along: readonly Window[],
  {
    up = false,
    none = false,
    layout,
  }: { readonly up?: boolean; readonly none?: boolean; readonly layout?: Layout } = {},
): readonly Need<S>[] {
  return along.map((window, axis) => {
    const size = sizes[axis] ?? 0;
    const room = add(size, multiply(2, window.padding));
    const detail = {
      size,
      room,
      kernel: window.kernel,
      padding: window.padding,
      dilation: window.dilation,
      axis: String(axis - along.length - (layout === "channels_last" ? 1 : 0)),
    };
    const slack = none ? window.stride : up ? subtract(window.stride, 1) : 0;
    return atLeast(subject, add(room, slack), reach(window), detail);
  });
}

/** Each of them is 1 at least. */
export function positive<S extends string>(subject: S, values: readonly Dim[] | undefined): readonly Need<S>[] {
  return (values ?? []).map((value) => atLeast(subject, value, 1));
}

export function notNegative<S extends string>(subject: S, values: readonly Dim[] | string): readonly Need<S>[] {
  return typeof values === "string" ? [] : values.map((value) => atLeast(subject, value, 0));
}

/** A divisor that would divide by zero is as good as 1 in a formula whose requirements already say so. */
export const safeDivisor = (size: Dim): Dim => (asConstant(size) === 0 ? 1 : size);
