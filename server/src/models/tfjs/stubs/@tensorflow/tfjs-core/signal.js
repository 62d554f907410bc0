// `tf.signal`: windows, and pieces of a signal.
import { ops } from "shapeline";
import { toTensor } from "@tensorflow/tfjs-core/convert";
import { rfft } from "@tensorflow/tfjs-core/spectral";

const __public__ = "tf.signal";

export function hammingWindow(windowLength) {
  return ops.full([windowLength], ops.dtype("float32"));
}

export { hammingWindow as hannWindow };

// Pieces that fit in whole; with `padEnd` one begins at every step.
export function frame(signal, frameLength, frameStep, padEnd = false, padValue) {
  const input = toTensor(signal);
  if (!ops.check_rank(input, [1])) return ops.unknown();
  const [size] = input.shape;
  const whole = Math.floor((size - frameLength) / frameStep) + 1;
  return ops.full([padEnd ? Math.ceil(size / frameStep) : Math.max(0, whole), frameLength], ops.dtype_of(input));
}

export function stft(signal, frameLength, frameStep, fftLength, windowFn) {
  const framed = frame(signal, frameLength, frameStep);
  return ops.is_unknown(framed) ? framed : rfft(framed, fftLength ?? 2 ** Math.ceil(Math.log2(frameLength)));
}
