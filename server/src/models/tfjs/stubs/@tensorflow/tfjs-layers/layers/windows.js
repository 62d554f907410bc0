// Windows that slide over an image or sequence, channels last. The operations have channels first: axes are moved there and back.
import { ops } from "shapeline";

// A number for every axis of the window; a list must have one for each.
export function each(value, rank, name, fallback) {
  const given = value ?? fallback;
  if (!Array.isArray(given)) return Array(rank).fill(given);
  ops.check_that(given.length === rank, name, "one-for-each-axis", `${given.length} for ${rank}`);
  return given;
}

export function checkPadding(padding) {
  ops.check_that(["valid", "same", "causal"].includes(padding), "padding", "unknown-padding", padding);
}

export function checkDataFormat(dataFormat) {
  const known = ["channelsFirst", "channelsLast"].includes(dataFormat);
  ops.check_that(known, "dataFormat", "unknown-data-format", dataFormat);
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

// A convolution over an input whose channels are first, by a kernel `[...window, in, out]`.
export function convolve(x, kernel, bias, { rank, strides, padding, dilations, groups }) {
  const run = [ops.conv1d, ops.conv2d, ops.conv3d][rank - 1];
  const weight = ops.movedim(kernel, [-1, -2], [0, 1]);
  return padding === "same"
    ? strided(run(x, weight, bias, 1, "same", dilations, groups), strides, rank)
    : run(x, weight, bias, strides, 0, dilations, groups);
}

// A transposed one, by a kernel `[...window, out, in]`: "same" gives as many places as strides, "valid" at least so many.
export function convolveTransposed(x, kernel, bias, { rank, strides, padding }) {
  const run = [ops.conv_transpose1d, ops.conv_transpose2d, ops.conv_transpose3d][rank - 1];
  const [filters, channels] = kernel.shape.slice(rank);
  const window = kernel.shape
    .slice(0, rank)
    .map((size, i) => (padding === "same" ? strides[i] : Math.max(size, strides[i])));
  return run(x, ops.full([channels, filters, ...window], ops.dtype_of(kernel)), bias, strides);
}
