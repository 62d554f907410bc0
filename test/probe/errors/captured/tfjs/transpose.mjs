import * as tf from "@tensorflow/tfjs";
const x = tf.ones([2, 3, 4]);
const y = x.transpose([0, 1]);
