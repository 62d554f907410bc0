import * as tf from "@tensorflow/tfjs";
const input = tf.input({ shape: [32, 32, 16] });
const a = tf.layers.conv2d({ filters: 32, kernelSize: 3, padding: "same" }).apply(input);
const sum = tf.layers.add().apply([input, a]);
