// Operations that take axes away. Without axes they take all; `argMax` and `argMin` take the first.
import { ops } from "shapeline";
import { int32, isIntegral, toFloating, toTensor } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf";

function reduce(name, x, axis, keepDims = false) {
  return ops.reduce(name, toTensor(x), axis, keepDims);
}

export function sum(x, axis, keepDims = false) {
  const input = toTensor(x);
  return ops.reduce("sum", input, axis, keepDims, isIntegral(input) ? int32 : null);
}

export function prod(x, axis, keepDims = false) {
  const input = toTensor(x);
  return ops.reduce("prod", input, axis, keepDims, isIntegral(input) ? int32 : null);
}

export function mean(x, axis, keepDims) {
  return reduce("mean", toFloating(toTensor(x)), axis, keepDims);
}

export function max(x, axis, keepDims) {
  return reduce("amax", x, axis, keepDims);
}

export function min(x, axis, keepDims) {
  return reduce("amin", x, axis, keepDims);
}

export function all(x, axis, keepDims) {
  return reduce("all", x, axis, keepDims);
}

export function any(x, axis, keepDims) {
  return reduce("any", x, axis, keepDims);
}

export function logSumExp(x, axis, keepDims) {
  return reduce("logsumexp", x, axis, keepDims);
}

export function argMax(x, axis = 0) {
  return ops.cast(reduce("argmax", x, axis), int32);
}

export function argMin(x, axis = 0) {
  return ops.cast(reduce("argmin", x, axis), int32);
}

export function norm(x, ord, axis, keepDims = false) {
  return ops.linalg_norm(toTensor(x), null, axis, keepDims);
}

export function moments(x, axis, keepDims) {
  return { mean: mean(x, axis, keepDims), variance: mean(x, axis, keepDims) };
}

// Counted from the end, the axes that come back are none.
export function cumsum(x, axis = 0) {
  if (axis < 0) return ops.unknown();
  return ops.cumsum(toTensor(x), axis);
}

export function cumprod(x, axis = 0) {
  if (axis < 0) return ops.unknown();
  return ops.cumprod(toTensor(x), axis);
}

export function topk(x, k = 1) {
  const [values, indices] = ops.topk(toTensor(x), k, -1);
  return { values, indices: ops.cast(indices, int32) };
}
