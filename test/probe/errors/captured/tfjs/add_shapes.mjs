import * as tf from "@tensorflow/tfjs";
const a = tf.ones([32, 10]);
const b = tf.ones([32]);
const c = a.sub(b);
