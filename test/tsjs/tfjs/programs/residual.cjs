const tf = require("@tensorflow/tfjs");
function block(x, filters) {
  const skip = tf.layers.conv2d({ filters, kernelSize: 1, padding: "same" }).apply(x);
  let y = tf.layers.conv2d({ filters, kernelSize: 3, padding: "same" }).apply(x);
  y = tf.layers.batchNormalization().apply(y);
  y = tf.layers.activation({ activation: "relu" }).apply(y);
  y = tf.layers.conv2d({ filters, kernelSize: 3, padding: "same" }).apply(y);
  return tf.layers.add().apply([skip, y]);
}
const input = tf.input({ shape: [32, 32, 3], name: "img" });
const meta = tf.input({ shape: [5], name: "meta" });
let x = input;
for (const filters of [8, 16]) {
  x = block(x, filters);
  x = tf.layers.maxPooling2d({ poolSize: [2, 2] }).apply(x);
}
x = tf.layers.globalAveragePooling2d({}).apply(x);
const m = tf.layers.dense({ units: 7, activation: "relu" }).apply(meta);
const joined = tf.layers.concatenate().apply([x, m]);
const out = tf.layers.dense({ units: 4, activation: "softmax" }).apply(joined);
const reg = tf.layers.dense({ units: 1 }).apply(joined);
const model = tf.model({ inputs: [input, meta], outputs: [out, reg] });
const [a, b] = model.predict([tf.zeros([2, 32, 32, 3]), tf.zeros([2, 5])]);
console.log(
  a.shape,
  b.shape,
  model.outputs.map((o) => o.shape),
  model.layers.length,
);
