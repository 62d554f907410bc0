import * as tf from "@tensorflow/tfjs";

interface Sample {
  pixels: number[];
  label: number;
}

const SIZE = 8;
const CLASSES = 4;
const samples: Sample[] = Array.from({ length: 12 }, (_, i) => ({
  pixels: new Array(SIZE * SIZE).fill(i),
  label: i % CLASSES,
}));

function* generate(): Generator<{ xs: tf.Tensor3D; ys: tf.Tensor1D }> {
  for (const { pixels, label } of samples) {
    const xs = tf.tensor3d(pixels, [SIZE, SIZE, 1]).div<tf.Tensor3D>(255);
    const ys = tf.oneHot(label, CLASSES) as tf.Tensor1D;
    yield { xs, ys };
  }
}

const dataset = tf.data
  .generator(generate)
  .shuffle(10)
  .map(({ xs, ys }) => ({ xs, ys: ys.toFloat() }))
  .batch(4)
  .prefetch(1);

const model = tf.sequential({
  layers: [
    tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: "relu", inputShape: [SIZE, SIZE, 1] }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.dropout({ rate: 0.2 }),
    tf.layers.dense({ units: CLASSES, activation: "softmax" }),
  ],
});

model.compile({ optimizer: "adam", loss: "categoricalCrossentropy", metrics: ["acc"] });

const info = await model.fitDataset(dataset, { epochs: 1, verbose: 0 });
console.log(info.history);

const xDataset = tf.data.array(samples.map(({ pixels }) => pixels)).map((row) => tf.tensor1d(row as number[]));
const yDataset = tf.data.array(samples.map((sample) => sample.label));
const zipped = tf.data.zip({ xs: xDataset, ys: yDataset }).batch(6);
await zipped.forEachAsync((batch) => {
  const { xs, ys } = batch as { xs: tf.Tensor2D; ys: tf.Tensor1D };
  console.log(xs.reshape([-1, SIZE, SIZE, 1]).shape, ys.shape);
});
const result = (await model.evaluateDataset(dataset as tf.data.Dataset<{}>, { batches: 2 })) as tf.Scalar[];
console.log(result.map((score) => score.dataSync()[0]));
