// reported
import * as tf from "@tensorflow/tfjs";

const x = tf.ones([1, 8, 8, 3]);
const filter = tf.ones([3, 3, 1, 4]);
export const y = tf.conv2d(x, filter, 1, "same"); // breaks
