// Convolutions and pools of tensors: channels last, with a batch or without; paddings by name or by number.
import { ops } from "shapeline";
import { toTensor } from "@tensorflow/tfjs-core/convert";
import { convolve, maximum, mean } from "@tensorflow/tfjs-layers/layers/windows";

const __public__ = "tf";

const all = (value, rank) => (Array.isArray(value) ? value : Array(rank).fill(value));

// An image comes with a batch or without.
function image(x, rank) {
  const input = toTensor(x);
  return ops.check_rank(input, [rank + 1, rank + 2]) ? input : ops.unknown();
}

function convolution(rank, x, filter, strides, padding, dataFormat, dilations) {
  const kernel = toTensor(filter);
  const input = image(x, rank);
  if (ops.is_unknown(input) || !ops.check_rank(kernel, [rank + 2])) return ops.unknown();
  const window = { rank, strides: all(strides, rank), padding, dilations: all(dilations, rank), dataFormat };
  return convolve(input, kernel, null, window);
}

export function conv1d(x, filter, stride, pad, dataFormat = "NWC", dilation = 1) {
  return convolution(1, x, filter, stride, pad, dataFormat, dilation);
}

export function conv2d(x, filter, strides, pad, dataFormat = "NHWC", dilations = 1) {
  return convolution(2, x, filter, strides, pad, dataFormat, dilations);
}

export function conv3d(x, filter, strides, pad, dataFormat = "NDHWC", dilations = 1) {
  return convolution(3, x, filter, strides, pad, dataFormat, dilations);
}

export function conv2dTranspose(x, filter, outputShape, strides, pad) {
  const kernel = toTensor(filter);
  const input = toTensor(x);
  if (!ops.check_rank(kernel, [4]) || !ops.check_rank(input, [3, 4])) return ops.unknown();
  if (!ops.check_equal(input.shape.at(-1), kernel.shape[3])) return ops.unknown();
  return ops.full(outputShape, ops.dtype("float32"));
}

export function conv3dTranspose(x, filter, outputShape, strides, pad) {
  return ops.full(outputShape, ops.dtype("float32"));
}

// Each channel by itself: the filter's last axis says how many it gives.
export function depthwiseConv2d(x, filter, strides, pad, dataFormat = "NHWC", dilations = 1) {
  const kernel = toTensor(filter);
  const input = image(x, 2);
  if (ops.is_unknown(input) || !ops.check_rank(kernel, [4])) return ops.unknown();
  const [height, width, groups, multiplier] = kernel.shape;
  const grouped = ops.full([height, width, 1, groups * multiplier], ops.dtype("float32"));
  const window = { rank: 2, strides: all(strides, 2), padding: pad, dilations: all(dilations, 2), groups, dataFormat };
  return convolve(input, grouped, null, window);
}

export function separableConv2d(x, depthwiseFilter, pointwiseFilter, strides, pad, dilation = 1) {
  const deep = depthwiseConv2d(x, depthwiseFilter, strides, pad, "NHWC", dilation);
  return ops.is_unknown(deep) ? deep : conv2d(deep, pointwiseFilter, 1, "valid");
}

// A pool may be padded with any number, so the image is.
function pooled(rank, pool, x, filterSize, strides, pad) {
  const input = image(x, rank);
  if (ops.is_unknown(input)) return input;
  const isNumber = typeof pad === "number";
  const whole = isNumber ? ops.pad(input, [0, 0, ...Array(2 * rank).fill(pad)]) : input;
  const size = pad === "same" ? 1 : all(filterSize, rank);
  const padding = isNumber ? "valid" : pad;
  return pool(whole, size, { rank, strides: all(strides, rank), padding, dataFormat: "channelsLast" });
}

export function maxPool(x, filterSize, strides, pad) {
  return pooled(2, maximum, x, filterSize, strides, pad);
}

export function avgPool(x, filterSize, strides, pad) {
  return pooled(2, mean, x, filterSize, strides, pad);
}

export function maxPool3d(x, filterSize, strides, pad) {
  return pooled(3, maximum, x, filterSize, strides, pad);
}

export function avgPool3d(x, filterSize, strides, pad) {
  return pooled(3, mean, x, filterSize, strides, pad);
}

// With dilations the library goes through blocks of space: not followed.
export function pool(input, windowShape, poolingType, pad, dilations = 1, strides = 1) {
  if (all(dilations, 2).some((each) => each !== 1)) return ops.unknown();
  return pooled(2, poolingType === "avg" ? mean : maximum, input, windowShape, strides, pad ?? 0);
}

export function dilation2d(x, filter, strides, pad, dilations = 1, dataFormat = "NHWC") {
  const kernel = toTensor(filter);
  if (!ops.check_rank(kernel, [3])) return ops.unknown();
  return depthwiseConv2d(x, ops.unsqueeze(kernel, -1), strides, pad, dataFormat, dilations);
}

export function maxPoolWithArgmax(x, filterSize, strides, pad) {
  const result = maxPool(x, filterSize, strides, pad);
  return { result, indexes: ops.is_unknown(result) ? result : ops.cast(result, ops.dtype("int32")) };
}

export function batchNorm(x, mean, variance, offset, scale, varianceEpsilon) {
  return ops.unary(toTensor(x), "batch_norm");
}

export { batchNorm as batchNorm2d, batchNorm as batchNorm3d, batchNorm as batchNorm4d };

export function localResponseNormalization(x) {
  const input = toTensor(x);
  return ops.check_rank(input, [3, 4]) ? ops.unary(input, "lrn") : ops.unknown();
}

export function depthToSpace(x, blockSize, dataFormat = "NHWC") {
  const input = toTensor(x);
  if (!ops.check_rank(input, [4])) return ops.unknown();
  const isFirst = dataFormat === "NCHW";
  const [batch, height, width, channels] = isFirst ? [0, 2, 3, 1].map((axis) => input.shape[axis]) : input.shape;
  const space = [height * blockSize, width * blockSize];
  ops.require_divisible(channels, blockSize * blockSize);
  const depth = Math.floor(channels / (blockSize * blockSize));
  return ops.full(isFirst ? [batch, depth, ...space] : [batch, ...space, depth], ops.dtype_of(input));
}
