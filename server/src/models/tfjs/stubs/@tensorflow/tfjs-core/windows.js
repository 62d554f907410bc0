// Convolutions and pools of tensors: channels last, with a batch or without; paddings by name or by number.
import { ops } from "shapeline";
import { toTensor } from "@tensorflow/tfjs-core/convert";
import {
  channelsBack,
  channelsFirst,
  convolve,
  convolveTransposed,
  strided,
} from "@tensorflow/tfjs-layers/layers/windows";

const __public__ = "tf";

const all = (value, rank) => (Array.isArray(value) ? value : Array(rank).fill(value));

// A tensor without a batch gets one, and loses it again.
function batched(x, rank, run) {
  const input = toTensor(x);
  if (!ops.check_rank(input, [rank + 1, rank + 2])) return ops.unknown();
  if (!ops.has_rank(input, rank + 1)) return run(input);
  return ops.squeeze(run(ops.unsqueeze(input, 0)), 0);
}

const isNamed = (pad) => pad === "same" || pad === "valid";

function convolution(rank, x, filter, strides, pad, dilations = 1) {
  const kernel = toTensor(filter);
  if (!isNamed(pad) || !ops.check_rank(kernel, [rank + 2])) return ops.unknown();
  return batched(x, rank, (input) => {
    const window = { rank, strides: all(strides, rank), padding: pad, dilations: all(dilations, rank) };
    return channelsBack(convolve(channelsFirst(input, "NHWC"), kernel, null, window), "NHWC");
  });
}

export function conv1d(x, filter, stride, pad, dataFormat = "NWC", dilation = 1) {
  return convolution(1, x, filter, stride, pad, dilation);
}

export function conv2d(x, filter, strides, pad, dataFormat = "NHWC", dilations = 1) {
  return dataFormat === "NHWC" ? convolution(2, x, filter, strides, pad, dilations) : ops.unknown();
}

export function conv3d(x, filter, strides, pad, dataFormat = "NDHWC", dilations = 1) {
  return convolution(3, x, filter, strides, pad, dilations);
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
  if (!isNamed(pad) || dataFormat !== "NHWC" || !ops.check_rank(kernel, [4])) return ops.unknown();
  const [height, width, channels, multiplier] = kernel.shape;
  const grouped = ops.full([height, width, 1, channels * multiplier], ops.dtype("float32"));
  return batched(x, 2, (input) => {
    const window = { rank: 2, strides: all(strides, 2), padding: pad, dilations: all(dilations, 2), groups: channels };
    return channelsBack(convolve(channelsFirst(input, "NHWC"), grouped, null, window), "NHWC");
  });
}

export function separableConv2d(x, depthwiseFilter, pointwiseFilter, strides, pad, dilation = 1) {
  const deep = depthwiseConv2d(x, depthwiseFilter, strides, pad, "NHWC", dilation);
  return ops.is_unknown(deep) ? deep : conv2d(deep, pointwiseFilter, 1, "valid");
}

function pooled(rank, pool, x, filterSize, strides, pad) {
  if (!isNamed(pad)) return ops.unknown();
  const steps = all(strides, rank);
  return batched(x, rank, (input) => {
    const first = channelsFirst(input, "NHWC");
    return channelsBack(
      pad === "same" ? strided(first, steps, rank) : pool(first, all(filterSize, rank), steps),
      "NHWC",
    );
  });
}

export function maxPool(x, filterSize, strides, pad) {
  return pooled(2, ops.max_pool2d, x, filterSize, strides, pad);
}

export function avgPool(x, filterSize, strides, pad) {
  return pooled(2, ops.avg_pool2d, x, filterSize, strides, pad);
}

export function maxPool3d(x, filterSize, strides, pad) {
  return pooled(3, ops.max_pool3d, x, filterSize, strides, pad);
}

export function avgPool3d(x, filterSize, strides, pad) {
  return pooled(3, ops.avg_pool3d, x, filterSize, strides, pad);
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
  if (dataFormat !== "NHWC" || !ops.check_rank(input, [4])) return ops.unknown();
  return channelsBack(ops.pixel_shuffle(channelsFirst(input, "NHWC"), blockSize), "NHWC");
}
