// expect: ran (2, 16, 16, 1)
// places: 3, 3 known
import * as tf from "@tensorflow/tfjs";

const input = tf.input({ shape: [16, 16, 1] });
const code = tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: "same" }).apply(input);
const output = tf.layers.conv2dTranspose({ filters: 1, kernelSize: 3, strides: 2, padding: "same" }).apply(code);
const model = tf.model({ inputs: input, outputs: output });
model.compile({ optimizer: "adam", loss: "meanSquaredError" });
const data = tf.zeros([10, 16, 16, 1]);
await model.fit(data, data);
