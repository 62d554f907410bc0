// reported
import * as tf from "@tensorflow/tfjs";

const a = tf.ones([2, 3]);
const b = tf.ones([3, 4]);
export const c = tf.concat([a, b], 1); // breaks
