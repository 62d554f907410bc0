// Windows that slide over an image or sequence, channels last. The operations have channels first: axes are moved there and back.
import { ops } from "shapeline";

// A number for every axis of the window, or one for each.
export function each(value, rank, fallback) {
  const given = value ?? fallback;
  return Array.isArray(given) ? (given.length === rank ? given : Array(rank).fill(given[0])) : Array(rank).fill(given);
}

export function channelsFirst(x, dataFormat) {
  return dataFormat === "channelsFirst" ? x : ops.movedim(x, [-1], [1]);
}

export function channelsBack(x, dataFormat) {
  return dataFormat === "channelsFirst" ? x : ops.movedim(x, [1], [-1]);
}

// "same" with strides keeps one of every so many places, the first and the last part of a stride included.
export function strided(x, strides, rank) {
  if (strides.every((stride) => stride === 1)) return x;
  const pools = [ops.max_pool1d, ops.max_pool2d, ops.max_pool3d];
  return pools[rank - 1](x, 1, strides);
}
