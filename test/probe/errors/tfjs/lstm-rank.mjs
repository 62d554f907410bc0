// fix: Set `returnSequences: true`
import * as tf from "@tensorflow/tfjs";

const input = tf.input({ shape: [10, 8] });
const x = tf.layers.lstm({ units: 16 }).apply(input);
export const y = tf.layers.lstm({ units: 8 }).apply(x); // breaks
