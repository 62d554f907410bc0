// Operations that are met less often.
import { ops } from "shapeline";
import { dtypeOf, float32, int32, toFloating, toTensor } from "@tensorflow/tfjs-core/convert";
import { add, mul } from "@tensorflow/tfjs-core/arithmetic";
import { matMul } from "@tensorflow/tfjs-core/matrix";
import { concat, reshape, reverse } from "@tensorflow/tfjs-core/shaping";

const __public__ = "tf";

const unary = (x, name) => ops.unary(toTensor(x), name);

export function acos(x) {
  return unary(x, "acos");
}

export function acosh(x) {
  return unary(x, "acosh");
}

export function asin(x) {
  return unary(x, "asin");
}

export function asinh(x) {
  return unary(x, "asinh");
}

export function atan(x) {
  return unary(x, "atan");
}

export function atanh(x) {
  return unary(x, "atanh");
}

export function cosh(x) {
  return unary(x, "cosh");
}

export function sinh(x) {
  return unary(x, "sinh");
}

export function step(x, alpha) {
  return unary(x, "step");
}

export function ensureShape(x, shape) {
  const input = toTensor(x);
  if (!ops.check_rank(input, [shape.length])) return ops.unknown();
  const fits = shape.every((size, axis) => size == null || ops.check_equal(input.shape[axis], size));
  return fits ? input : ops.unknown();
}

export function broadcastArgs(s0, s1) {
  return ops.full([ops.size("rank")], int32);
}

export function einsum(equation, ...tensors) {
  return ops.einsum(
    equation,
    tensors.map((each) => toTensor(each)),
  );
}

export function diag(x) {
  const input = toTensor(x);
  return ops.full([...input.shape, ...input.shape], ops.dtype_of(input));
}

export function meshgrid(x, y, options) {
  if (x == null) return [];
  if (y == null) return [toTensor(x)];
  const [a, b] = [toTensor(x), toTensor(y)];
  const shape = options?.indexing === "ij" ? [a.shape[0], b.shape[0]] : [b.shape[0], a.shape[0]];
  return [ops.full(shape, ops.dtype_of(a)), ops.full(shape, ops.dtype_of(b))];
}

export function euclideanNorm(x, axis, keepDims = false) {
  return ops.linalg_norm(toTensor(x), null, axis, keepDims);
}

export function bincount(x, weights, size) {
  toTensor(x, "int32");
  return ops.full([size], ops.dtype("float32"));
}

export function mirrorPad(x, paddings, mode) {
  return ops.pad(toTensor(x), [...paddings].reverse().flat());
}

export function reverse1d(x) {
  return reverse(x, 0);
}

export { reverse as reverse2d, reverse as reverse3d, reverse as reverse4d };

const hasBit = (mask, axis) => Math.floor(mask / 2 ** axis) % 2 === 1;

// Where a slice begins or ends, counted from the front and within the axis.
function place(given, size, least, most) {
  const at = given < 0 ? size + given : given;
  return Math.min(Math.max(at, least), most);
}

export function stridedSlice(
  x,
  begin,
  end,
  strides,
  beginMask = 0,
  endMask = 0,
  ellipsisMask = 0,
  newAxisMask = 0,
  shrinkAxisMask = 0,
) {
  const input = toTensor(x);
  if (ellipsisMask !== 0 || newAxisMask !== 0) return ops.unknown();
  const sizes = input.shape.map((size, axis) => {
    if (axis >= begin.length) return size;
    const step = strides?.[axis] ?? 1;
    const isBack = step < 0;
    const [least, most] = isBack ? [-1, size - 1] : [0, size];
    const from = hasBit(beginMask, axis) ? (isBack ? most : least) : place(begin[axis], size, least, most);
    const to = hasBit(endMask, axis) ? (isBack ? least : most) : place(end[axis], size, least, most);
    return Math.max(0, Math.ceil((to - from) / step));
  });
  return ops.full(
    sizes.filter((_, axis) => !hasBit(shrinkAxisMask, axis)),
    ops.dtype_of(input),
  );
}

export function gatherND(x, indices) {
  const input = toTensor(x);
  const index = toTensor(indices, "int32");
  const depth = index.shape.at(-1);
  return ops.full([...index.shape.slice(0, -1), ...input.shape.slice(depth)], ops.dtype_of(input));
}

export function scatterND(indices, updates, shape) {
  toTensor(indices, "int32");
  return ops.full(shape, ops.dtype_of(toTensor(updates)));
}

export function tensorScatterUpdate(tensor, indices, updates) {
  toTensor(indices, "int32");
  return ops.unary(toTensor(tensor), "scatter");
}

export function sparseToDense(sparseIndices, sparseValues, outputShape, defaultValue) {
  toTensor(sparseIndices, "int32");
  return ops.full(outputShape, ops.dtype_of(toTensor(sparseValues)));
}

