import * as tf from "@tensorflow/tfjs";
const model = tf.sequential({
  layers: [
    tf.layers.conv2d({ inputShape: [64, 64, 3], filters: 4, kernelSize: 3 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 2 }),
  ],
});
const image = tf.zeros([64, 64, 3]);
const out = model.predict(image);
