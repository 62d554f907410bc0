// Operations that change the shape and keep the numbers: reshaping, moving axes, joining, splitting, picking.
import { ops } from "shapeline";
import { toTensor } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf";

export function reshape(x, shape) {
  return ops.reshape(toTensor(x), shape);
}

export function expandDims(x, axis = 0) {
  return ops.unsqueeze(toTensor(x), axis);
}

// An axis that is named must be of size 1.
export function squeeze(x, axis) {
  return ops.squeeze(toTensor(x), axis ?? null, true);
}

export function transpose(x, perm) {
  const input = toTensor(x);
  return ops.permute(input, perm ?? input.shape.map((_, i) => i).reverse());
}

export function broadcastTo(x, shape) {
  return ops.expand(toTensor(x), shape);
}

export function concat(tensors, axis = 0) {
  return ops.cat(
    tensors.map((each) => toTensor(each)),
    axis,
  );
}

export function concat1d(tensors) {
  return concat(tensors, 0);
}

export function concat2d(tensors, axis) {
  return concat(tensors, axis);
}

export function concat3d(tensors, axis) {
  return concat(tensors, axis);
}

export function concat4d(tensors, axis) {
  return concat(tensors, axis);
}

export function stack(tensors, axis = 0) {
  return ops.stack(
    tensors.map((each) => toTensor(each)),
    axis,
  );
}

export function unstack(x, axis = 0) {
  return [...ops.unbind(toTensor(x), axis)];
}

export function split(x, numOrSizeSplits, axis = 0) {
  const input = toTensor(x);
  if (Array.isArray(numOrSizeSplits)) return [...ops.split(input, numOrSizeSplits, axis)];
  ops.require_divisible(input.shape.at(axis), numOrSizeSplits);
  return [...ops.chunk(input, numOrSizeSplits, axis)];
}

// `size` of -1, or none, is all that is left of the axis.
export function slice(x, begin, size) {
  let result = toTensor(x);
  const starts = Array.isArray(begin) ? begin : [begin];
  const sizes = size == null || Array.isArray(size) ? size : [size];
  starts.forEach((start, axis) => {
    const wanted = sizes?.[axis] ?? -1;
    const length = wanted === -1 ? result.shape[axis] - start : wanted;
    result = ops.narrow(result, axis, start, length);
  });
  return result;
}

export function slice1d(x, begin, size) {
  return slice(x, [begin], [size]);
}

export function slice2d(x, begin, size) {
  return slice(x, begin, size);
}

export function slice3d(x, begin, size) {
  return slice(x, begin, size);
}

export function slice4d(x, begin, size) {
  return slice(x, begin, size);
}

export function tile(x, reps) {
  return ops.tile(toTensor(x), reps);
}

// PyTorch's order of paddings is from the last axis to the first.
export function pad(x, paddings) {
  return ops.pad(toTensor(x), [...paddings].reverse().flat());
}

export function pad2d(x, paddings) {
  return pad(x, paddings);
}

export function reverse(x, axis) {
  const input = toTensor(x);
  return ops.flip(input, axis ?? input.shape.map((_, i) => i));
}

export function gather(x, indices, axis = 0) {
  const input = toTensor(x);
  const index = toTensor(indices, "int32");
  const picked = ops.index_select(input, axis, ops.flatten(index, 0, -1));
  return ops.reshape(picked, [...input.shape.slice(0, axis), ...index.shape, ...input.shape.slice(axis + 1)]);
}
