// `tf.linalg`: matrices by their last two axes.
import { ops } from "shapeline";
import { toTensor } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf.linalg";

export function bandPart(a, numLower, numUpper) {
  const x = toTensor(a);
  return ops.check_rank(x, [], 2) ? x : ops.unknown();
}

export function gramSchmidt(xs) {
  return ops.is_tensor(xs) ? xs : xs.map((each) => toTensor(each));
}

// The smaller side, unless the matrices are to be full.
export function qr(x, fullMatrices = false) {
  const input = toTensor(x);
  if (!ops.check_rank(input, [], 2)) return ops.unknown();
  const [rows, columns] = input.shape.slice(-2);
  const inner = fullMatrices ? rows : Math.min(rows, columns);
  const before = input.shape.slice(0, -2);
  const make = (...sizes) => ops.full([...before, ...sizes], ops.dtype("float32"));
  return [make(rows, inner), make(inner, columns)];
}
