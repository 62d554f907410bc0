import * as tf from "@tensorflow/tfjs";
const w = tf.variable(tf.zeros([3, 2]));
w.assign(tf.ones([2, 3]));
