// fix: Set `units` to `5`
import * as tf from "@tensorflow/tfjs";

const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 3, activation: "softmax" })] });
model.compile({ optimizer: "sgd", loss: "categoricalCrossentropy" });
await model.fit(tf.ones([8, 4]), tf.ones([8, 5])); // breaks
