import * as tf from "@tensorflow/tfjs-node";

// Transfer learning: a network of depthwise blocks as its base, a new head, then a few layers thawed.
function block(x, filters, strides) {
  let y = tf.layers.depthwiseConv2d({ kernelSize: 3, strides, padding: "same", useBias: false }).apply(x);
  y = tf.layers.batchNormalization().apply(y);
  y = tf.layers.reLU({ maxValue: 6 }).apply(y);
  y = tf.layers.conv2d({ filters, kernelSize: 1, useBias: false, name: `point_${filters}_${strides}` }).apply(y);
  return tf.layers.batchNormalization({ name: `norm_${filters}_${strides}` }).apply(y);
}

function mobile() {
  const image = tf.input({ shape: [32, 32, 3] });
  let x = tf.layers.conv2d({ filters: 8, kernelSize: 3, strides: 2, padding: "same" }).apply(image);
  for (const [filters, strides] of [
    [16, 1],
    [24, 2],
    [32, 2],
  ])
    x = block(x, filters, strides);
  x = tf.layers.globalAveragePooling2d({ dataFormat: "channelsLast" }).apply(x);
  const scores = tf.layers.dense({ units: 100, activation: "softmax", name: "imagenet" }).apply(x);
  return tf.model({ inputs: image, outputs: scores });
}

const base = mobile();
for (const layer of base.layers) layer.trainable = false;
const features = tf.model({ inputs: base.inputs, outputs: base.getLayer("norm_32_2").output });

const head = tf.sequential({
  layers: [
    tf.layers.flatten({ inputShape: features.outputs[0].shape.slice(1) }),
    tf.layers.dense({ units: 20, activation: "relu" }),
    tf.layers.dense({ units: 3, activation: "softmax" }),
  ],
});
const combined = tf.sequential({ layers: [features, head] });

const xs = tf.randomUniform([6, 32, 32, 3]);
const ys = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2], "int32"), 3);

const optimizer = tf.train.adam(1e-3);
combined.compile({ optimizer, loss: "categoricalCrossentropy", metrics: ["accuracy"] });
await combined.fit(xs, ys, { epochs: 1, verbose: 0 });

for (const layer of features.layers.slice(-2)) layer.trainable = true;
combined.compile({ optimizer: tf.train.adam(1e-5), loss: "categoricalCrossentropy" });
await combined.fit(xs, ys, { epochs: 1, verbose: 0, batchSize: 3 });

const embedding = features.predict(xs);
const scores = head.predict(embedding);
console.log(embedding.shape, scores.shape, combined.trainableWeights.length);
