// Products of matrices and vectors.
import { ops } from "shapeline";
import { toTensor } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf";

export function matMul(a, b, transposeA = false, transposeB = false) {
  const left = toTensor(a);
  const right = toTensor(b);
  // A vector is no matrix here: `dot` takes both.
  if (![left, right].every((x) => ops.is_unknown(x) || ops.check_rank(x, [], 2))) return ops.unknown();
  return ops.matmul(transposeA ? ops.transpose(left, -2, -1) : left, transposeB ? ops.transpose(right, -2, -1) : right);
}

export function dot(a, b) {
  return ops.matmul(toTensor(a), toTensor(b));
}

export function outerProduct(a, b) {
  return ops.outer(toTensor(a), toTensor(b));
}
