import * as tf from "@tensorflow/tfjs";
const left = tf.ones([2, 3, 4]);
const right = tf.ones([2, 5, 4]);
const both = tf.concat([left, right], 2);
