import * as tf from "@tensorflow/tfjs";
const w = tf.randomNormal([10, 5]);
const forward = (x) => tf.matMul(x, w).relu();
forward(tf.ones([3, 8]));
