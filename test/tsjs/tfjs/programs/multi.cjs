"use strict";
const tf = require("@tensorflow/tfjs-node");
const path = require("path");

const FIELDS = ["price", "rooms", "area"];

function towers() {
  const image = tf.input({ shape: [24, 24, 3], name: "image" });
  const numbers = tf.input({ shape: [FIELDS.length], name: "numbers" });
  let a = image;
  [8, 16].forEach((filters) => {
    a = tf.layers.conv2d({ filters, kernelSize: 3, padding: "same", activation: "relu" }).apply(a);
    a = tf.layers.averagePooling2d({ poolSize: 2, strides: 2 }).apply(a);
  });
  a = tf.layers.flatten().apply(a);
  const b = tf.layers.dense({ units: 8, activation: "relu" }).apply(numbers);
  const both = tf.layers.concatenate({ axis: 1 }).apply([a, b]);
  const kind = tf.layers.dense({ units: 5, activation: "softmax", name: "kind" }).apply(both);
  const value = tf.layers.dense({ units: 1, name: "value" }).apply(both);
  return tf.model({ inputs: [image, numbers], outputs: [kind, value] });
}

async function main() {
  const model = towers();
  model.compile({
    optimizer: tf.train.rmsprop(0.001),
    loss: { kind: "categoricalCrossentropy", value: "meanSquaredError" },
    metrics: ["accuracy"],
  });
  const n = 6;
  const xs = { image: tf.zeros([n, 24, 24, 3]), numbers: tf.ones([n, 3]) };
  const ys = { kind: tf.oneHot(tf.range(0, n, 1, "int32").mod(tf.scalar(5, "int32")), 5), value: tf.zeros([n, 1]) };
  await model.fit(xs, ys, { epochs: 1, verbose: 0 });
  const [kinds, values] = model.predict([xs.image, xs.numbers]);
  kinds.argMax(1).print();
  values.squeeze([1]).print();
  console.log(path.basename(__filename), model.countParams() > 0);
}

main();
module.exports = { towers };
