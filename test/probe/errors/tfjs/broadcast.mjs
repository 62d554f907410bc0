// reported
import * as tf from "@tensorflow/tfjs";

const a = tf.ones([4, 3]);
const b = tf.ones([4, 2]);
export const c = a.add(b); // breaks
