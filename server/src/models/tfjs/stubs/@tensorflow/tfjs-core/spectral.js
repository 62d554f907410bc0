// `tf.spectral`: transforms along the last axis.
import { ops } from "shapeline";

const __public__ = "tf.spectral";

export function fft(input) {
  return ops.full(input.shape, ops.dtype("complex64"));
}

export function ifft(input) {
  return ops.full(input.shape, ops.dtype("complex64"));
}

// All axes but the last are one, if they are not three in all.
export function irfft(input) {
  const { shape } = input;
  const inner = shape.at(-1);
  const length = inner <= 2 ? inner : 2 * (inner - 1);
  const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  return ops.full(shape.length === 3 ? [...shape.slice(0, 2), length] : [rows, length], ops.dtype("float32"));
}

export function rfft(input, fftLength) {
  const length = fftLength ?? input.shape.at(-1);
  return ops.full([...input.shape.slice(0, -1), Math.floor(length / 2) + 1], ops.dtype("complex64"));
}
