// reported
import * as tf from "@tensorflow/tfjs";

const a = tf.input({ shape: [16, 16, 4] });
const b = tf.input({ shape: [8, 8, 4] });
export const c = tf.layers.concatenate().apply([a, b]); // breaks
