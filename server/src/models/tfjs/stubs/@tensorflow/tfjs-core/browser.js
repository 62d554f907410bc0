// `tf.browser`: pictures from the page and to it.
import { ops } from "shapeline";
import { int32 } from "@tensorflow/tfjs-core/convert";

const __public__ = "tf.browser";

export function fromPixels(pixels, numChannels = 3) {
  return ops.full([ops.size("height"), ops.size("width"), numChannels], int32, 0, 255);
}

export function fromPixelsAsync(pixels, numChannels = 3) {
  return fromPixels(pixels, numChannels);
}

export function toPixels(img, canvas) {
  return ops.unknown();
}

export function draw(image, canvas, options) {}
