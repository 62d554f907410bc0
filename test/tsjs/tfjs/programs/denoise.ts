import {
  sequential,
  layers,
  model as createModel,
  input,
  tidy,
  train,
  randomNormal,
  type Tensor4D,
  type SymbolicTensor,
  type LayersModel,
} from "@tensorflow/tfjs";
import * as tf from "@tensorflow/tfjs";

interface NoiseOptions {
  readonly stddev: number;
  readonly clip?: readonly [number, number];
}

/** An encoder and a decoder that mirrors it, with skip connections by addition. */
function makeDenoiser(size: number, channels: number, widths: readonly number[]): LayersModel {
  const image = input({ shape: [size, size, channels], name: "noisy" });
  const skips: SymbolicTensor[] = [];
  let x: SymbolicTensor = image;
  for (const width of widths) {
    x = layers
      .conv2d({ filters: width, kernelSize: 3, padding: "same", activation: "relu" })
      .apply(x) as SymbolicTensor;
    skips.push(x);
    x = layers.maxPooling2d({ poolSize: 2, padding: "same" }).apply(x) as SymbolicTensor;
  }
  x = layers
    .conv2d({ filters: widths.at(-1)! * 2, kernelSize: 3, padding: "same", activation: "relu" })
    .apply(x) as SymbolicTensor;
  for (const [i, width] of [...widths].reverse().entries()) {
    x = layers.upSampling2d({ size: [2, 2] }).apply(x) as SymbolicTensor;
    x = layers
      .conv2d({ filters: width, kernelSize: 3, padding: "same", activation: "relu" })
      .apply(x) as SymbolicTensor;
    x = layers.add().apply([x, skips[widths.length - 1 - i]]) as SymbolicTensor;
  }
  const clean = layers
    .conv2d({ filters: channels, kernelSize: 1, activation: "sigmoid", name: "clean" })
    .apply(x) as SymbolicTensor;
  return createModel({ inputs: image, outputs: clean, name: "denoiser" });
}

function addNoise(images: Tensor4D, { stddev, clip = [0, 1] }: NoiseOptions): Tensor4D {
  return tidy(() => {
    const noise = randomNormal(images.shape, 0, stddev);
    return images.add(noise).clipByValue(clip[0], clip[1]) as Tensor4D;
  });
}

const psnr = (a: tf.Tensor, b: tf.Tensor) =>
  tidy(() => {
    const mse = tf.losses.meanSquaredError(a, b);
    return tf.scalar(10).mul(tf.scalar(1).div(mse).log().div(Math.log(10)));
  });

async function run() {
  const denoiser = makeDenoiser(16, 3, [4, 8]);
  denoiser.compile({ optimizer: train.adam(1e-3), loss: "meanSquaredError" });
  const clean = tf.randomUniform([6, 16, 16, 3]) as Tensor4D;
  const noisy = addNoise(clean, { stddev: 0.1 });
  const history = await denoiser.fit(noisy, clean, { epochs: 1, batchSize: 3, validationSplit: 1 / 3, verbose: 0 });
  const restored = denoiser.predict(noisy) as Tensor4D;
  const [first, second, ...rest] = tf.unstack(restored);
  const gain = psnr(restored, clean).sub(psnr(noisy, clean));
  const side = tf.concat([first, second], 1);
  console.log(history.epoch.length, gain.dataSync()[0], side.shape, rest.length);
  const bottleneck = tf.sequential({
    layers: [layers.globalAveragePooling2d({ inputShape: [8, 8, 32] }), layers.dense({ units: 4 })],
  });
  const head = sequential();
  head.add(bottleneck);
  head.add(layers.dense({ units: 2 }));
  return head.predict(tf.zeros([1, 8, 8, 32]));
}

run();
