import * as tf from "@tensorflow/tfjs";
const labels = tf.tensor1d([0, 1, 2]);
const y = tf.oneHot(labels, 3);
