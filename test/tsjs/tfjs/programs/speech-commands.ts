import * as tf from "@tensorflow/tfjs";

// Log spectrograms of short clips, classified by a small convolutional network.
const SAMPLE_RATE = 4000;
const FRAME = 256;
const HOP = 128;
const WORDS = ["yes", "no", "up", "down"];

function spectrogram(clip: Float32Array): tf.Tensor3D {
  return tf.tidy(() => {
    const signal = tf.tensor1d(clip);
    const spectrum = tf.signal.stft(signal, FRAME, HOP, FRAME, tf.signal.hannWindow);
    const power = tf.abs(spectrum).square();
    const logs = power.add(1e-6).log();
    const { mean, variance } = tf.moments(logs);
    return logs.sub(mean).div(variance.sqrt().add(1e-7)).expandDims(-1) as tf.Tensor3D;
  });
}

function tone(hertz: number): Float32Array {
  const samples = new Float32Array(SAMPLE_RATE);
  for (let i = 0; i < samples.length; i++) samples[i] = Math.sin((2 * Math.PI * hertz * i) / SAMPLE_RATE);
  return samples;
}

function createModel(inputShape: number[]): tf.Sequential {
  return tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape, filters: 4, kernelSize: [2, 8], activation: "relu" }),
      tf.layers.maxPooling2d({ poolSize: [2, 4], strides: [2, 4] }),
      tf.layers.conv2d({ filters: 8, kernelSize: [2, 4], activation: "relu" }),
      tf.layers.globalAveragePooling2d({}),
      tf.layers.dense({ units: WORDS.length, activation: "softmax" }),
    ],
  });
}

async function main(): Promise<void> {
  const clips = WORDS.flatMap((_, i) => [tone(200 * (i + 1)), tone(210 * (i + 1))]);
  const labels = WORDS.flatMap((_, i) => [i, i]);
  const examples = clips.map(spectrogram);
  const xs = tf.stack(examples) as tf.Tensor4D;
  const ys = tf.oneHot(tf.tensor1d(labels, "int32"), WORDS.length);
  const model = createModel(xs.shape.slice(1));
  model.compile({ optimizer: tf.train.adam(0.01), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
  await model.fit(xs, ys, { epochs: 1, batchSize: 4, verbose: 0, shuffle: true });
  const probabilities = model.predict(spectrogram(tone(200)).expandDims(0)) as tf.Tensor2D;
  const word = WORDS[(await probabilities.argMax(1).data())[0]];
  console.log(word, probabilities.shape);
}

main();
