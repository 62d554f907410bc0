import * as tf from "@tensorflow/tfjs";
const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 1 })] });
model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
await model.fit(tf.ones([8, 4]), tf.ones([7, 1]), { verbose: 0 });