export function unsortedSegmentSum(x, segmentIds, numSegments) {
  const input = toTensor(x);
  toTensor(segmentIds, "int32");
  return ops.full([numSegments, ...input.shape.slice(1)], ops.dtype_of(input));
}

export function unique(x, axis = 0) {
  const input = toTensor(x);
  const shape = input.shape.map((size, i) => (i === axis ? ops.size("unique") : size));
  return { values: ops.full(shape, ops.dtype_of(input)), indices: ops.full([input.shape[axis]], int32) };
}

export function rand(shape, randFunction, dtype) {
  return ops.full(shape, dtypeOf(dtype));
}

export function complex(real, imag) {
  return ops.full(toTensor(real).shape, ops.dtype("complex64"));
}

export function real(x) {
  return ops.full(x.shape, float32);
}

export function imag(x) {
  return ops.full(x.shape, float32);
}

export function searchSorted(sortedSequence, values, side) {
  return ops.full(toTensor(values).shape, int32);
}

export function lowerBound(sortedSequence, values) {
  return searchSorted(sortedSequence, values);
}

export function upperBound(sortedSequence, values) {
  return searchSorted(sortedSequence, values);
}

export function bitwiseAnd(x, y) {
  return ops.elementwise("bitwise_and", toTensor(x), toTensor(y));
}

export function movingAverage(v, x, decay, step, zeroDebias) {
  return ops.elementwise("add", toTensor(v), toTensor(x));
}

// Where it holds: how many places there are is not known.
export function whereAsync(condition) {
  const input = toTensor(condition, "bool");
  return ops.full([ops.size("places"), input.rank], int32);
}

export function booleanMaskAsync(tensor, mask, axis = 0) {
  const input = toTensor(tensor);
  const taken = toTensor(mask, "bool").rank;
  return ops.full(
    [...input.shape.slice(0, axis), ops.size("kept"), ...input.shape.slice(axis + taken)],
    ops.dtype_of(input),
  );
}

export function setdiff1dAsync(x, y) {
  const count = ops.size("left");
  return [ops.full([count], ops.dtype_of(toTensor(x))), ops.full([count], int32)];
}

export function inTopKAsync(predictions, targets, k) {
  return ops.full(toTensor(targets).shape, ops.dtype("bool"));
}

export function customGrad(f) {
  return (...args) => f(...args, () => {}).value;
}

export function cosineWindow(windowLength, a, b) {
  return ops.full([windowLength], float32);
}

// The kernel has the columns of four gates; the state is as wide as one of them.
export function basicLSTMCell(forgetBias, lstmKernel, lstmBias, data, c, h) {
  const gates = add(matMul(concat([toTensor(data), toTensor(h)], 1), lstmKernel), lstmBias);
  if (ops.is_unknown(gates)) return [ops.unknown(), ops.unknown()];
  const gate = ops.full([gates.shape[0], Math.floor(gates.shape[1] / 4)], float32);
  const newC = add(mul(gate, gate), mul(c, gate));
  return [newC, mul(newC, gate)];
}

export function pad1d(x, paddings) {
  return ops.pad(toTensor(x), paddings);
}

export { mirrorPad as pad3d, mirrorPad as pad4d };

const product = (sizes) => sizes.reduce((all, each) => all * each, 1);

export function spaceToBatchND(x, blockShape, paddings) {
  const input = toTensor(x);
  const [batch, ...others] = input.shape;
  const space = others.map((size, axis) => {
    if (axis >= blockShape.length) return size;
    const padded = size + paddings[axis][0] + paddings[axis][1];
    ops.require_divisible(padded, blockShape[axis]);
    return Math.floor(padded / blockShape[axis]);
  });
  return ops.full([batch * product(blockShape), ...space], ops.dtype_of(input));
}

export function batchToSpaceND(x, blockShape, crops) {
  const input = toTensor(x);
  const [batch, ...others] = input.shape;
  ops.require_divisible(batch, product(blockShape));
  const space = others.map((size, axis) =>
    axis >= blockShape.length ? size : size * blockShape[axis] - crops[axis][0] - crops[axis][1],
  );
  return ops.full([Math.floor(batch / product(blockShape)), ...space], ops.dtype_of(input));
}

// Each row is counted by itself.
export function denseBincount(x, weights, size, binaryOutput) {
  const input = toTensor(x, "int32");
  return ops.full([...input.shape.slice(0, -1), size], ops.dtype("float32"));
}

// Each cell is fed what the one before it gave.
export function multiRNNCell(lstmCells, data, c, h) {
  const states = [];
  let input = data;
  lstmCells.forEach((cell, i) => {
    const [newC, newH] = cell(input, c[i], h[i]);
    states.push([newC, newH]);
    input = newH;
  });
  return [states.map(([newC]) => newC), states.map(([, newH]) => newH)];
}
