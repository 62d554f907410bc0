// Tensors, operations, optimizers and the engine. What is not here is unknown.
import * as browser from "@tensorflow/tfjs-core/browser";
import * as image from "@tensorflow/tfjs-core/images";
import * as io from "@tensorflow/tfjs-core/io";
import * as linalg from "@tensorflow/tfjs-core/linalg";
import * as losses from "@tensorflow/tfjs-core/losses";
import * as math from "@tensorflow/tfjs-core/math";
import * as signal from "@tensorflow/tfjs-core/signal";
import * as spectral from "@tensorflow/tfjs-core/spectral";
import * as train from "@tensorflow/tfjs-core/train";
import * as util from "@tensorflow/tfjs-core/util";

export { browser, image, io, linalg, losses, math, signal, spectral, train, util };
export { fft, ifft, irfft, rfft } from "@tensorflow/tfjs-core/spectral";
export * from "@tensorflow/tfjs-core/arithmetic";
export * from "@tensorflow/tfjs-core/buffer";
export * from "@tensorflow/tfjs-core/creation";
export * from "@tensorflow/tfjs-core/engine";
export * from "@tensorflow/tfjs-core/matrix";
export * from "@tensorflow/tfjs-core/more";
export * from "@tensorflow/tfjs-core/reduction";
export * from "@tensorflow/tfjs-core/shaping";
export * from "@tensorflow/tfjs-core/windows";
export { Tensor } from "@tensorflow/tfjs-core/tensor";
export { Tensor as Variable } from "@tensorflow/tfjs-core/tensor";
