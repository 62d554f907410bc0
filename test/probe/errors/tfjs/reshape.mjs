// reported
import * as tf from "@tensorflow/tfjs";

const x = tf.ones([4, 3]);
export const y = x.reshape([5, 2]); // breaks
