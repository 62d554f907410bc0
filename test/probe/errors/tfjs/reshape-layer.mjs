// not reported
import * as tf from "@tensorflow/tfjs";

const input = tf.input({ shape: [28, 28] });
const model = tf.model({ inputs: input, outputs: tf.layers.reshape({ targetShape: [28, 14] }).apply(input) });
export const y = model.predict(tf.ones([2, 28, 28])); // breaks
