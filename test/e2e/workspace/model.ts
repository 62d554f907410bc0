import * as tf from "@tensorflow/tfjs";

const width = 64;
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3 }));
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: width, activation: "relu" }));
model.add(tf.layers.dense({ units: 10 }));
model.compile({ optimizer: "adam", loss: "meanSquaredError" });

export const scores = model.predict(tf.zeros([5, 28, 28, 1]));
