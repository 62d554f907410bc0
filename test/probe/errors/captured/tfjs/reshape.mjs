import * as tf from "@tensorflow/tfjs";
const x = tf.ones([2, 13, 13, 16]);
const flat = x.reshape([2, 1024]);
