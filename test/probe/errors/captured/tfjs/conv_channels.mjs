import * as tf from "@tensorflow/tfjs";
const kernel = tf.randomNormal([3, 3, 3, 8]);
const image = tf.ones([1, 32, 32, 1]);
const y = tf.conv2d(image, kernel, 1, "same");
