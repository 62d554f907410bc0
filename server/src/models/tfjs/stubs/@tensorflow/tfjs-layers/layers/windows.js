// Windows that slide over an image or sequence. The library has channels last and calls a layout by its own names; a window may find no place at all.
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

const layouts = {
  channelsFirst: "channels_first",
  channelsLast: "channels_last",
  NCHW: "channels_first",
  NWC: "channels_last",
  NHWC: "channels_last",
  NDHWC: "channels_last",
};

// What an operation calls the layout.
export function layoutOf(dataFormat) {
  return layouts[dataFormat] ?? ops.unknown();
}

// By name, or a number for all sides; a list says `[before, after]` for every axis, which is not followed.
function paddingOf(padding) {
  if (padding === "same") return "same-upper";
  if (Array.isArray(padding)) return ops.unknown();
  return typeof padding === "number" ? padding : "valid";
}

// Windows on no place at all leave a tensor without elements, and that is one like any other.
const ALLOWS_EMPTY = true;

// A convolution by a kernel `[...window, in, out]`.
export function convolve(x, kernel, bias, { rank, strides, padding, dilations, groups, dataFormat }) {
  const run = [ops.conv1d, ops.conv2d, ops.conv3d][rank - 1];
  const layout = layoutOf(dataFormat);
  return run(
    x,
    kernel,
    bias,
    strides,
    paddingOf(padding),
    dilations,
    groups ?? 1,
    layout,
    "channels_last",
    ALLOWS_EMPTY,
  );
}

// A transposed one, by a kernel `[...window, out, in]`: "same" gives as many places as strides, "valid" at least so many.
export function convolveTransposed(x, kernel, bias, { rank, strides, padding, dataFormat }) {
  const run = [ops.conv_transpose1d, ops.conv_transpose2d, ops.conv_transpose3d][rank - 1];
  return run(x, kernel, bias, strides, paddingOf(padding), null, 1, 1, layoutOf(dataFormat), "channels_last");
}

export function maximum(x, size, { rank, strides, padding, dataFormat }) {
  const run = [ops.max_pool1d, ops.max_pool2d, ops.max_pool3d][rank - 1];
  return run(x, size, strides, paddingOf(padding), 1, false, false, layoutOf(dataFormat), ALLOWS_EMPTY);
}

export function mean(x, size, { rank, strides, padding, dataFormat }) {
  const run = [ops.avg_pool1d, ops.avg_pool2d, ops.avg_pool3d][rank - 1];
  return run(x, size, strides, paddingOf(padding), false, true, null, layoutOf(dataFormat), ALLOWS_EMPTY);
}
