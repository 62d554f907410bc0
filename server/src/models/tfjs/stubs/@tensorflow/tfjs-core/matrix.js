// Products of matrices and vectors.
import { ops } from "shapeline";
import { toTensor } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf";

export function matMul(a, b, transposeA = false, transposeB = false) {
  const left = transposeA ? ops.transpose(toTensor(a), -2, -1) : toTensor(a);
  const right = transposeB ? ops.transpose(toTensor(b), -2, -1) : toTensor(b);
  return ops.matmul(left, right);
}

export function dot(a, b) {
  return ops.matmul(toTensor(a), toTensor(b));
}

export function outerProduct(a, b) {
  return ops.outer(toTensor(a), toTensor(b));
}
