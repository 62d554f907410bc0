// reported
import * as tf from "@tensorflow/tfjs";

const x = tf.ones([2, 3]);
export const y = x.stack(tf.ones([2, 4])); // breaks
