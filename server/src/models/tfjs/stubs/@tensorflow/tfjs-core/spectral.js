// `tf.spectral`: transforms along the last axis.
import { ops } from "shapeline";

const __public__ = "tf.spectral";

export function fft(input) {
  return ops.full(input.shape, ops.dtype("complex64"));
}

export function ifft(input) {
  return ops.full(input.shape, ops.dtype("complex64"));
}

export function rfft(input, fftLength) {
  const length = fftLength ?? input.shape.at(-1);
  return ops.full([...input.shape.slice(0, -1), Math.floor(length / 2) + 1], ops.dtype("complex64"));
}
