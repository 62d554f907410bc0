/** Shapes between which axes would have to be moved, where only the shape is written anew: the order that was meant, where sizes prove it. */
import { asConstant, equalDims, knownDims, product } from "../shape/index.ts";
import type { Dim, Shape } from "../shape/index.ts";

/** Red, green and blue, or those with an alpha; and sides that are no channels. */
const mayBeChannels = (size: Dim | undefined): boolean => size === 3 || size === 4;
const mayBeSide = (size: Dim | undefined): boolean => (size === undefined ? 0 : (asConstant(size) ?? 0)) >= 8;

/** The channels of images from the end to before the sides, or back; all else as it was. */
export function movedChannels(from: Shape, to: Shape): readonly number[] | undefined {
  const [has, asked] = [knownDims(from), knownDims(to)];
  if (has === undefined || asked?.length !== has.length || has.length < 3 || has.length > 4) return undefined;
  const first = has.length - 3;
  const samples = has.length === 4 ? [0] : [];
  const [channelsFirst, channelsLast] = [
    [...samples, first + 2, first, first + 1],
    [...samples, first + 1, first + 2, first],
  ];
  const isTurned = (order: readonly number[]): boolean =>
    order.every((axis, at) => equalDims(has[axis] ?? -1, asked[at] ?? -2));
  const isLast = mayBeChannels(has.at(-1)) && mayBeSide(has[first]) && mayBeSide(has[first + 1]);
  if (isLast && isTurned(channelsFirst)) return channelsFirst;
  const isFirst = mayBeChannels(has[first]) && mayBeSide(has[first + 1]) && mayBeSide(has[first + 2]);
  return isFirst && isTurned(channelsLast) ? channelsLast : undefined;
}

/** (B, H, T, D) seen as (B, T, H·D): what the heads of an attention give, joined where they stand. */
export function joinedHeads(from: Shape, to: Shape): readonly number[] | undefined {
  const [batch, heads, steps, width, ...more] = knownDims(from) ?? [];
  const [samples, rows, joined, ...others] = knownDims(to) ?? [];
  if (batch === undefined || heads === undefined || steps === undefined || width === undefined) return undefined;
  if (samples === undefined || rows === undefined || joined === undefined || more.length + others.length > 0)
    return undefined;
  const [count, length] = [asConstant(heads), asConstant(steps)];
  if (count === undefined || length === undefined || count === length || Math.min(count, length) < 2) return undefined;
  const isJoined = equalDims(batch, samples) && equalDims(steps, rows) && equalDims(joined, product([heads, width]));
  return isJoined ? [0, 2, 1, 3] : undefined;
}

/** (L, N, H) seen as (N, L·H): what a recurrent layer gives for each layer, or for each step, of N samples, put side by side where it stands. */
export function joinedStates(from: Shape, to: Shape): readonly number[] | undefined {
  const [first, samples, width, ...more] = knownDims(from) ?? [];
  const [rows, joined, ...others] = knownDims(to) ?? [];
  if (first === undefined || samples === undefined || width === undefined || more.length > 0) return undefined;
  if (rows === undefined || joined === undefined || others.length > 0 || equalDims(first, samples)) return undefined;
  const isMixed = (asConstant(first) ?? 0) > 1 && asConstant(samples) !== 1;
  const isJoined = equalDims(samples, rows) && equalDims(joined, product([first, width]));
  return isMixed && isJoined ? [1, 0, 2] : undefined;
}

/** (N, C, H, W) cut into rows of the C classes, or of several times as many channels. */
export function rowsOfClasses(from: Shape, rows: Shape): readonly number[] | undefined {
  const dims = knownDims(from);
  const classes = asConstant(knownDims(rows)?.at(-1) ?? NaN);
  const channels = asConstant(dims?.[1] ?? NaN);
  const places = dims?.slice(2).map(asConstant) ?? [];
  if (dims === undefined || dims.length < 3 || classes === undefined || channels === undefined || classes < 2)
    return undefined;
  if (places.some((size) => size === undefined) || channels % classes !== 0) return undefined;
  // Axes that lie together at the end are kept by a view: rows of those are no mixture.
  const kept = [...dims.keys()].slice(1).map((at) => asConstant(product(dims.slice(at))));
  const isWhole = kept.includes(classes) || places.every((size) => size === 1);
  return isWhole ? undefined : [0, ...dims.slice(2).map((_, at) => at + 2), 1];
}
