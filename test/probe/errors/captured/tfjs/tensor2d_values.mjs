import * as tf from "@tensorflow/tfjs";
const data = [1, 2, 3, 4, 5];
const x = tf.tensor2d(data, [2, 3]);
