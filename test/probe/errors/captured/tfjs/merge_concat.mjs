import * as tf from "@tensorflow/tfjs";
const skip = tf.input({ shape: [28, 28, 8] });
const up = tf.input({ shape: [26, 26, 8] });
const joined = tf.layers.concatenate().apply([up, skip]);
