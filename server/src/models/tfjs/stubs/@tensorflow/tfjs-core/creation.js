// Tensors from numbers, sizes, and other tensors.
import { ops } from "shapeline";
import { dtypeOf, int32, float32, tensorFrom, toTensor } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf";

export function tensor(values, shape, dtype) {
  return tensorFrom(values, shape, dtype);
}

export function scalar(value, dtype) {
  return tensorFrom(value, [], dtype);
}

// Values that are nested say their shape themselves, and must do so where none is given; flat ones fill the shape that is.
function ofRank(rank, values, shape, dtype) {
  if (shape == null) {
    const made = tensorFrom(values, null, dtype);
    return ops.check_rank(made, [rank]) && ops.has_rank(made, rank) ? made : unsized(rank, made);
  }
  if (ops.is_unknown(shape.length)) return unsized(rank, tensorFrom(values, null, dtype));
  const fits = ops.check_that(shape.length === rank, "shape", "one-for-each-axis", `${shape.length} for ${rank}`);
  return fits ? tensorFrom(values, shape, dtype) : unsized(rank, tensorFrom(values, null, dtype));
}

function unsized(rank, tensor) {
  const sizes = [];
  for (let axis = 0; axis < rank; axis++) sizes.push(ops.size("size"));
  return ops.full(sizes, ops.dtype_of(tensor));
}

export function tensor1d(values, dtype) {
  return ofRank(1, values, null, dtype);
}

export function tensor2d(values, shape, dtype) {
  return ofRank(2, values, shape, dtype);
}

export function tensor3d(values, shape, dtype) {
  return ofRank(3, values, shape, dtype);
}

export function tensor4d(values, shape, dtype) {
  return ofRank(4, values, shape, dtype);
}

export function tensor5d(values, shape, dtype) {
  return ofRank(5, values, shape, dtype);
}

export function tensor6d(values, shape, dtype) {
  return ofRank(6, values, shape, dtype);
}

export function variable(initialValue, trainable = true, name, dtype) {
  return ops.parameter(dtype == null ? initialValue : ops.cast(initialValue, dtypeOf(dtype)), trainable);
}

export function zeros(shape, dtype) {
  return ops.full(shape, dtypeOf(dtype), 0, 0);
}

export function ones(shape, dtype) {
  return ops.full(shape, dtypeOf(dtype), 1, 1);
}

export function fill(shape, value, dtype) {
  return ops.full(shape, dtypeOf(dtype ?? (typeof value === "string" ? "string" : "float32")));
}

export function zerosLike(x) {
  return ops.like(x, null);
}

export function onesLike(x) {
  return ops.like(x, null);
}

export function eye(numRows, numColumns, batchShape, dtype) {
  const matrix = ops.eye(numRows, numColumns, dtypeOf(dtype));
  return batchShape == null ? matrix : ops.expand(matrix, [...batchShape, numRows, numColumns ?? numRows]);
}

export function range(start, stop, step = 1, dtype) {
  return ops.arange(start, stop, step, dtypeOf(dtype));
}

export function linspace(start, stop, num) {
  return ops.linspace(start, stop, num, float32);
}

export function randomNormal(shape, mean, stdDev, dtype) {
  return ops.full(shape, dtypeOf(dtype));
}

export function truncatedNormal(shape, mean, stdDev, dtype) {
  return ops.full(shape, dtypeOf(dtype));
}

export function randomStandardNormal(shape, dtype) {
  return ops.full(shape, dtypeOf(dtype));
}

export function randomGamma(shape, alpha, beta, dtype) {
  return ops.full(shape, dtypeOf(dtype));
}

export function randomUniform(shape, minval = 0, maxval = 1, dtype = "float32") {
  return dtype === "int32"
    ? ops.randint(minval, maxval, shape, int32)
    : ops.full(shape, dtypeOf(dtype), minval, maxval);
}

export function randomUniformInt(shape, minval, maxval) {
  return ops.randint(minval, maxval, shape, int32);
}

export function multinomial(logits, numSamples) {
  return ops.cast(ops.multinomial(logits, numSamples, true), int32);
}

export function oneHot(indices, depth, onValue, offValue, dtype = "int32") {
  const classes = ops.cast(toTensor(indices, "int32"), ops.dtype("int64"));
  return ops.cast(ops.one_hot(classes, depth), dtypeOf(dtype));
}
