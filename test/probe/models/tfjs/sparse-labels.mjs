// expect: ran (2, 3)
// places: 3, 3 known
import * as tf from "@tensorflow/tfjs";

const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 3, activation: "softmax" })] });
model.compile({ optimizer: "sgd", loss: "sparseCategoricalCrossentropy" });
await model.fit(tf.ones([8, 4]), tf.zeros([8, 1]), { epochs: 3, callbacks: { onEpochEnd: () => process.exit(1) } });
