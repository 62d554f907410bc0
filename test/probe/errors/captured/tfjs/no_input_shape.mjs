import * as tf from "@tensorflow/tfjs";
const model = tf.sequential();
model.add(tf.layers.dense({ units: 4 }));
model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
