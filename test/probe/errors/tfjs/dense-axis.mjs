// reported
import * as tf from "@tensorflow/tfjs";

const dense = tf.layers.dense({ units: 4 });
dense.apply(tf.input({ shape: [8] }));
export const y = dense.apply(tf.input({ shape: [9] })); // breaks
