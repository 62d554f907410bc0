// `tf.image` and `tf.browser`: pictures have their channels last, with a batch or without.
import { ops } from "shapeline";
import { int32, toTensor } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf.image";

function resized(images, size) {
  const x = toTensor(images);
  if (
    !ops.check_rank(x, [3, 4]) ||
    !ops.check_that(size.length === 2, "size", "one-for-each-axis", `${size.length} for 2`)
  )
    return ops.unknown();
  return ops.full([...x.shape.slice(0, -3), ...size, x.shape.at(-1)], ops.dtype("float32"));
}

export function resizeBilinear(images, size, alignCorners, halfPixelCenters) {
  return resized(images, size);
}

export function resizeNearestNeighbor(images, size, alignCorners, halfPixelCenters) {
  const result = resized(images, size);
  return ops.is_unknown(result) ? result : ops.cast(result, ops.dtype_of(toTensor(images)));
}

export function flipLeftRight(image) {
  const x = toTensor(image);
  return ops.check_rank(x, [4]) ? ops.flip(x, [2]) : ops.unknown();
}

export function rotateWithOffset(image, radians, fillValue, center) {
  const x = toTensor(image);
  return ops.check_rank(x, [4]) ? ops.unary(x, "rotate") : ops.unknown();
}

export function grayscaleToRGB(image) {
  const x = toTensor(image);
  if (!ops.check_rank(x, [], 2) || !ops.check_equal(x.shape.at(-1), 1)) return ops.unknown();
  return ops.full([...x.shape.slice(0, -1), 3], ops.dtype_of(x));
}

export function rgbToGrayscale(image) {
  const x = toTensor(image);
  if (!ops.check_rank(x, [], 2) || !ops.check_equal(x.shape.at(-1), 3)) return ops.unknown();
  return ops.full([...x.shape.slice(0, -1), 1], ops.dtype_of(x));
}

export function cropAndResize(image, boxes, boxInd, cropSize, method, extrapolationValue) {
  const x = toTensor(image);
  const areas = toTensor(boxes);
  if (!ops.check_rank(x, [4]) || !ops.check_rank(areas, [2])) return ops.unknown();
  toTensor(boxInd, "int32");
  return ops.full([areas.shape[0], ...cropSize, x.shape[3]], ops.dtype("float32"));
}

export function threshold(image, method, inverted, threshValue) {
  const x = toTensor(image);
  return ops.check_rank(x, [3]) ? ops.full([...x.shape.slice(0, 2), 1], int32) : ops.unknown();
}

export function transform(image, transforms, interpolation, fillMode, fillValue, outputShape) {
  const x = toTensor(image);
  if (!ops.check_rank(x, [4])) return ops.unknown();
  const size = outputShape ?? x.shape.slice(1, 3);
  return ops.full([x.shape[0], ...size, x.shape[3]], ops.dtype("float32"));
}

// How many boxes remain is not known.
// A row of four numbers and one score for each box.
function checkBoxes(boxes, scores) {
  const rows = toTensor(boxes);
  const numbers = toTensor(scores);
  if (!ops.check_rank(rows, [2]) || !ops.check_rank(numbers, [1])) return;
  if (ops.check_equal(rows.shape[1], 4)) ops.check_equal(numbers.shape[0], rows.shape[0]);
}

export function nonMaxSuppression(boxes, scores, maxOutputSize) {
  checkBoxes(boxes, scores);
  return ops.full([ops.size("boxes")], int32);
}

export function nonMaxSuppressionAsync(boxes, scores, maxOutputSize) {
  return nonMaxSuppression(boxes, scores, maxOutputSize);
}

export function nonMaxSuppressionWithScore(boxes, scores, maxOutputSize) {
  checkBoxes(boxes, scores);
  const count = ops.size("boxes");
  return { selectedIndices: ops.full([count], int32), selectedScores: ops.full([count], ops.dtype("float32")) };
}

export function nonMaxSuppressionWithScoreAsync(boxes, scores, maxOutputSize) {
  return nonMaxSuppressionWithScore(boxes, scores, maxOutputSize);
}

export function nonMaxSuppressionPadded(boxes, scores, maxOutputSize, iou, score, padToMaxOutputSize = false) {
  checkBoxes(boxes, scores);
  const count = padToMaxOutputSize ? maxOutputSize : ops.size("boxes");
  return { selectedIndices: ops.full([count], int32), validOutputs: ops.full([], int32) };
}

export function nonMaxSuppressionPaddedAsync(boxes, scores, maxOutputSize, iou, score, padToMaxOutputSize = false) {
  return nonMaxSuppressionPadded(boxes, scores, maxOutputSize, iou, score, padToMaxOutputSize);
}
