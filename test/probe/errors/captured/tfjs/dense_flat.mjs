import * as tf from "@tensorflow/tfjs";
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3 }));
model.add(tf.layers.dense({ units: 10 }));
model.compile({ optimizer: "adam", loss: "categoricalCrossentropy" });
await model.fit(tf.ones([4, 28, 28, 1]), tf.ones([4, 10]), { verbose: 0 });
