// fix: Set the input's shape to `[28, 28, 1]`
import * as tf from "@tensorflow/tfjs";

const input = tf.input({ shape: [28, 28] });
export const y = tf.layers.conv2d({ filters: 8, kernelSize: 3 }).apply(input); // breaks
