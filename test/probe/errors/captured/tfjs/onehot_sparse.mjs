import * as tf from "@tensorflow/tfjs";
const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 3, activation: "softmax" })] });
model.compile({ optimizer: "sgd", loss: "sparseCategoricalCrossentropy" });
await model.fit(tf.ones([10, 4]), tf.oneHot(tf.zeros([10], "int32"), 3), { verbose: 0 });
