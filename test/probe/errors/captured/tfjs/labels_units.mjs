import * as tf from "@tensorflow/tfjs";
const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 5 })] });
model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
await model.fit(tf.ones([8, 4]), tf.ones([8, 3]), { verbose: 0 });
